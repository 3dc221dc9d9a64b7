namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>What frames a picture.</summary>
internal enum Framing
{
    /// <summary>A great tree on the bank.</summary>
    Tree,

    /// <summary>A branch from the far upper corner, over a wide view.</summary>
    Overhang,

    /// <summary>A tree on the bank and a branch opposite.</summary>
    Both,
}
