using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>The sky with its sun or moon, stars, northern light and clouds.</summary>
internal static class Sky
{
    public static void Draw(SKCanvas canvas, Scene scene)
    {
        Palette palette = scene.Palette;
        Brush.Wash(
            canvas,
            new SKRect(0, 0, scene.Width, scene.Horizon + 2),
            palette.SkyTop,
            Tone.Mix(palette.SkyTop, palette.SkyMiddle, 0.62f),
            palette.SkyMiddle,
            palette.SkyLow);

        if (palette.IsNight)
        {
            DrawStars(canvas, scene);
        }

        if (scene.Style.Aurora && palette.IsNight)
        {
            DrawAurora(canvas, scene);
        }

        SunAndMoon.Draw(canvas, scene);
        if (scene.Style.CloudBands)
        {
            Clouds.DrawBands(canvas, scene);
        }
        else if (scene.Style.Disc == Disc.Glowing)
        {
            Clouds.DrawStreaks(canvas, scene);
        }
    }

    private static void DrawStars(SKCanvas canvas, Scene scene)
    {
        Dice dice = scene.Dice("stars");
        using SKPaint paint = Brush.Flat(scene.Palette.Light);
        for (int i = 0; i < 150; i++)
        {
            float x = scene.Width * dice.Unit();
            float y = scene.Horizon * 0.85f * dice.Unit();
            float radius = scene.Unit * (dice.Chance(0.06f) ? 0.0022f : dice.Range(0.0005f, 0.0013f));
            paint.Color = Tone.Fade(scene.Palette.Light, dice.Range(0.3f, 0.95f) * (1 - (0.6f * y / scene.Horizon)));
            canvas.DrawCircle(x, y, radius, paint);
        }
    }

    private static void DrawAurora(SKCanvas canvas, Scene scene)
    {
        Dice dice = scene.Dice("aurora");
        Noise noise = new(dice);
        for (int curtain = 0; curtain < 2; curtain++)
        {
            float middle = scene.Horizon * dice.Range(0.3f, 0.5f);
            SKColor colour = Tone.Turn(scene.Palette.SkyLow, curtain == 0 ? -150 : -80);
            using SKShader shader = SKShader.CreateLinearGradient(
                SKPoint.Empty,
                new SKPoint(0, scene.Horizon * 0.4f),
                [Tone.Fade(colour, 0), Tone.Fade(colour, 0.3f), Tone.Fade(colour, 0)],
                [0, 0.78f, 1],
                SKShaderTileMode.Clamp);
            using SKPaint paint = new() { Shader = shader, BlendMode = SKBlendMode.Screen };
            float step = MathF.Max(1, scene.Width / 160);
            for (float x = 0; x < scene.Width; x += step)
            {
                float at = x / scene.Width;
                float top = middle + (scene.Horizon * 0.26f * (noise.Fractal((at * 2.4f) + (curtain * 9), 2) - 0.5f));
                paint.Color = SKColors.White.WithAlpha((byte)(40 + (200 * noise.Fractal((at * 16) + 50, 2))));
                canvas.Save();
                canvas.Translate(x, top - (scene.Horizon * 0.3f));
                canvas.DrawRect(0, 0, step + 0.5f, scene.Horizon * 0.4f, paint);
                canvas.Restore();
            }
        }
    }
}
