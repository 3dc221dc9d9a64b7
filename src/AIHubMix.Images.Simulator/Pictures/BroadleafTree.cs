using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>A branching tree in blossom, in autumn leaf or in summer green.</summary>
internal static class BroadleafTree
{
    private const int Generations = 4;

    public static void Draw(SKCanvas canvas, Scene scene, Dice dice, SKPoint root, float height)
    {
        List<SKPoint> tips = [];
        using SKPathBuilder wood = new();
        SKPoint limit = new(scene.Width * 0.52f, root.Y - (height * 0.42f));
        float angle = 1.22f + dice.Range(-0.1f, 0.12f);
        Grow(wood, dice, tips, root, angle, height * 0.36f, height * 0.034f, Generations, limit);
        Paint(canvas, scene, dice, wood, tips, height * 0.05f);
    }

    /// <summary>Lets one branch hang into the picture from the far upper corner.</summary>
    public static void DrawOverhang(SKCanvas canvas, Scene scene, Dice dice)
    {
        List<SKPoint> tips = [];
        using SKPathBuilder wood = new();
        SKPoint corner = new(scene.Width * 1.02f, scene.Height * dice.Range(0.02f, 0.08f));
        SKPoint limit = new(scene.Width * 2, scene.Height);
        float angle = MathF.PI + dice.Range(0.2f, 0.34f);
        Grow(wood, dice, tips, corner, angle, scene.Unit * 0.17f, scene.Unit * 0.012f, Generations - 1, limit);
        Paint(canvas, scene, dice, wood, tips, scene.Unit * 0.026f);
    }

    /// <summary>Grows a limb and all that springs from it, unless it would cross the limit.</summary>
    private static bool Grow(
        SKPathBuilder wood, Dice dice, List<SKPoint> tips, SKPoint from, float angle, float length, float radius, int generation, SKPoint limit)
    {
        float bend = dice.Range(-0.2f, 0.2f);
        SKPoint middle = Along(from, angle + bend, length * 0.5f);
        SKPoint end = Along(middle, angle - (bend * 0.6f), length * 0.5f);
        if (generation < Generations && (end.X > limit.X || end.Y > limit.Y))
        {
            return false;
        }

        Brush.AddLimb(wood, (from.X, from.Y, radius), (middle.X, middle.Y, radius * 0.8f), (end.X, end.Y, radius * 0.6f));
        if (generation == Generations)
        {
            SKPoint flare = Along(from, angle + bend, radius * 3);
            foreach (int side in (ReadOnlySpan<int>)[-1, 1])
            {
                Brush.AddLimb(
                    wood,
                    (flare.X, flare.Y, radius * 0.8f),
                    (from.X + (side * radius * 0.8f), from.Y - (radius * 0.6f), radius * 0.6f),
                    (from.X + (side * radius * 2.4f), from.Y + (radius * 0.2f), radius * 0.16f));
            }
        }

        if (generation <= 2)
        {
            tips.Add(middle);
            tips.Add(end);
        }

        if (generation == 0)
        {
            return true;
        }

        bool bare = true;
        int children = generation == Generations ? 3 : 2 + (dice.Chance(0.4f) ? 1 : 0);
        for (int child = 0; child < children; child++)
        {
            float fan = children == 1 ? 0 : ((child / (children - 1f)) - 0.5f) * 1.4f;
            float next = angle + fan + dice.Range(-0.2f, 0.2f);

            // Light comes from over the lake, so branches reach out to it.
            next += (0.5f - next) * 0.16f;
            bare &= !Grow(wood, dice, tips, end, next, length * dice.Range(0.6f, 0.82f), radius * 0.6f, generation - 1, limit);
        }

        if (bare)
        {
            tips.Add(end);
        }

        return true;
    }

    private static void Paint(SKCanvas canvas, Scene scene, Dice dice, SKPathBuilder wood, List<SKPoint> tips, float spread)
    {
        Palette palette = scene.Palette;
        bool flowering = scene.Has(Motifs.Cherry | Motifs.Autumn);
        SKColor leaf = flowering ? Petals.Colour(scene) : palette.Foliage;
        SKColor shadow = Tone.Shade(
            Tone.Mix(leaf, flowering ? palette.Accent : palette.Ink, 0.24f), palette.IsNight ? 0.66f : 0.86f);
        SKColor light = palette.IsNight || !flowering
            ? Tone.Mix(leaf, palette.Light, 0.2f)
            : Tone.Mix(leaf, SKColors.White, 0.45f);

        DrawClusters(canvas, dice, tips, spread, shadow, 12, new SKPoint(spread * 0.1f, spread * 0.35f));
        using SKPath branches = wood.Detach();
        using SKPaint bark = Brush.Flat(Tone.Mix(palette.Ink, new SKColor(0xFF3A2620), 0.4f));
        canvas.DrawPath(branches, bark);
        DrawClusters(canvas, dice, tips, spread, leaf, 12, SKPoint.Empty);
        DrawClusters(canvas, dice, tips, spread * 0.9f, light, 7, new SKPoint(spread * 0.12f, -spread * 0.4f));
    }

    private static void DrawClusters(
        SKCanvas canvas, Dice dice, List<SKPoint> tips, float spread, SKColor colour, int blossoms, SKPoint offset)
    {
        using SKPaint paint = Brush.Flat(colour);
        foreach (SKPoint tip in tips)
        {
            for (int i = 0; i < blossoms; i++)
            {
                float x = tip.X + offset.X + dice.Central(-spread * 1.7f, spread * 1.7f);
                float y = tip.Y + offset.Y + dice.Central(-spread, spread);
                paint.Color = Tone.Fade(colour, dice.Range(0.75f, 1));
                canvas.DrawCircle(x, y, spread * dice.Range(0.08f, 0.2f), paint);
            }
        }
    }

    private static SKPoint Along(SKPoint from, float angle, float length) =>
        new(from.X + (MathF.Cos(angle) * length), from.Y - (MathF.Sin(angle) * length));
}
