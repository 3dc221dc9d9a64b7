using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>The great tree on the bank that frames the picture: a cherry, a maple, a pine or bare conifers.</summary>
internal static class Trees
{
    public static void Draw(SKCanvas canvas, Scene scene)
    {
        Dice dice = scene.Dice("trees");
        SKPoint root = new(scene.TreeX, scene.GroundAt(scene.TreeX) + (scene.Unit * 0.03f));
        float height = MathF.Min(scene.Unit * dice.Range(0.62f, 0.76f), root.Y * 0.92f);
        bool flowering = scene.Has(Motifs.Cherry | Motifs.Autumn);
        bool pine = scene.Has(Motifs.Pine) || scene.Framing == Framing.Both || (!flowering && dice.Chance(0.5f));
        if (scene.Style.Conifers)
        {
            DrawConifers(canvas, scene, dice, height * 1.3f);
        }
        else if (pine)
        {
            PineTree.Draw(canvas, scene, dice, root, height);
            Grass.DrawTuft(canvas, scene, root, scene.Unit * 0.1f);
        }
        else if (scene.Framing == Framing.Tree)
        {
            BroadleafTree.Draw(canvas, scene, dice, root, height);
            Grass.DrawTuft(canvas, scene, root, scene.Unit * 0.1f);
        }

        bool overhang = pine || scene.Style.Conifers ? flowering : scene.Framing != Framing.Tree;
        if (overhang)
        {
            BroadleafTree.DrawOverhang(canvas, scene, dice);
        }
    }

    private static void DrawConifers(SKCanvas canvas, Scene scene, Dice dice, float height)
    {
        (float X, float Size)[] stand = [(0.17f, 0.62f), (-0.02f, 0.8f), (0.07f, 1)];
        foreach ((float at, float size) in stand)
        {
            float x = (scene.Width * 0.9f * at) + (scene.Unit * dice.Range(-0.02f, 0.02f));
            SKColor needles = Tone.Mix(scene.Palette.Foliage, scene.Palette.Ink, size);
            SKPoint root = new(x, scene.GroundAt(MathF.Max(0, x)) + (scene.Unit * 0.05f));
            DrawConifer(canvas, dice, root, height * size, needles);
            Grass.DrawTuft(canvas, scene, root, scene.Unit * 0.05f);
        }
    }

    private static void DrawConifer(SKCanvas canvas, Dice dice, SKPoint root, float height, SKColor colour)
    {
        using SKPaint paint = Brush.Flat(colour);
        foreach (int side in (ReadOnlySpan<int>)[-1, 1])
        {
            using SKPathBuilder builder = new();
            AddBoughs(builder, dice, root, height, side);
            using SKPath boughs = builder.Detach();
            canvas.DrawPath(boughs, paint);
        }

        using SKPathBuilder wood = new();
        Brush.AddLimb(wood, (root.X, root.Y, height * 0.016f), (root.X, root.Y - height, height * 0.002f));
        using SKPath trunk = wood.Detach();
        canvas.DrawPath(trunk, paint);
    }

    private static void AddBoughs(SKPathBuilder builder, Dice dice, SKPoint root, float height, int side)
    {
        const int Tiers = 26;
        for (int tier = 0; tier < Tiers; tier++)
        {
            float down = (tier + 0.5f) / Tiers;
            float y = root.Y - height + (height * 0.9f * down);
            float reach = side * height * 0.2f * MathF.Pow(down, 0.85f) * dice.Range(0.65f, 1.1f);
            float droop = height * 0.03f * dice.Range(0.4f, 1.3f);
            builder.MoveTo(root.X, y - (height * 0.03f));
            builder.QuadTo(root.X + (reach * 0.6f), y - (droop * 0.2f), root.X + reach, y + droop);
            builder.QuadTo(root.X + (reach * 0.55f), y + (droop * 1.5f), root.X + (reach * 0.4f), y + (droop * 0.9f));
            builder.QuadTo(root.X + (reach * 0.2f), y + (droop * 1.6f), root.X, y + (droop * 0.9f));
            builder.Close();
        }
    }
}
