using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>Ridges that fade with distance.</summary>
internal static class Mountains
{
    public static void Draw(SKCanvas canvas, Scene scene)
    {
        Dice dice = scene.Dice("mountains");
        float tallest = MathF.Min(scene.Horizon * 0.62f, scene.Width * 0.75f)
            * (scene.Has(Motifs.Sea) ? 0.45f : scene.Has(Motifs.Mountain) ? 1 : dice.Range(0.72f, 0.95f));
        if (scene.Ridge == RidgeShape.Faceted)
        {
            FacetedMountains.Draw(canvas, scene, dice, tallest);
            return;
        }

        int layers = 3 + dice.Below(2);
        if (scene.Ridge == RidgeShape.Cone)
        {
            Volcano.Draw(canvas, scene, dice, tallest);
            tallest *= 0.42f;
        }

        for (int layer = 0; layer < layers; layer++)
        {
            float nearness = layers == 1 ? 1 : layer / (layers - 1f);
            float height = tallest * (1 - (0.66f * nearness));
            DrawRidge(canvas, scene, dice, height, nearness);
        }
    }

    private static void DrawRidge(SKCanvas canvas, Scene scene, Dice dice, float height, float nearness)
    {
        Noise noise = new(dice);
        bool jagged = scene.Ridge == RidgeShape.Jagged;
        float frequency = (jagged ? 2.1f : 1.7f) * (1 + nearness) * scene.Width / scene.Unit;
        float lean = dice.Range(-0.35f, 0.35f);
        float Crest(float x)
        {
            float at = x / scene.Width;
            float shape = jagged ? noise.Ridged(at * frequency, 5) : noise.Fractal(at * frequency, 4, 0.4f);
            float slope = 1 + (lean * ((2 * at) - 1));
            return scene.Horizon - (height * slope * (0.12f + (0.88f * shape * (jagged ? shape : 1))));
        }

        SKColor crest = Tone.Mix(scene.Palette.RidgeFar, scene.Palette.RidgeNear, MathF.Pow(nearness, 1.3f));
        using SKPath ridge = Outline(scene, Crest);
        Paint(canvas, scene, ridge, crest, ridge.Bounds.Top, nearness);
        if (scene.Style.Conifers && nearness > 0.4f)
        {
            SKColor needles = Tone.Mix(crest, scene.Palette.RidgeNear, 0.3f);
            Treeline.DrawConifers(canvas, scene, dice, Crest, scene.Unit * (0.02f + (0.03f * nearness)), needles);
        }

        if (scene.Has(Motifs.Snow) || (jagged && nearness == 0 && scene.Palette.Time != TimeOfDay.Dusk))
        {
            DrawSnow(canvas, scene, noise, ridge, height);
        }
    }

    private static void DrawSnow(SKCanvas canvas, Scene scene, Noise noise, SKPath ridge, float height)
    {
        float top = ridge.Bounds.Top;
        float line = top + (height * (scene.Has(Motifs.Snow) ? 0.5f : 0.26f));
        SKColor white = Tone.Mix(scene.Palette.SkyLow, SKColors.White, 0.55f);
        using SKPathBuilder builder = new();
        builder.MoveTo(0, top);
        for (float x = 0; x <= scene.Width; x += MathF.Max(1, scene.Unit / 180))
        {
            builder.LineTo(x, line - (height * 0.22f * noise.Ridged((x / scene.Unit * 15) + 70, 3)));
        }

        builder.LineTo(scene.Width, top);
        builder.Close();
        using SKPath above = builder.Detach();
        canvas.Save();
        canvas.ClipPath(ridge, SKClipOperation.Intersect, true);
        Brush.Wash(canvas, above, top, line, Tone.Fade(white, 0.75f), Tone.Fade(white, 0.25f));
        canvas.Restore();
    }

    /// <summary>Fills a ridge, hazier towards its foot and with its distance.</summary>
    public static void Paint(SKCanvas canvas, Scene scene, SKPath ridge, SKColor crest, float top, float nearness)
    {
        SKColor haze = Tone.Mix(crest, scene.Palette.SkyLow, scene.Style.Mist * (0.85f - (0.5f * nearness)));
        Brush.Wash(canvas, ridge, top, scene.Horizon, crest, Tone.Mix(crest, haze, 0.55f), haze);
        if (scene.Style.Outline > 0)
        {
            using SKPaint line = Brush.Line(Tone.Fade(scene.Palette.Ink, 0.55f), scene.Style.Outline * scene.Unit * 0.0017f);
            canvas.DrawPath(ridge, line);
        }
    }

    /// <summary>The area below a crest.</summary>
    public static SKPath Outline(Scene scene, Func<float, float> crest)
    {
        using SKPathBuilder builder = new();
        float step = MathF.Max(1, scene.Unit / 340);
        float margin = step * 4;
        builder.MoveTo(-margin, scene.Horizon + margin);
        for (float x = -margin; x <= scene.Width + margin; x += step)
        {
            builder.LineTo(x, crest(x));
        }

        builder.LineTo(scene.Width + margin, scene.Horizon + margin);
        builder.Close();
        return builder.Detach();
    }
}
