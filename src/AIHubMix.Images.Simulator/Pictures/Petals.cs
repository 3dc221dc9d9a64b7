using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>What drifts through the air: petals, autumn leaves, snow, glowing motes.</summary>
internal static class Petals
{
    public static void Draw(SKCanvas canvas, Scene scene)
    {
        Dice dice = scene.Dice("petals");
        if (scene.Has(Motifs.Cherry | Motifs.Autumn))
        {
            DrawPetals(canvas, scene, dice);
        }

        if (scene.Has(Motifs.Snow))
        {
            DrawSnow(canvas, scene, dice);
        }

        if (scene.Style.Motes)
        {
            DrawMotes(canvas, scene, dice);
        }
    }

    /// <summary>The colour of blossom, or of leaves in autumn.</summary>
    public static SKColor Colour(Scene scene) => scene.Has(Motifs.Autumn)
        ? Tone.Mix(scene.Palette.Accent, new SKColor(0xFFE8A030), 0.35f)
        : scene.Palette.Blossom;

    private static void DrawPetals(SKCanvas canvas, Scene scene, Dice dice)
    {
        SKColor colour = Colour(scene);
        SKColor pale = Tone.Mix(colour, SKColors.White, 0.45f);
        using SKPath petal = Petal();
        using SKPaint paint = Brush.Flat(colour);
        for (int i = 0; i < 90; i++)
        {
            bool close = i % 11 == 0;
            float size = scene.Unit * (close ? dice.Range(0.012f, 0.017f) : dice.Range(0.004f, 0.009f));
            canvas.Save();
            canvas.Translate(scene.Width * dice.Unit(), scene.Height * dice.Unit());
            canvas.RotateDegrees(dice.Range(0, 360));
            canvas.Scale(size, size * dice.Range(0.45f, 1));
            paint.Color = Tone.Fade(dice.Chance(0.5f) ? colour : pale, close ? 0.8f : 0.9f);
            canvas.DrawPath(petal, paint);
            canvas.Restore();
        }
    }

    private static SKPath Petal()
    {
        using SKPathBuilder builder = new();
        builder.MoveTo(-1, 0);
        builder.CubicTo(-0.4f, -0.8f, 0.6f, -0.8f, 1, -0.24f);
        builder.LineTo(0.76f, 0);
        builder.LineTo(1, 0.24f);
        builder.CubicTo(0.6f, 0.8f, -0.4f, 0.8f, -1, 0);
        builder.Close();
        return builder.Detach();
    }

    private static void DrawSnow(SKCanvas canvas, Scene scene, Dice dice)
    {
        using SKPaint paint = Brush.Flat(SKColors.White);
        for (int i = 0; i < 260; i++)
        {
            paint.Color = SKColors.White.WithAlpha((byte)dice.Range(90, 235));
            canvas.DrawCircle(scene.Width * dice.Unit(), scene.Height * dice.Unit(), scene.Unit * dice.Range(0.001f, 0.0045f), paint);
        }
    }

    private static void DrawMotes(SKCanvas canvas, Scene scene, Dice dice)
    {
        for (int i = 0; i < 22; i++)
        {
            SKPoint at = new(scene.Width * dice.Unit(), scene.Height * dice.Range(0.45f, 0.98f));
            float radius = scene.Unit * dice.Range(0.006f, 0.016f);
            Brush.Glow(canvas, at, radius, scene.Palette.Light, dice.Range(0.4f, 0.95f), blend: SKBlendMode.Screen);
        }
    }
}
