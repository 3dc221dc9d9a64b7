using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>A skyline on the far shore.</summary>
internal static class City
{
    public static void Draw(SKCanvas canvas, Scene scene)
    {
        Dice dice = scene.Dice("city");
        SKColor near = Tone.Mix(scene.Palette.RidgeNear, scene.Palette.Ink, 0.4f);
        SKColor far = Tone.Mix(scene.Palette.RidgeFar, near, 0.4f);
        DrawRow(canvas, scene, dice, far, 0.3f, 0);
        DrawRow(canvas, scene, dice, near, 0.2f, scene.Palette.IsNight ? 0.5f : 0.2f);
    }

    private static void DrawRow(SKCanvas canvas, Scene scene, Dice dice, SKColor colour, float tallest, float litShare)
    {
        using SKPaint wall = Brush.Flat(colour);
        using SKPaint lit = Brush.Flat(Tone.Mix(scene.Palette.Light, new SKColor(0xFFFFD98A), 0.5f));
        float pane = scene.Unit * 0.006f;
        float x = scene.Width * 0.3f;
        while (x < scene.Width * 1.02f)
        {
            float width = scene.Unit * dice.Range(0.03f, 0.06f);
            float centred = 1 - MathF.Abs(((x / scene.Width) - 0.66f) * 2.2f);
            float height = scene.Unit * tallest * dice.Range(0.35f, 1) * Math.Clamp(centred, 0.25f, 1);
            canvas.DrawRect(x, scene.Horizon - height, width, height + 1, wall);
            if (dice.Chance(0.3f))
            {
                canvas.DrawRect(x + (width * 0.47f), scene.Horizon - (height * 1.22f), width * 0.06f, height * 0.24f, wall);
            }

            for (float y = scene.Horizon - height + (pane * 1.5f); litShare > 0 && y < scene.Horizon - (pane * 3); y += pane * 2.2f)
            {
                for (float at = x + pane; at < x + width - (pane * 1.5f); at += pane * 1.9f)
                {
                    if (dice.Chance(litShare))
                    {
                        canvas.DrawRect(at, y, pane, pane * 1.2f, lit);
                    }
                }
            }

            x += width * dice.Range(0.8f, 1.15f);
        }
    }
}
