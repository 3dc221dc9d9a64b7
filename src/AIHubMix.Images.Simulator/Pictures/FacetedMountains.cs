using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>Mountains folded out of light and dark planes.</summary>
internal static class FacetedMountains
{
    public static void Draw(SKCanvas canvas, Scene scene, Dice dice, float tallest)
    {
        Palette palette = scene.Palette;
        for (int row = 0; row < 3; row++)
        {
            float nearness = row / 2f;
            SKColor lit = Tone.Mix(palette.RidgeFar, palette.RidgeNear, 0.1f + (0.72f * nearness));
            SKColor shaded = Tone.Mix(lit, palette.RidgeNear, 0.5f);
            SKColor snow = Tone.Mix(palette.SkyLow, SKColors.White, 0.4f);
            int peaks = Math.Max(2, (int)MathF.Round((2 + row) * MathF.Max(1, scene.Width / scene.Unit)));
            float spacing = scene.Width / peaks;
            for (int peak = -1; peak <= peaks; peak++)
            {
                float x = (peak + 0.5f + dice.Range(-0.25f, 0.25f)) * spacing;
                float height = tallest * (1 - (0.3f * row)) * dice.Range(0.5f, row == 0 ? 1 : 0.8f);
                SKPoint top = new(x, scene.Horizon - height);
                DrawPeak(canvas, top, scene.Horizon, height * dice.Range(0.8f, 1.1f), lit, shaded);
                if (row == 0)
                {
                    SKColor snowShade = Tone.Mix(snow, shaded, 0.4f);
                    DrawPeak(canvas, top, top.Y + (height * 0.26f), height * 0.22f, snow, snowShade);
                }
            }
        }
    }

    private static void DrawPeak(SKCanvas canvas, SKPoint top, float foot, float halfWidth, SKColor lit, SKColor shaded)
    {
        using SKPathBuilder light = new();
        light.AddPoly([top, new SKPoint(top.X + halfWidth, foot), new SKPoint(top.X - halfWidth, foot)], true);
        using SKPath whole = light.Detach();
        using SKPaint litPaint = Brush.Flat(lit);
        canvas.DrawPath(whole, litPaint);

        float drop = foot - top.Y;
        using SKPathBuilder dark = new();
        dark.AddPoly(
            [
                top,
                new SKPoint(top.X + (halfWidth * 0.1f), top.Y + (drop * 0.4f)),
                new SKPoint(top.X - (halfWidth * 0.08f), top.Y + (drop * 0.62f)),
                new SKPoint(top.X + (halfWidth * 0.2f), foot),
                new SKPoint(top.X - halfWidth, foot),
            ],
            true);
        using SKPath side = dark.Detach();
        using SKPaint darkPaint = Brush.Flat(shaded);
        canvas.DrawPath(side, darkPaint);
    }
}
