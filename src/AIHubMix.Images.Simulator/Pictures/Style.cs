namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>How mountains are shaped.</summary>
internal enum RidgeShape
{
    /// <summary>Soft hills.</summary>
    Rolling,

    /// <summary>Sharp crests.</summary>
    Jagged,

    /// <summary>One great volcano behind low hills.</summary>
    Cone,

    /// <summary>Triangles with a light and a dark side.</summary>
    Faceted,
}

/// <summary>How the surface of the water is drawn.</summary>
internal enum WaterSurface
{
    /// <summary>A mirror broken by glints.</summary>
    Mirror,

    /// <summary>Long cut lines.</summary>
    Lines,

    /// <summary>Rows of scallops.</summary>
    Scallops,
}

/// <summary>How the sun or moon is drawn.</summary>
internal enum Disc
{
    /// <summary>A bright disc in a wide glow.</summary>
    Glowing,

    /// <summary>A flat coloured disc.</summary>
    Flat,

    /// <summary>A huge disc cut by bands.</summary>
    Banded,
}

/// <summary>The hand of one artist: the choices that stay the same through all pictures of a vendor.</summary>
internal sealed record Style(
    IReadOnlyList<Palette> Palettes,
    IReadOnlyList<RidgeShape> Ridges,
    WaterSurface Water,
    Disc Disc,
    float Outline = 0,
    float Mist = 0.5f,
    float Rays = 0,
    float Grain = 0.5f,
    float Margin = 0,
    bool CloudBands = false,
    bool Aurora = false,
    bool Conifers = false,
    bool Motes = false,
    float HueTurn = 0)
{
    private static readonly Style Woodblock = new(
        Pictures.Palettes.Woodblock, [RidgeShape.Cone], WaterSurface.Lines, Disc.Flat,
        Outline: 1, Mist: 0.45f, Grain: 1, Margin: 0.028f, CloudBands: true);

    private static readonly Style Clear = new(
        Pictures.Palettes.Clear, [RidgeShape.Rolling, RidgeShape.Jagged], WaterSurface.Mirror, Disc.Glowing,
        Mist: 0.55f, Rays: 0.6f, Grain: 0.35f);

    private static readonly Style Forest = new(
        Pictures.Palettes.Forest, [RidgeShape.Jagged], WaterSurface.Mirror, Disc.Glowing,
        Mist: 1, Rays: 1, Grain: 0.6f, Conifers: true, Motes: true);

    private static readonly Style Poster = new(
        Pictures.Palettes.Poster, [RidgeShape.Faceted], WaterSurface.Scallops, Disc.Banded,
        Mist: 0, Grain: 0.2f, Margin: 0.04f);

    private static readonly Style Dream = new(
        Pictures.Palettes.Dream, [RidgeShape.Jagged, RidgeShape.Rolling], WaterSurface.Mirror, Disc.Glowing,
        Mist: 0.8f, Rays: 0.4f, Grain: 0.35f, Aurora: true, Motes: true);

    private static readonly Style InkWash = new(
        Pictures.Palettes.InkWash, [RidgeShape.Jagged, RidgeShape.Rolling, RidgeShape.Cone], WaterSurface.Lines, Disc.Flat,
        Mist: 1, Grain: 1, Margin: 0.02f);

    private static readonly Style[] Others = [InkWash, Clear, Woodblock, Dream, Forest];

    /// <summary>The style of a model's vendor, the part of its name before the slash.</summary>
    public static Style Of(string model)
    {
        int slash = model.IndexOf('/', StringComparison.Ordinal);
        string vendor = slash < 0 ? model : model[..slash];
        return vendor.ToUpperInvariant() switch
        {
            "OPANAI" or "OPENAI" => Woodblock,
            "GOOGLE" => Clear,
            "BFL" => Forest,
            "IDEOGRAM" => Poster,
            "STABILITY" => Dream,
            string other => Unknown(other),
        };
    }

    private static Style Unknown(string vendor)
    {
        Dice dice = new(StableHash.Empty.Add(vendor).Value);
        Style style = Others[dice.Below(Others.Length)];
        return style == InkWash ? style : style with { HueTurn = dice.Range(25, 70) * (dice.Chance(0.5f) ? 1 : -1) };
    }
}
