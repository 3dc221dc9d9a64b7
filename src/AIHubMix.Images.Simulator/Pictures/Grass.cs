using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>The grass of the near bank.</summary>
internal static class Grass
{
    /// <summary>Grows grass over the foot of something that stands on the bank.</summary>
    public static void DrawTuft(SKCanvas canvas, Scene scene, SKPoint foot, float width)
    {
        Dice dice = scene.Dice("tuft");
        SKColor grass = Colour(scene);
        foreach (SKColor tone in (ReadOnlySpan<SKColor>)[Tone.Mix(grass, scene.Palette.Ink, 0.3f), grass])
        {
            using SKPathBuilder builder = new();
            for (int blade = 0; blade < 46; blade++)
            {
                float x = foot.X + dice.Central(-width, width);
                AddBlade(builder, dice, x, foot.Y + (scene.Unit * dice.Range(0.008f, 0.03f)), scene.Unit * dice.Range(0.018f, 0.036f));
            }

            using SKPath blades = builder.Detach();
            using SKPaint paint = Brush.Flat(tone);
            canvas.DrawPath(blades, paint);
        }
    }

    public static SKColor Colour(Scene scene)
    {
        Palette palette = scene.Palette;
        if (scene.Has(Motifs.Snow))
        {
            return Tone.Mix(palette.SkyLow, SKColors.White, 0.5f);
        }

        SKColor grass = Tone.Mix(palette.Bank, palette.Foliage, 0.62f);
        return scene.Style.Disc == Disc.Banded ? Tone.Mix(grass, palette.Ink, 0.6f) : grass;
    }

    public static void Draw(SKCanvas canvas, Scene scene, Dice dice, SKColor grass)
    {
        SKColor[] tones =
        [
            Tone.Mix(grass, scene.Palette.Ink, 0.35f),
            Tone.Mix(grass, scene.Palette.Foliage, 0.3f),
            Tone.Mix(grass, scene.Palette.Light, 0.28f),
        ];
        foreach (SKColor tone in tones)
        {
            using SKPathBuilder builder = new();
            for (int blade = 0; blade < 150; blade++)
            {
                float x = scene.BankTip * dice.Range(-0.02f, 1.06f);
                float depth = dice.Chance(0.45f) ? 0 : dice.Unit() * dice.Unit();
                float y = scene.GroundAt(x) + ((scene.Height - scene.GroundAt(x)) * 0.9f * depth) + (scene.Unit * 0.004f);
                if (depth > 0 && x > scene.BankTip * 0.74f)
                {
                    continue;
                }

                AddBlade(builder, dice, x, y, scene.Unit * dice.Range(0.01f, 0.026f) * (1 + depth));
            }

            using SKPath blades = builder.Detach();
            using SKPaint paint = Brush.Flat(tone);
            canvas.DrawPath(blades, paint);
        }
    }

    private static void AddBlade(SKPathBuilder builder, Dice dice, float x, float y, float length)
    {
        float bend = length * dice.Range(-0.6f, 0.6f);
        float half = length * 0.07f;
        builder.MoveTo(x - half, y);
        builder.QuadTo(x, y - (length * 0.6f), x + bend, y - length);
        builder.QuadTo(x + (half * 2), y - (length * 0.5f), x + half, y);
        builder.Close();
    }
}
