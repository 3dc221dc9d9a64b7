using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>A cat sitting on the bank, looking over the water.</summary>
internal static class Cat
{
    public static void Draw(SKCanvas canvas, Scene scene)
    {
        float scale = scene.Unit * 0.0019f;
        float x = scene.BankTip - (scene.Unit * (scene.Has(Motifs.Deer) ? 0.32f : 0.1f));
        using SKPath cat = Silhouette();
        using SKPaint fur = Brush.Flat(Tone.Mix(scene.Palette.Ink, SKColors.Black, 0.25f));
        using SKPaint rim = Brush.Flat(Tone.Fade(scene.Palette.Light, 0.7f));
        using SKPaint collar = Brush.Line(scene.Palette.Accent, 2.4f);

        canvas.Save();
        canvas.Translate(x, scene.GroundAt(x) + (scene.Unit * 0.02f) - (100 * scale));
        canvas.Scale(scale);
        canvas.Save();
        canvas.Translate(0.8f, -0.9f);
        canvas.DrawPath(cat, rim);
        canvas.Restore();
        canvas.DrawPath(cat, fur);
        canvas.DrawLine(20, 51, 31, 53, collar);
        canvas.Restore();
    }

    private static SKPath Silhouette()
    {
        using SKPathBuilder builder = new();
        Brush.AddLimb(builder, (10, 85, 15), (13, 72, 14), (20, 58, 9.5f), (26, 50, 7));
        Brush.AddLimb(builder, (24, 62, 7), (27, 76, 5), (28, 90, 3.4f), (30, 97, 3));
        Brush.AddLimb(builder, (12, 92, 8), (24, 96, 4), (34, 97.5f, 2.6f));
        Brush.AddLimb(builder, (25, 41, 9.5f), (28, 41.5f, 9.2f), (32, 43, 6));
        builder.AddPoly([new SKPoint(16.5f, 38), new SKPoint(17, 23), new SKPoint(26, 32.5f)], true);
        builder.AddPoly([new SKPoint(25.5f, 33), new SKPoint(32, 24), new SKPoint(34.5f, 38)], true);
        Brush.AddLimb(builder, (2, 93, 4), (-12, 97, 3.4f), (-24, 92, 3.2f), (-27, 82, 2.6f), (-21, 77, 1.8f));
        return builder.Detach();
    }
}
