using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>Clouds, as stylised bands or as soft streaks.</summary>
internal static class Clouds
{
    public static void DrawBands(SKCanvas canvas, Scene scene)
    {
        Dice dice = scene.Dice("cloud bands");
        SKColor paper = Tone.Mix(scene.Palette.SkyLow, scene.Palette.SkyMiddle, 0.25f);
        using SKPaint fill = Brush.Flat(Tone.Fade(paper, scene.Palette.IsNight ? 0.5f : 0.86f));
        for (int cloud = 0; cloud < 3; cloud++)
        {
            using SKPathBuilder builder = new();
            float x = scene.Width * dice.Range(-0.05f, 0.75f);
            float y = scene.Horizon * (0.14f + (0.2f * cloud) + dice.Range(0, 0.1f));
            float thickness = scene.Unit * 0.017f;
            int rows = 2 + dice.Below(2);
            for (int row = 0; row < rows; row++)
            {
                float left = x + (scene.Unit * dice.Range(-0.12f, 0.12f));
                float length = scene.Unit * dice.Range(0.22f, 0.46f);
                float top = y + (row * thickness * 1.9f);
                builder.AddRoundRect(
                    new SKRect(left, top, left + length, top + (thickness * 2)), thickness, thickness, SKPathDirection.Clockwise);
            }

            using SKPath bands = builder.Detach();
            canvas.DrawPath(bands, fill);
        }
    }

    public static void DrawStreaks(SKCanvas canvas, Scene scene)
    {
        Dice dice = scene.Dice("clouds");
        SKColor lit = Tone.Mix(scene.Palette.SkyLow, SKColors.White, 0.4f);
        float opacity = scene.Palette.IsNight ? 0.1f : 0.36f;
        for (int cloud = 0; cloud < 4; cloud++)
        {
            float x = scene.Width * dice.Unit();
            float y = scene.Horizon * dice.Range(0.12f, 0.6f);
            float spread = scene.Unit * dice.Range(0.1f, 0.2f);
            for (int puff = 0; puff < 6; puff++)
            {
                SKPoint centre = new(x + (spread * dice.Central(-1.6f, 1.6f)), y + (spread * dice.Central(-0.12f, 0.12f)));
                Brush.Glow(canvas, centre, spread * dice.Range(0.5f, 1), lit, opacity, flatten: 0.2f);
            }
        }
    }
}
