using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>The drawn surface of the water: glints, cut lines or scallops.</summary>
internal static class Ripples
{
    public static void Draw(SKCanvas canvas, Scene scene)
    {
        Dice dice = scene.Dice("surface");
        switch (scene.Has(Motifs.Sea) ? WaterSurface.Scallops : scene.Style.Water)
        {
            case WaterSurface.Lines:
                DrawSlivers(canvas, scene, dice, 60, Tone.Shade(scene.Palette.Water, 0.62f), 0.6f, 0.3f);
                DrawSlivers(canvas, scene, dice, 30, scene.Palette.SkyLow, 0.55f, 0.2f);
                break;
            case WaterSurface.Scallops:
                DrawScallops(canvas, scene);
                break;
            default:
                DrawSlivers(canvas, scene, dice, 46, Tone.Shade(scene.Palette.Water, 0.7f), 0.2f, 0.34f);
                DrawSlivers(canvas, scene, dice, 44, scene.Palette.SkyLow, 0.26f, 0.26f);
                break;
        }
    }

    private static void DrawSlivers(
        SKCanvas canvas, Scene scene, Dice dice, int count, SKColor colour, float opacity, float longest)
    {
        using SKPathBuilder builder = new();
        for (int i = 0; i < count; i++)
        {
            float nearness = dice.Unit();
            float y = scene.Horizon + ((scene.Height - scene.Horizon) * (0.02f + (0.98f * nearness * nearness)));
            float length = scene.Unit * longest * dice.Range(0.2f, 1) * (0.25f + nearness);
            Brush.AddSliver(builder, scene.Width * dice.Unit(), y, length, scene.Unit * (0.0008f + (0.0035f * nearness)));
        }

        using SKPath lines = builder.Detach();
        using SKPaint paint = Brush.Flat(Tone.Fade(colour, opacity));
        canvas.DrawPath(lines, paint);
    }

    private static void DrawScallops(SKCanvas canvas, Scene scene)
    {
        Palette palette = scene.Palette;
        float depth = scene.Height - scene.Horizon;
        float radius = scene.Unit * 0.046f;
        SKColor deep = Tone.Shade(palette.Water, 0.74f);
        using SKPaint fill = Brush.Flat(deep);
        using SKPaint line = Brush.Line(palette.SkyLow, radius * 0.07f);
        float y = scene.Horizon + (depth * 0.12f);
        for (int row = 0; y < scene.Height + radius; row++)
        {
            float nearness = Math.Clamp((y - scene.Horizon) / depth, 0, 1);
            fill.Color = Tone.Fade(Tone.Mix(palette.Water, deep, nearness), 0.1f + (0.8f * nearness));
            line.Color = Tone.Fade(palette.SkyLow, 0.07f + (0.4f * nearness));
            for (float x = row % 2 == 0 ? 0 : radius; x < scene.Width + (radius * 2); x += radius * 2)
            {
                float middle = y + radius;
                canvas.DrawCircle(x, middle, radius, fill);
                SKRect arc = new(x - radius, middle - radius, x + radius, middle + radius);
                for (int ring = 0; ring < 3; ring++)
                {
                    canvas.DrawArc(arc, 180, 180, false, line);
                    arc.Inflate(-radius * 0.27f, -radius * 0.27f);
                }
            }

            y += radius * 0.5f;
        }
    }

    public static void DrawGlitter(SKCanvas canvas, Scene scene)
    {
        Dice dice = scene.Dice("glitter");
        using SKPathBuilder builder = new();
        float depth = scene.Height - scene.Horizon;
        for (int i = 0; i < 130; i++)
        {
            float nearness = MathF.Pow(dice.Unit(), 1.4f);
            float spread = scene.SunRadius * (0.7f + (3 * nearness));
            float x = scene.Sun.X + dice.Central(-spread, spread);
            float length = scene.Unit * dice.Range(0.008f, 0.035f) * (0.6f + nearness);
            Brush.AddSliver(builder, x, scene.Horizon + (depth * nearness), length, scene.Unit * (0.001f + (0.0026f * nearness)));
        }

        Brush.Glow(
            canvas, new SKPoint(scene.Sun.X, scene.Horizon), scene.SunRadius * 5, scene.Palette.Light, 0.35f, 1.2f, SKBlendMode.Screen);
        using SKPath glints = builder.Detach();
        using SKPaint paint = Brush.Flat(Tone.Fade(scene.Palette.Light, 0.62f));
        canvas.DrawPath(glints, paint);
    }
}
