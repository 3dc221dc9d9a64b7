using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>A pagoda or temple hall on the far shore, and a torii standing in the lake.</summary>
internal static class Temple
{
    public static void Draw(SKCanvas canvas, Scene scene)
    {
        Dice dice = scene.Dice("temple");
        if (scene.Has(Motifs.Temple))
        {
            float foot = scene.Horizon - (scene.Unit * 0.012f);
            DrawKnoll(canvas, scene, foot);
            float height = MathF.Min(scene.Horizon * 0.62f, scene.Unit * dice.Range(0.25f, 0.36f));
            int storeys = dice.Chance(0.6f) ? 5 : 3;
            Pagoda.Draw(canvas, scene, new SKPoint(scene.TempleX, foot), height * (storeys == 5 ? 1 : 0.8f), storeys);
            float side = dice.Chance(0.5f) ? -1 : 1;
            Pagoda.DrawHall(canvas, scene, new SKPoint(scene.TempleX + (side * scene.Unit * 0.135f), foot), scene.Unit * 0.075f);
        }

        if (scene.Has(Motifs.Torii) || (scene.Has(Motifs.Temple) && dice.Chance(0.4f)))
        {
            float x = scene.Has(Motifs.Temple) ? scene.TempleX - (scene.Unit * dice.Range(0.24f, 0.3f)) : scene.TempleX;
            float size = scene.Unit * (scene.Has(Motifs.Torii) ? 0.2f : 0.085f);
            Torii.Draw(canvas, scene, new SKPoint(x, scene.Horizon + (scene.Unit * 0.006f)), size);
        }
    }

    private static void DrawKnoll(SKCanvas canvas, Scene scene, float foot)
    {
        float half = scene.Unit * 0.26f;
        SKColor colour = Tone.Mix(scene.Palette.Foliage, scene.Palette.RidgeNear, 0.35f);
        using SKPathBuilder builder = new();
        builder.MoveTo(scene.TempleX - half, scene.Horizon + 2);
        builder.CubicTo(
            scene.TempleX - (half * 0.6f), foot - (scene.Unit * 0.008f), scene.TempleX + (half * 0.6f), foot - (scene.Unit * 0.008f),
            scene.TempleX + half, scene.Horizon + 2);
        builder.Close();
        using SKPath knoll = builder.Detach();
        using SKPaint paint = Brush.Flat(colour);
        canvas.DrawPath(knoll, paint);

        Dice dice = scene.Dice("temple grove");
        for (int i = 0; i < 44; i++)
        {
            float at = dice.Central(-1, 1);
            float radius = scene.Unit * (i < 22 ? dice.Range(0.01f, 0.02f) : dice.Range(0.005f, 0.011f));
            bool blossoming = scene.Has(Motifs.Cherry) && i >= 22;
            paint.Color = blossoming
                ? Tone.Mix(scene.Palette.Blossom, colour, dice.Range(0, 0.35f))
                : Tone.Mix(scene.Palette.Foliage, scene.Palette.RidgeNear, dice.Range(0.1f, 0.6f));
            canvas.DrawCircle(scene.TempleX + (at * half * 0.95f), foot - (scene.Unit * dice.Range(0, 0.016f)), radius, paint);
        }
    }
}
