using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>The far shore: a strip of land with small trees and mist over the water.</summary>
internal static class Treeline
{
    public static void Draw(SKCanvas canvas, Scene scene)
    {
        Dice dice = scene.Dice("treeline");
        Noise noise = new(dice);
        Palette palette = scene.Palette;
        SKColor colour = Tone.Mix(palette.RidgeNear, palette.Foliage, scene.Style.Disc == Disc.Banded ? 0.3f : 0.55f);
        float height = scene.Unit * 0.035f;
        float Shore(float x) => scene.Horizon - (height * 1.5f * MathF.Pow(noise.Fractal(x / scene.Unit * 2.2f, 2), 2));

        using SKPathBuilder land = new();
        land.MoveTo(-1, scene.Horizon + 1);
        for (float x = 0; x <= scene.Width + 8; x += MathF.Max(1, scene.Unit / 200))
        {
            land.LineTo(x, Shore(x) - (scene.Unit * 0.004f));
        }

        land.LineTo(scene.Width + 8, scene.Horizon + 1);
        land.Close();
        using SKPath strip = land.Detach();
        using SKPaint paint = Brush.Flat(colour);
        canvas.DrawPath(strip, paint);

        if (scene.Style.Conifers || scene.Has(Motifs.Pine))
        {
            DrawConifers(canvas, scene, dice, Shore, height * 1.7f, colour);
        }
        else if (!scene.Has(Motifs.Sea))
        {
            DrawBroadleaf(canvas, scene, dice, Shore, height, colour);
        }

        if (scene.Style.Mist > 0)
        {
            DrawMist(canvas, scene, dice);
        }
    }

    /// <summary>Plants a row of pointed trees along a crest.</summary>
    public static void DrawConifers(
        SKCanvas canvas, Scene scene, Dice dice, Func<float, float> ground, float height, SKColor colour)
    {
        using SKPathBuilder builder = new();
        for (float x = -height; x < scene.Width + height; x += height * dice.Range(0.16f, 0.42f))
        {
            float tall = height * dice.Range(0.45f, 1);
            AddConifer(builder, x, ground(x) + (height * 0.2f), tall + (height * 0.2f));
        }

        using SKPath trees = builder.Detach();
        using SKPaint paint = Brush.Flat(colour);
        canvas.DrawPath(trees, paint);
    }

    private static void AddConifer(SKPathBuilder builder, float x, float foot, float height)
    {
        const int Tiers = 4;
        float half = height * 0.2f;
        builder.MoveTo(x, foot - height);
        for (int tier = 1; tier <= Tiers; tier++)
        {
            float y = foot - height + (height * tier / Tiers);
            builder.LineTo(x + (half * tier / Tiers), y);
            builder.LineTo(x + (half * (tier - 0.5f) / Tiers), y);
        }

        for (int tier = Tiers; tier >= 1; tier--)
        {
            float y = foot - height + (height * tier / Tiers);
            builder.LineTo(x - (half * (tier - 0.5f) / Tiers), y);
            builder.LineTo(x - (half * tier / Tiers), y);
        }

        builder.Close();
    }

    private static void DrawBroadleaf(
        SKCanvas canvas, Scene scene, Dice dice, Func<float, float> ground, float height, SKColor colour)
    {
        SKColor[] tones = [Tone.Shade(colour, 0.92f), colour, Tone.Mix(colour, scene.Palette.Foliage, 0.6f)];
        using SKPaint paint = Brush.Flat(colour);
        for (float x = -height; x < scene.Width + height; x += height * dice.Range(0.3f, 0.75f))
        {
            float radius = height * dice.Range(0.2f, 0.42f);
            paint.Color = tones[dice.Below(tones.Length)];
            float y = ground(x) - (radius * 0.5f);
            canvas.DrawOval(x, y, radius * 1.15f, radius, paint);
            canvas.DrawOval(x + (radius * 0.8f), y + (radius * 0.3f), radius * 0.8f, radius * 0.7f, paint);
        }

        if (scene.Has(Motifs.Cherry))
        {
            DrawCherries(canvas, scene, dice, ground, height, colour);
        }
    }

    private static void DrawCherries(
        SKCanvas canvas, Scene scene, Dice dice, Func<float, float> ground, float height, SKColor shade)
    {
        using SKPaint paint = Brush.Flat(shade);
        for (float x = 0; x < scene.Width; x += height * dice.Range(1, 5))
        {
            for (int puff = 0; puff < 7; puff++)
            {
                float radius = height * dice.Range(0.08f, 0.18f);
                paint.Color = Tone.Mix(scene.Palette.Blossom, shade, dice.Range(0.15f, 0.5f));
                canvas.DrawCircle(
                    x + (height * dice.Central(-0.4f, 0.4f)), ground(x) - (height * dice.Central(0, 0.42f)), radius, paint);
            }
        }
    }

    private static void DrawMist(SKCanvas canvas, Scene scene, Dice dice)
    {
        SKColor haze = Tone.Mix(scene.Palette.SkyLow, scene.Palette.Light, 0.2f);
        for (int bank = 0; bank < 5; bank++)
        {
            SKPoint centre = new(scene.Width * dice.Unit(), scene.Horizon - (scene.Unit * dice.Range(0, 0.05f)));
            Brush.Glow(canvas, centre, scene.Unit * dice.Range(0.25f, 0.5f), haze, 0.5f * scene.Style.Mist, flatten: 0.1f);
        }
    }
}
