using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>The sheet the picture is printed on: its fibres, its margin and the artist's seal.</summary>
internal static class Paper
{
    public static void Draw(SKCanvas canvas, Scene scene)
    {
        DrawFibres(canvas, scene);
        float margin = MathF.Min(scene.Width, scene.Height) * scene.Style.Margin;
        if (margin > 0)
        {
            DrawMargin(canvas, scene, margin);
        }

        DrawSeal(canvas, scene, margin);
    }

    private static void DrawFibres(SKCanvas canvas, Scene scene)
    {
        Dice dice = scene.Dice("paper");
        float area = MathF.Max(1, scene.Width * scene.Height / (scene.Unit * scene.Unit));
        int count = (int)(700 * scene.Style.Grain * area);
        foreach (SKColor colour in (ReadOnlySpan<SKColor>)[SKColors.White, SKColors.Black])
        {
            using SKPathBuilder builder = new();
            for (int i = 0; i < count; i++)
            {
                float x = scene.Width * dice.Unit();
                float y = scene.Height * dice.Unit();
                float angle = dice.Range(-0.5f, 0.5f);
                float length = scene.Unit * dice.Range(0.004f, 0.018f);
                builder.MoveTo(x, y);
                builder.LineTo(x + (MathF.Cos(angle) * length), y + (MathF.Sin(angle) * length));
            }

            using SKPath fibres = builder.Detach();
            using SKPaint paint = Brush.Line(Tone.Fade(colour, 0.04f), MathF.Max(0.7f, scene.Unit * 0.0012f));
            canvas.DrawPath(fibres, paint);
        }
    }

    private static void DrawMargin(SKCanvas canvas, Scene scene, float margin)
    {
        SKColor paper = Tone.Mix(new SKColor(0xFFF6F0E2), scene.Palette.SkyLow, 0.15f);
        SKRect frame = scene.Bounds;
        frame.Inflate(-margin / 2, -margin / 2);
        using SKPaint border = new() { Color = paper, Style = SKPaintStyle.Stroke, StrokeWidth = margin, IsAntialias = true };
        canvas.DrawRect(frame, border);
        frame.Inflate(-margin / 2, -margin / 2);
        border.Color = Tone.Fade(scene.Palette.Ink, 0.7f);
        border.StrokeWidth = margin * 0.07f;
        canvas.DrawRect(frame, border);
    }

    /// <summary>Stamps abstract strokes on a red square, in the corner that the bank leaves free.</summary>
    private static void DrawSeal(SKCanvas canvas, Scene scene, float margin)
    {
        Dice dice = scene.Dice("seal");
        float size = scene.Unit * 0.044f;
        float inset = margin + (scene.Unit * 0.03f);
        float left = scene.Mirrored ? inset : scene.Width - inset - size;
        float top = scene.Height - inset - size;
        using SKPaint red = Brush.Flat(new SKColor(0xE6C22F27));
        canvas.DrawRoundRect(left, top, size, size, size * 0.12f, size * 0.12f, red);

        using SKPathBuilder builder = new();
        float cell = size / 8;
        for (int column = 0; column < 2; column++)
        {
            float x = left + (cell * (1.3f + (3.1f * column)));
            for (int stroke = 0; stroke < 4; stroke++)
            {
                float y = top + (cell * (1.4f + (1.7f * stroke)));
                float from = dice.Chance(0.3f) ? cell * 0.8f : 0;
                builder.MoveTo(x + from, y);
                builder.LineTo(x + (cell * (dice.Chance(0.7f) ? 2.3f : 1.3f)), y);
                if (stroke < 3 && dice.Chance(0.75f))
                {
                    float across = x + (cell * dice.Range(0.2f, 2.1f));
                    builder.MoveTo(across, y);
                    builder.LineTo(across, y + (cell * 1.7f));
                }
            }
        }

        using SKPath strokes = builder.Detach();
        using SKPaint pale = Brush.Line(new SKColor(0xF0FFF3E6), cell * 0.55f);
        canvas.DrawPath(strokes, pale);
    }
}
