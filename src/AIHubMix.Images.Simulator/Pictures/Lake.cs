using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>The water: a rippled reflection of all that stands above it, washed over and lit.</summary>
internal static class Lake
{
    /// <summary>Draws the lake below what has been drawn so far.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="scene">The composition.</param>
    /// <param name="above">A copy of the picture so far.</param>
    public static void Draw(SKCanvas canvas, Scene scene, SKImage above)
    {
        canvas.Save();
        canvas.ClipRect(new SKRect(0, scene.Horizon, scene.Width, scene.Height));
        DrawReflection(canvas, scene, above);
        DrawWash(canvas, scene);
        Ripples.Draw(canvas, scene);
        if (scene.Style.Disc == Disc.Glowing || scene.Palette.IsNight)
        {
            Ripples.DrawGlitter(canvas, scene);
        }

        canvas.Restore();
    }

    private static void DrawReflection(SKCanvas canvas, Scene scene, SKImage above)
    {
        Noise ripple = new(scene.Dice("ripples"));
        float depth = scene.Height - scene.Horizon;
        float strip = MathF.Max(1, MathF.Round(scene.Unit / 340));
        float shrink = MathF.Min(1, depth * 1.35f / scene.Horizon);
        SKSamplingOptions sampling = new(SKFilterMode.Linear);

        // The copy is already in device space; turned left to right once more it would not match.
        canvas.Save();
        canvas.ResetMatrix();
        for (float y = 0; y < depth; y += strip)
        {
            float nearness = y / depth;
            float swell = (ripple.Fractal(y / strip * 0.55f / (1 + (2 * nearness)), 2) - 0.5f) * 2;
            float shift = swell * scene.Unit * (0.003f + (0.016f * nearness));
            float mirrored = Math.Max(0, scene.Horizon - ((y + strip) / MathF.Max(shrink, 0.4f)) + (swell * strip));
            SKRect source = new(0, mirrored, scene.Width, Math.Min(scene.Horizon, mirrored + strip));
            SKRect target = new(shift, scene.Horizon + y, scene.Width + shift, scene.Horizon + y + strip);
            canvas.DrawImage(above, source, target, sampling);
            if (shift > 0)
            {
                canvas.DrawImage(above, new SKRect(0, source.Top, 1, source.Bottom), new SKRect(0, target.Top, shift + 1, target.Bottom), sampling);
            }
            else if (shift < 0)
            {
                canvas.DrawImage(
                    above,
                    new SKRect(scene.Width - 1, source.Top, scene.Width, source.Bottom),
                    new SKRect(target.Right - 1, target.Top, scene.Width, target.Bottom),
                    sampling);
            }
        }

        canvas.Restore();
    }

    private static void DrawWash(SKCanvas canvas, Scene scene)
    {
        Palette palette = scene.Palette;
        bool mirror = scene.Style.Water == WaterSurface.Mirror;
        Brush.Wash(
            canvas,
            new SKRect(0, scene.Horizon, scene.Width, scene.Height),
            Tone.Fade(Tone.Mix(palette.Water, palette.SkyLow, 0.5f), mirror ? 0.22f : 0.42f),
            Tone.Fade(palette.Water, mirror ? 0.48f : 0.72f),
            Tone.Fade(Tone.Shade(palette.Water, 0.78f), mirror ? 0.8f : 0.92f));
    }
}
