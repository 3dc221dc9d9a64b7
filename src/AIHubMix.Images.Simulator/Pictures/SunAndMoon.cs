using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>The sun or the moon.</summary>
internal static class SunAndMoon
{
    public static void Draw(SKCanvas canvas, Scene scene)
    {
        Palette palette = scene.Palette;
        SKPoint sun = scene.Sun;
        float radius = scene.SunRadius;
        if (scene.Style.Disc == Disc.Banded)
        {
            DrawBandedDisc(canvas, scene);
            return;
        }

        bool glowing = scene.Style.Disc == Disc.Glowing || palette.IsNight;
        if (glowing)
        {
            Brush.Glow(canvas, sun, radius * 8, palette.Light, scene.Style.Disc == Disc.Glowing ? 0.8f : 0.4f, blend: SKBlendMode.Screen);
        }

        using SKPaint disc = Brush.Flat(glowing ? Tone.Mix(palette.Light, SKColors.White, 0.35f) : palette.Light);
        canvas.DrawCircle(sun, radius, disc);
        if (palette.IsNight)
        {
            using SKPaint sea = Brush.Flat(Tone.Fade(palette.SkyMiddle, 0.13f));
            canvas.DrawCircle(sun.X - (radius * 0.3f), sun.Y - (radius * 0.15f), radius * 0.36f, sea);
            canvas.DrawCircle(sun.X + (radius * 0.25f), sun.Y - (radius * 0.42f), radius * 0.2f, sea);
            canvas.DrawCircle(sun.X + (radius * 0.18f), sun.Y + (radius * 0.36f), radius * 0.28f, sea);
        }
    }

    private static void DrawBandedDisc(SKCanvas canvas, Scene scene)
    {
        SKPoint sun = scene.Sun;
        float radius = scene.SunRadius;
        using SKPaint halo = Brush.Flat(Tone.Fade(scene.Palette.SkyLow, 0.3f));
        for (int ring = 3; ring > 0; ring--)
        {
            canvas.DrawCircle(sun, radius * (1 + (ring * 0.28f)), halo);
        }

        using SKPathBuilder gaps = new();
        float y = sun.Y + (radius * 0.12f);
        for (int band = 1; y < sun.Y + radius; band++)
        {
            float thickness = radius * 0.016f * band;
            gaps.AddRect(new SKRect(sun.X - radius, y, sun.X + radius, y + thickness), SKPathDirection.Clockwise);
            y += thickness + (radius * 0.13f);
        }

        using SKPath cut = gaps.Detach();
        using SKPaint disc = Brush.Flat(scene.Palette.Light);
        canvas.Save();
        canvas.ClipPath(cut, SKClipOperation.Difference, true);
        canvas.DrawCircle(sun, radius, disc);
        canvas.Restore();
    }
}
