using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>A small boat under a square sail.</summary>
internal static class Boat
{
    public static void Draw(SKCanvas canvas, Scene scene)
    {
        Dice dice = scene.Dice("boat");
        float size = scene.Unit * dice.Range(0.1f, 0.14f);
        float x = scene.Width * dice.Range(0.58f, 0.7f);
        float y = scene.Horizon + ((scene.Height - scene.Horizon) * dice.Range(0.16f, 0.28f));

        using SKPathBuilder builder = new();
        builder.MoveTo(x - (size * 0.62f), y - (size * 0.13f));
        builder.QuadTo(x, y + (size * 0.03f), x + (size * 0.6f), y - (size * 0.2f));
        builder.QuadTo(x + (size * 0.42f), y + (size * 0.1f), x, y + (size * 0.1f));
        builder.QuadTo(x - (size * 0.44f), y + (size * 0.1f), x - (size * 0.62f), y - (size * 0.13f));
        builder.Close();
        builder.AddRect(new SKRect(x - (size * 0.014f), y - size, x + (size * 0.014f), y), SKPathDirection.Clockwise);
        using SKPath hull = builder.Detach();

        using SKPathBuilder cloth = new();
        cloth.MoveTo(x - (size * 0.3f), y - (size * 0.94f));
        cloth.QuadTo(x, y - size, x + (size * 0.32f), y - (size * 0.92f));
        cloth.QuadTo(x + (size * 0.44f), y - (size * 0.5f), x + (size * 0.3f), y - (size * 0.18f));
        cloth.QuadTo(x, y - (size * 0.1f), x - (size * 0.28f), y - (size * 0.2f));
        cloth.QuadTo(x - (size * 0.2f), y - (size * 0.55f), x - (size * 0.3f), y - (size * 0.94f));
        cloth.Close();
        using SKPath sail = cloth.Detach();

        SKColor linen = Tone.Mix(scene.Palette.SkyLow, SKColors.White, scene.Palette.IsNight ? 0.1f : 0.5f);
        using SKPaint wood = Brush.Flat(scene.Palette.Ink);
        using SKPaint linenPaint = Brush.Flat(linen);
        using SKPaint shade = Brush.Flat(Tone.Fade(scene.Palette.Ink, 0.3f));

        canvas.Save();
        canvas.Translate(0, (y + (size * 0.1f)) * 2);
        canvas.Scale(1, -1);
        canvas.DrawPath(hull, shade);
        linenPaint.Color = Tone.Fade(linen, 0.3f);
        canvas.DrawPath(sail, linenPaint);
        canvas.Restore();
        canvas.DrawPath(hull, wood);
        linenPaint.Color = linen;
        canvas.DrawPath(sail, linenPaint);
    }
}
