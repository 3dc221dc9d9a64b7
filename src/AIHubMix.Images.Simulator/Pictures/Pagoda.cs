using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>A pagoda of three or five storeys and the hall beside it.</summary>
internal static class Pagoda
{
    public static void Draw(SKCanvas canvas, Scene scene, SKPoint foot, float height, int storeys)
    {
        Palette palette = scene.Palette;
        float haze = scene.Style.Mist * 0.12f;
        using SKPaint roof = Brush.Flat(Tone.Mix(Tone.Mix(palette.Ink, palette.RidgeNear, 0.3f), palette.SkyLow, haze));
        using SKPaint wall = Brush.Flat(Tone.Mix(palette.IsNight ? Tone.Shade(palette.Accent, 0.72f) : palette.Accent, palette.SkyLow, haze));
        using SKPaint window = Brush.Flat(palette.IsNight ? new SKColor(0xFFFFD98A) : Tone.Mix(palette.SkyLow, palette.Accent, 0.25f));

        float spire = height * 0.2f;
        float storey = (height - spire) / storeys;
        float y = foot.Y;
        for (int level = 0; level < storeys; level++)
        {
            float shrink = 1 - (0.42f * level / storeys);
            float body = storey * 0.62f * shrink * (storeys == 5 ? 1.15f : 0.9f);
            float wallHeight = storey * 0.52f;
            canvas.DrawRect(foot.X - body, y - wallHeight, body * 2, wallHeight + 1, wall);
            for (int pane = -1; pane <= 1; pane++)
            {
                float paneWidth = body * 0.34f;
                canvas.DrawRect(
                    foot.X + (pane * body * 0.62f) - (paneWidth / 2), y - (wallHeight * 0.78f), paneWidth, wallHeight * 0.5f, window);
            }

            DrawRoof(canvas, roof, foot.X, y - wallHeight, body * 1.95f, body * 0.9f, storey * 0.56f);
            y -= storey;
        }

        using SKPathBuilder builder = new();
        builder.AddRect(
            new SKRect(foot.X - (height * 0.005f), y - spire, foot.X + (height * 0.005f), y + (storey * 0.2f)),
            SKPathDirection.Clockwise);
        for (int ring = 0; ring < 5; ring++)
        {
            float half = height * (0.017f - (0.002f * ring));
            float at = y - (spire * (0.1f + (0.14f * ring)));
            builder.AddRect(new SKRect(foot.X - half, at - (height * 0.006f), foot.X + half, at), SKPathDirection.Clockwise);
        }

        using SKPath finial = builder.Detach();
        canvas.DrawPath(finial, roof);
    }

    public static void DrawHall(SKCanvas canvas, Scene scene, SKPoint foot, float height)
    {
        Palette palette = scene.Palette;
        using SKPaint roof = Brush.Flat(Tone.Mix(palette.Ink, palette.RidgeNear, 0.35f));
        using SKPaint wall = Brush.Flat(Tone.Shade(palette.Accent, palette.IsNight ? 0.65f : 0.9f));
        using SKPaint gap = Brush.Flat(palette.IsNight ? new SKColor(0xFFFFD98A) : Tone.Mix(palette.SkyLow, palette.Bank, 0.2f));
        float half = height * 0.85f;
        canvas.DrawRect(foot.X - half, foot.Y - (height * 0.5f), half * 2, height * 0.52f, wall);
        for (int bay = 0; bay < 5; bay++)
        {
            float x = foot.X - half + (half * 2 * (bay + 0.2f) / 5);
            canvas.DrawRect(x, foot.Y - (height * 0.42f), half * 0.24f, height * 0.34f, gap);
        }

        DrawRoof(canvas, roof, foot.X, foot.Y - (height * 0.48f), half * 1.5f, half * 0.7f, height * 0.5f);
    }

    private static void DrawRoof(SKCanvas canvas, SKPaint paint, float x, float eaves, float half, float top, float height)
    {
        float lift = height * 0.22f;
        float thickness = height * 0.16f;
        using SKPathBuilder builder = new();
        builder.MoveTo(x - half, eaves - lift);
        builder.QuadTo(x - (half * 0.55f), eaves - (height * 0.16f), x - top, eaves - height);
        builder.LineTo(x + top, eaves - height);
        builder.QuadTo(x + (half * 0.55f), eaves - (height * 0.16f), x + half, eaves - lift);
        builder.LineTo(x + (half * 0.97f), eaves - lift + thickness);
        builder.QuadTo(x + (half * 0.6f), eaves + thickness, x, eaves + thickness);
        builder.QuadTo(x - (half * 0.6f), eaves + thickness, x - (half * 0.97f), eaves - lift + thickness);
        builder.Close();
        using SKPath roof = builder.Detach();
        canvas.DrawPath(roof, paint);
    }
}
