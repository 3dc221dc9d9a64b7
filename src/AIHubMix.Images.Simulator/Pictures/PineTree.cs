using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>A wind-bent Japanese pine with flat clouds of needles.</summary>
internal static class PineTree
{
    public static void Draw(SKCanvas canvas, Scene scene, Dice dice, SKPoint root, float height)
    {
        float sway = height * dice.Range(0.08f, 0.14f);
        (float X, float Y, float Radius)[] trunk =
        [
            (root.X, root.Y, height * 0.05f),
            (root.X + sway, root.Y - (height * 0.25f), height * 0.036f),
            (root.X + (sway * 0.4f), root.Y - (height * 0.5f), height * 0.029f),
            (root.X + (sway * 1.6f), root.Y - (height * 0.76f), height * 0.02f),
            (root.X + (sway * 2.2f), root.Y - (height * 0.95f), height * 0.01f),
        ];

        List<(SKPoint Centre, float Half)> pads = [];
        using SKPathBuilder wood = new();
        Brush.AddLimb(wood, trunk);
        for (int branch = 0; branch < 8; branch++)
        {
            float up = 0.36f + (0.08f * branch);
            float x = root.X + (sway * (0.5f + (up * 1.4f)));
            float y = root.Y - (height * up);
            float side = branch % 2 == 0 ? 1 : -0.7f;
            float reach = side * height * dice.Range(0.2f, 0.42f) * (1.15f - (up * 0.75f));
            SKPoint end = new(x + reach, y - (height * dice.Range(0, 0.06f)));
            Brush.AddLimb(
                wood,
                (x, y, height * 0.013f),
                (x + (reach * 0.5f), y + (height * 0.015f), height * 0.009f),
                (end.X, end.Y, height * 0.004f));
            pads.Add((end, height * dice.Range(0.1f, 0.15f)));
            pads.Add((new SKPoint(x + (reach * 0.45f), end.Y - (height * 0.02f)), height * dice.Range(0.07f, 0.11f)));
        }

        pads.Add((new SKPoint(trunk[^1].X, trunk[^1].Y), height * 0.13f));
        using SKPath branches = wood.Detach();
        using SKPaint bark = Brush.Flat(Tone.Mix(scene.Palette.Ink, new SKColor(0xFF4A2E22), 0.45f));
        canvas.DrawPath(branches, bark);

        SKColor needles = Tone.Mix(scene.Palette.Foliage, scene.Palette.Ink, 0.5f);
        SKColor lit = scene.Has(Motifs.Snow)
            ? Tone.Mix(scene.Palette.SkyLow, SKColors.White, 0.6f)
            : Tone.Mix(scene.Palette.Foliage, scene.Palette.Light, scene.Palette.IsNight ? 0.08f : 0.16f);
        foreach ((SKPoint centre, float half) in pads)
        {
            DrawPad(canvas, dice, centre, half, needles, 0);
            DrawPad(canvas, dice, centre, half * 0.86f, lit, half * 0.12f);
        }
    }

    private static void DrawPad(SKCanvas canvas, Dice dice, SKPoint centre, float half, SKColor colour, float lift)
    {
        using SKPathBuilder builder = new();
        const int Lobes = 9;
        for (int lobe = 0; lobe < Lobes; lobe++)
        {
            float at = ((lobe + 0.5f) / Lobes * 2) - 1;
            float radius = half * (0.12f + (0.16f * (1 - (at * at)))) * dice.Range(0.8f, 1.2f);
            builder.AddCircle(centre.X + (at * half), centre.Y - lift - (radius * 0.6f), radius, SKPathDirection.Clockwise);
        }

        float floor = centre.Y - lift;
        SKRect underside = new(centre.X - (half * 0.9f), floor - (half * 0.1f), centre.X + (half * 0.9f), floor + (half * 0.02f));
        builder.AddRect(underside, SKPathDirection.Clockwise);
        using SKPath pad = builder.Detach();
        using SKPaint paint = Brush.Flat(colour);
        canvas.Save();
        SKRect visible = new(centre.X - (half * 1.5f), centre.Y - half, centre.X + (half * 1.5f), floor + (half * 0.06f));
        canvas.ClipRect(visible, SKClipOperation.Intersect, true);
        canvas.DrawPath(pad, paint);
        canvas.Restore();
    }
}
