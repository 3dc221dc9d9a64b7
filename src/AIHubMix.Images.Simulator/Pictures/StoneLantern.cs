using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>A stone lantern on the near bank, burning when it is dark.</summary>
internal static class StoneLantern
{
    public static void Draw(SKCanvas canvas, Scene scene, SKPoint foot, float size)
    {
        SKColor stone = Tone.Mix(scene.Palette.RidgeNear, scene.Palette.Ink, 0.45f);
        using SKPathBuilder builder = new();
        builder.AddPoly([At(-0.2f, 0), At(-0.14f, 0.1f), At(0.14f, 0.1f), At(0.2f, 0)], true);
        builder.AddPoly([At(-0.07f, 0.1f), At(-0.055f, 0.5f), At(0.055f, 0.5f), At(0.07f, 0.1f)], true);
        builder.AddPoly([At(-0.08f, 0.48f), At(-0.18f, 0.56f), At(0.18f, 0.56f), At(0.08f, 0.48f)], true);
        builder.AddPoly([At(-0.12f, 0.56f), At(-0.12f, 0.74f), At(0.12f, 0.74f), At(0.12f, 0.56f)], true);
        builder.AddPoly([At(-0.28f, 0.73f), At(-0.24f, 0.78f), At(-0.06f, 0.9f), At(0.06f, 0.9f), At(0.24f, 0.78f), At(0.28f, 0.73f)], true);
        builder.AddCircle(foot.X, foot.Y - (size * 0.93f), size * 0.05f, SKPathDirection.Clockwise);
        using SKPath lantern = builder.Detach();
        using SKPaint paint = Brush.Flat(stone);
        canvas.DrawPath(lantern, paint);

        bool burning = scene.Palette.Time is TimeOfDay.Night or TimeOfDay.Dusk or TimeOfDay.Mist;
        SKColor flame = burning ? new SKColor(0xFFFFD98A) : Tone.Mix(stone, scene.Palette.SkyLow, 0.45f);
        using SKPaint opening = Brush.Flat(flame);
        canvas.DrawRect(foot.X - (size * 0.065f), foot.Y - (size * 0.72f), size * 0.13f, size * 0.14f, opening);
        if (burning)
        {
            Brush.Glow(canvas, new SKPoint(foot.X, foot.Y - (size * 0.65f)), size * 0.9f, flame, 0.5f, blend: SKBlendMode.Screen);
        }

        SKPoint At(float x, float up) => new(foot.X + (size * x), foot.Y - (size * up));
    }
}
