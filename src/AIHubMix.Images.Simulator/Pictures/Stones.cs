using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>Stones along the near bank and in the water before it.</summary>
internal static class Stones
{
    public static void Draw(SKCanvas canvas, Scene scene, Dice dice)
    {
        SKColor stone = Tone.Mix(scene.Palette.RidgeNear, scene.Palette.Bank, 0.5f);
        for (int i = 0; i < 7; i++)
        {
            float t = dice.Range(0.12f, 0.9f);
            float x = scene.BankTip + (scene.Unit * dice.Range(0.02f, 0.075f)) - (scene.BankTip * 0.34f * t * t);
            float y = scene.BankLevel + ((scene.Height - scene.BankLevel) * t);
            DrawStone(canvas, scene, new SKPoint(x, y), scene.Unit * dice.Range(0.012f, 0.032f) * (0.7f + (0.6f * t)), stone);
        }

        float side = scene.Width * dice.Range(0.66f, 0.82f);
        for (int i = 0; i < 3; i++)
        {
            SKPoint centre = new(side + (scene.Unit * dice.Range(-0.08f, 0.08f)), scene.Height * dice.Range(0.93f, 0.99f));
            DrawStone(canvas, scene, centre, scene.Unit * dice.Range(0.024f, 0.05f), stone);
        }
    }

    private static void DrawStone(SKCanvas canvas, Scene scene, SKPoint centre, float radius, SKColor colour)
    {
        using SKPathBuilder builder = new();
        builder.MoveTo(centre.X - (radius * 1.3f), centre.Y + (radius * 0.3f));
        builder.CubicTo(
            centre.X - (radius * 1.1f), centre.Y - radius, centre.X + (radius * 0.5f), centre.Y - (radius * 1.1f),
            centre.X + (radius * 1.3f), centre.Y + (radius * 0.3f));
        builder.QuadTo(centre.X, centre.Y + (radius * 0.55f), centre.X - (radius * 1.3f), centre.Y + (radius * 0.3f));
        builder.Close();
        using SKPath stone = builder.Detach();
        SKColor lit = Tone.Mix(colour, scene.Palette.SkyLow, scene.Palette.IsNight ? 0.15f : 0.42f);
        Brush.Wash(canvas, stone, centre.Y - (radius * 0.8f), centre.Y + (radius * 0.5f), lit, colour, scene.Palette.Ink);
        using SKPaint edge = Brush.Line(Tone.Fade(scene.Palette.SkyLow, 0.4f), radius * 0.06f);
        canvas.DrawLine(centre.X - (radius * 1.5f), centre.Y + (radius * 0.42f), centre.X + (radius * 1.5f), centre.Y + (radius * 0.42f), edge);
    }
}
