using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>A flight of birds before the sky.</summary>
internal static class Birds
{
    public static void Draw(SKCanvas canvas, Scene scene)
    {
        Dice dice = scene.Dice("birds");
        float leadX = scene.Width * dice.Range(0.5f, 0.78f);
        float leadY = scene.Horizon * dice.Range(0.16f, 0.34f);
        using SKPathBuilder builder = new();
        int count = 5 + dice.Below(4);
        for (int bird = 0; bird < count; bird++)
        {
            int rank = (bird + 1) / 2;
            float wing = bird % 2 == 0 ? 0.55f : -0.4f;
            AddBird(
                builder,
                leadX - (scene.Unit * rank * dice.Range(0.03f, 0.04f)),
                leadY + (scene.Unit * rank * wing * dice.Range(0.03f, 0.04f)),
                scene.Unit * dice.Range(0.011f, 0.016f),
                dice.Range(0.5f, 1));
        }

        using SKPath flight = builder.Detach();
        SKColor colour = scene.Palette.IsNight ? Tone.Mix(scene.Palette.Light, scene.Palette.SkyMiddle, 0.35f) : scene.Palette.Ink;
        using SKPaint paint = Brush.Flat(Tone.Fade(colour, 0.85f));
        canvas.DrawPath(flight, paint);
    }

    private static void AddBird(SKPathBuilder builder, float x, float y, float size, float lift)
    {
        builder.MoveTo(x - size, y - (size * 0.5f * lift));
        builder.QuadTo(x - (size * 0.4f), y - (size * 0.62f * lift), x, y);
        builder.QuadTo(x + (size * 0.4f), y - (size * 0.62f * lift), x + size, y - (size * 0.5f * lift));
        builder.QuadTo(x + (size * 0.4f), y - (size * 0.3f * lift), x + (size * 0.06f), y + (size * 0.2f));
        builder.LineTo(x - (size * 0.06f), y + (size * 0.2f));
        builder.QuadTo(x - (size * 0.4f), y - (size * 0.3f * lift), x - size, y - (size * 0.5f * lift));
        builder.Close();
    }
}
