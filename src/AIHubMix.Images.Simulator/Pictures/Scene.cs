using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>The composition of one picture: what is in it, where, and in which colours.</summary>
internal sealed class Scene
{
    private readonly ulong _seed;

    private Scene(PictureRequest request)
    {
        _seed = StableHash.Empty
            .Add(request.Model)
            .Add(request.Prompt)
            .Add(request.Seed)
            .Add(request.Index)
            .Value;

        Width = request.Size.Width;
        Height = request.Size.Height;
        Unit = MathF.Min(Height, Width * 1.25f);
        Style = Style.Of(request.Model);
        Motifs = PromptReader.ReadOrInvent(request.Prompt, Dice("motifs"));
        Palette = PaletteChooser.Choose(request, Style, Motifs, Dice("hue"));

        Dice dice = Dice("composition");
        Mirrored = dice.Chance(0.5f);
        Horizon = Height * dice.Range(0.5f, 0.68f);
        Ridge = Style.Ridges[dice.Below(Style.Ridges.Count)];
        BankTip = Width * dice.Range(0.36f, 0.54f);
        BankLevel = Horizon + ((Height - Horizon) * dice.Range(0.5f, 0.62f));
        TempleX = Width * dice.Range(0.68f, 0.84f);
        SunRadius = Unit * (Style.Disc == Disc.Banded ? dice.Range(0.2f, 0.27f) : dice.Range(0.05f, 0.085f));
        Sun = PlaceSun(dice);
        Framing = dice.Below(5) switch
        {
            0 => Framing.Overhang,
            1 => Framing.Both,
            _ => Framing.Tree,
        };
        TreeX = Width * dice.Range(0.02f, 0.1f);
    }

    public float Width { get; }

    public float Height { get; }

    /// <summary>The length that sizes of motifs are measured in.</summary>
    public float Unit { get; }

    public Style Style { get; }

    public Palette Palette { get; }

    public Motifs Motifs { get; }

    /// <summary>Whether the finished composition is turned left to right.</summary>
    public bool Mirrored { get; }

    /// <summary>The height of the far shore.</summary>
    public float Horizon { get; }

    public RidgeShape Ridge { get; }

    public SKPoint Sun { get; }

    public float SunRadius { get; }

    /// <summary>Where the near bank meets the water.</summary>
    public float BankTip { get; }

    /// <summary>The height of the ground at the tip of the bank.</summary>
    public float BankLevel { get; }

    public Framing Framing { get; }

    public float TreeX { get; }

    public float TempleX { get; }

    public SKRect Bounds => new(0, 0, Width, Height);

    /// <summary>Composes the picture a request asks for.</summary>
    public static Scene Compose(PictureRequest request) => new(request);

    public bool Has(Motifs motif) => (Motifs & motif) != 0;

    /// <summary>A generator of its own for each motif, so that a change to one leaves the others alone.</summary>
    public Dice Dice(string motif) => new(new Dice(_seed ^ StableHash.Empty.Add(motif).Value).Next());

    /// <summary>The height of the ground on the near bank.</summary>
    public float GroundAt(float x)
    {
        float back = Math.Clamp((BankTip - x) / BankTip, 0, 1);
        return BankLevel - ((Height - BankLevel) * 0.42f * back * back);
    }

    private SKPoint PlaceSun(Dice dice)
    {
        float low = Palette.Time is TimeOfDay.Dawn or TimeOfDay.Dusk ? 0.58f : 0.36f;
        float y = Style.Disc == Disc.Banded
            ? Horizon - (SunRadius * dice.Range(0.7f, 1.15f))
            : Horizon * dice.Range(low - 0.14f, low);
        return new SKPoint(Width * dice.Range(0.5f, 0.8f), y);
    }
}
