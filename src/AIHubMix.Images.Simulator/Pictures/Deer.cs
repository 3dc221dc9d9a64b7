using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>A sika stag at the tip of the bank, drinking or looking up.</summary>
internal static class Deer
{
    // The stag is drawn facing right in a frame 100 wide, its hooves on the line y = 100.
    private const float Ground = 100;

    private static readonly (float X, float Y)[] Spots =
    [
        (17, 46), (24, 42), (32, 42), (40, 43.5f), (48, 44), (57, 42.5f),
        (22, 49), (30, 48), (38, 49), (46, 49), (54, 49), (27, 55), (43, 55),
    ];

    public static void Draw(SKCanvas canvas, Scene scene)
    {
        bool drinking = IsDrinking(scene);
        using SKPath far = DeerShape.FarLegs();
        using SKPath body = DeerShape.Body(drinking);
        using SKPath antlers = DeerShape.Antlers(drinking);
        Palette palette = scene.Palette;
        SKColor coat = Coat(scene);

        canvas.Save();
        Enter(canvas, scene);
        if (drinking)
        {
            DrawRings(canvas, scene);
        }

        using SKPaint shadow = Brush.Flat(Tone.Fade(palette.Ink, 0.35f));
        canvas.DrawOval(42, 100, 36, 3, shadow);
        using SKPaint shaded = Brush.Flat(Tone.Mix(coat, palette.Ink, 0.55f));
        canvas.DrawPath(far, shaded);
        using SKPaint horn = Brush.Flat(Tone.Mix(palette.Ink, new SKColor(0xFF5A4632), 0.4f));
        canvas.DrawPath(antlers, horn);

        canvas.Save();
        canvas.Translate(0, -0.9f);
        using SKPaint rim = Brush.Flat(Tone.Fade(Tone.Mix(palette.Light, coat, 0.25f), 0.85f));
        canvas.DrawPath(body, rim);
        canvas.Restore();
        Brush.Wash(canvas, body, 34, 98, Tone.Mix(coat, palette.Light, 0.12f), coat, Tone.Mix(coat, palette.Ink, 0.5f));
        DrawMarkings(canvas, scene, coat, drinking);
        canvas.Restore();
    }

    /// <summary>Draws the stag upside down in the water, for the bank to cover in part.</summary>
    public static void DrawReflection(SKCanvas canvas, Scene scene)
    {
        bool drinking = IsDrinking(scene);
        using SKPath body = DeerShape.Body(drinking);
        using SKPath antlers = DeerShape.Antlers(drinking);
        using SKPaint paint = Brush.Flat(Tone.Fade(Tone.Mix(Coat(scene), scene.Palette.Ink, 0.5f), 0.45f));
        canvas.Save();
        Enter(canvas, scene);
        canvas.Translate(0, 2 * Ground);
        canvas.Scale(1, -1);
        canvas.DrawPath(body, paint);
        canvas.DrawPath(antlers, paint);
        canvas.Restore();
    }

    private static bool IsDrinking(Scene scene) => scene.Dice("deer pose").Chance(0.75f);

    /// <summary>Moves the canvas into the stag's frame.</summary>
    private static void Enter(SKCanvas canvas, Scene scene)
    {
        float scale = scene.Unit * scene.Dice("deer size").Range(0.002f, 0.0026f);
        float muzzle = scene.BankTip + (scene.Unit * 0.075f);
        float ground = scene.BankLevel + (scene.Unit * 0.022f);
        canvas.Translate(muzzle - (97 * scale), ground - (Ground * scale));
        canvas.Scale(scale);
    }

    private static SKColor Coat(Scene scene)
    {
        float silhouette = scene.Palette.IsNight ? 0.68f : scene.Style.Disc == Disc.Banded ? 0.75f : 0.22f;
        SKColor fur = Tone.Mix(new SKColor(0xFF9A6238), scene.Palette.Accent, 0.12f);
        return Tone.Mix(fur, scene.Palette.Ink, silhouette);
    }

    private static void DrawMarkings(SKCanvas canvas, Scene scene, SKColor coat, bool drinking)
    {
        using SKPaint pale = Brush.Flat(Tone.Fade(Tone.Mix(coat, SKColors.White, 0.7f), 0.7f));
        foreach ((float x, float y) in Spots)
        {
            canvas.DrawCircle(x, y, 1.1f, pale);
        }

        canvas.DrawOval(9.6f, 50, 1.4f, 4, pale);
        using SKPaint eye = Brush.Flat(scene.Palette.Ink);
        canvas.DrawCircle(drinking ? new SKPoint(89, 83.5f) : new SKPoint(82.5f, 12.6f), 0.95f, eye);
    }

    private static void DrawRings(SKCanvas canvas, Scene scene)
    {
        for (int ring = 1; ring <= 3; ring++)
        {
            using SKPaint paint = Brush.Line(Tone.Fade(Tone.Mix(scene.Palette.SkyLow, SKColors.White, 0.3f), 0.8f - (0.2f * ring)), 0.8f);
            canvas.DrawOval(97, 100, 7 * ring, 1.7f * ring, paint);
        }
    }
}
