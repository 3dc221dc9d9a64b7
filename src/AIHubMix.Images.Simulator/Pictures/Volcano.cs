using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>One great cone under a cap of snow.</summary>
internal static class Volcano
{
    public static void Draw(SKCanvas canvas, Scene scene, Dice dice, float height)
    {
        Noise noise = new(dice);
        float centre = scene.Width * dice.Range(0.46f, 0.68f);
        float spread = height * dice.Range(1.5f, 1.9f);
        float Slope(float x)
        {
            float away = MathF.Abs(x - centre) / spread;
            float crater = 0.045f + (0.006f * MathF.Sin((x - centre) / height * 90));
            float rise = MathF.Pow(MathF.Max(0, 1 - MathF.Max(away, crater)), 2.1f);
            return scene.Horizon - (height * 1.06f * rise) - (height * 0.012f * noise.Fractal(x / height * 14, 2));
        }

        SKColor crest = Tone.Mix(scene.Palette.RidgeFar, scene.Palette.RidgeNear, 0.4f);
        using SKPath cone = Mountains.Outline(scene, Slope);
        Mountains.Paint(canvas, scene, cone, crest, cone.Bounds.Top, 0.2f);

        float snowline = scene.Horizon - (height * (scene.Has(Motifs.Snow) ? 0.45f : 0.66f));
        using SKPathBuilder builder = new();
        builder.MoveTo(0, 0);
        builder.LineTo(0, snowline);
        float step = height * 0.022f;
        bool tooth = false;
        for (float x = centre - (spread * 0.5f); x < centre + (spread * 0.5f); x += step)
        {
            float hang = height * 0.13f * noise.Fractal(x / height * 11, 2);
            builder.LineTo(x, snowline + (tooth ? hang : -hang * 0.5f));
            tooth = !tooth;
        }

        builder.LineTo(scene.Width, snowline);
        builder.LineTo(scene.Width, 0);
        builder.Close();
        using SKPath above = builder.Detach();
        using SKPaint snow = Brush.Flat(Tone.Fade(Tone.Mix(scene.Palette.SkyLow, SKColors.White, scene.Palette.IsNight ? 0.2f : 0.6f), 0.94f));
        canvas.Save();
        canvas.ClipPath(cone, SKClipOperation.Intersect, true);
        canvas.DrawPath(above, snow);
        canvas.Restore();
    }
}
