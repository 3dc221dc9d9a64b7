using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>A torii standing in the lake.</summary>
internal static class Torii
{
    public static void Draw(SKCanvas canvas, Scene scene, SKPoint foot, float size)
    {
        Palette palette = scene.Palette;
        SKColor red = palette.IsNight ? Tone.Shade(palette.Accent, 0.85f) : palette.Accent;
        using SKPaint lacquer = Brush.Flat(red);
        using SKPaint cap = Brush.Flat(Tone.Mix(palette.Ink, red, 0.2f));

        using SKPathBuilder builder = new();
        foreach (int side in (ReadOnlySpan<int>)[-1, 1])
        {
            Brush.AddLimb(
                builder,
                (foot.X + (side * size * 0.38f), foot.Y, size * 0.04f),
                (foot.X + (side * size * 0.33f), foot.Y - (size * 0.84f), size * 0.034f));
        }

        builder.AddRect(
            new SKRect(foot.X - (size * 0.46f), foot.Y - (size * 0.68f), foot.X + (size * 0.46f), foot.Y - (size * 0.61f)),
            SKPathDirection.Clockwise);
        builder.AddRect(
            new SKRect(foot.X - (size * 0.035f), foot.Y - (size * 0.84f), foot.X + (size * 0.035f), foot.Y - (size * 0.62f)),
            SKPathDirection.Clockwise);
        using SKPath frame = builder.Detach();
        canvas.DrawPath(frame, lacquer);
        DrawBeam(canvas, lacquer, foot.X, foot.Y - (size * 0.83f), size * 0.56f, size * 0.07f);
        DrawBeam(canvas, cap, foot.X, foot.Y - (size * 0.9f), size * 0.62f, size * 0.055f);
    }

    private static void DrawBeam(SKCanvas canvas, SKPaint paint, float x, float y, float half, float thickness)
    {
        float lift = half * 0.13f;
        using SKPathBuilder builder = new();
        builder.MoveTo(x - half, y - lift - thickness);
        builder.QuadTo(x - (half * 0.4f), y - thickness, x, y - thickness);
        builder.QuadTo(x + (half * 0.4f), y - thickness, x + half, y - lift - thickness);
        builder.LineTo(x + (half * 0.96f), y - lift + (thickness * 0.5f));
        builder.QuadTo(x + (half * 0.4f), y + (thickness * 0.4f), x, y + (thickness * 0.4f));
        builder.QuadTo(x - (half * 0.4f), y + (thickness * 0.4f), x - (half * 0.96f), y - lift + (thickness * 0.5f));
        builder.Close();
        using SKPath beam = builder.Detach();
        canvas.DrawPath(beam, paint);
    }
}
