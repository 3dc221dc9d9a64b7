using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>The near bank: grass, stones, fallen petals and a stone lantern.</summary>
internal static class Bank
{
    public static void Draw(SKCanvas canvas, Scene scene)
    {
        Dice dice = scene.Dice("bank");
        Palette palette = scene.Palette;
        DrawShadow(canvas, scene);

        using SKPath ground = Outline(scene, dice);
        SKColor grass = Grass.Colour(scene);
        Brush.Wash(
            canvas, ground, scene.GroundAt(0), scene.Height,
            Tone.Mix(grass, palette.Light, palette.IsNight ? 0.04f : 0.16f), grass, Tone.Mix(palette.Bank, palette.Ink, 0.45f));
        if (scene.Style.Outline > 0)
        {
            using SKPaint line = Brush.Line(Tone.Fade(palette.Ink, 0.7f), scene.Unit * 0.0025f);
            canvas.DrawPath(ground, line);
        }

        Grass.Draw(canvas, scene, dice, grass);
        DrawPetalsOnGround(canvas, scene, dice, ground);
        Stones.Draw(canvas, scene, dice);
        if (scene.Has(Motifs.Lantern))
        {
            float x = scene.BankTip * dice.Range(0.34f, 0.4f);
            StoneLantern.Draw(canvas, scene, new SKPoint(x, scene.GroundAt(x) + (scene.Unit * 0.012f)), scene.Unit * 0.12f);
        }
    }

    private static SKPath Outline(Scene scene, Dice dice)
    {
        Noise noise = new(dice);
        using SKPathBuilder builder = new();
        builder.MoveTo(-4, scene.Height + 4);
        float step = MathF.Max(1, scene.Unit / 250);
        for (float x = -4; x < scene.BankTip; x += step)
        {
            builder.LineTo(x, scene.GroundAt(x) + (scene.Unit * 0.006f * (noise.Fractal(x / scene.Unit * 22, 2) - 0.5f)));
        }

        float drop = scene.Height - scene.BankLevel;
        float bulge = scene.Unit * 0.05f;
        for (float t = 0; t <= 1.02f; t += 0.02f)
        {
            float roundness = MathF.Sqrt(MathF.Min(1, t * 5)) * bulge;
            float inward = scene.BankTip * 0.34f * t * t;
            float wobble = scene.Unit * 0.016f * (noise.Fractal((t * 9) + 60, 2) - 0.5f);
            builder.LineTo(scene.BankTip + roundness - inward + wobble, scene.BankLevel + (drop * t));
        }

        builder.Close();
        return builder.Detach();
    }

    private static void DrawShadow(SKCanvas canvas, Scene scene)
    {
        SKPoint centre = new(scene.BankTip * 0.92f, scene.BankLevel + ((scene.Height - scene.BankLevel) * 0.45f));
        Brush.Glow(canvas, centre, scene.Unit * 0.34f, Tone.Shade(scene.Palette.Ink, 0.9f), 0.75f, 0.55f);
    }

    private static void DrawPetalsOnGround(SKCanvas canvas, Scene scene, Dice dice, SKPath ground)
    {
        if (!scene.Has(Motifs.Cherry | Motifs.Autumn))
        {
            return;
        }

        using SKPaint paint = Brush.Flat(scene.Palette.Blossom);
        canvas.Save();
        canvas.ClipPath(ground, SKClipOperation.Intersect, true);
        for (int i = 0; i < 110; i++)
        {
            float x = scene.BankTip * dice.Range(0, 0.95f);
            float top = scene.GroundAt(x);
            float depth = dice.Unit();
            paint.Color = Tone.Fade(Petals.Colour(scene), dice.Range(0.3f, 0.8f));
            float radius = scene.Unit * dice.Range(0.0018f, 0.0034f) * (0.7f + depth);
            canvas.DrawOval(x, top + ((scene.Height - top) * depth * depth), radius * 1.6f, radius * 0.8f, paint);
        }

        canvas.Restore();
    }
}
