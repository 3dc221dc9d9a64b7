namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>The things a prompt can ask for.</summary>
[Flags]
internal enum Motifs
{
    None = 0,
    Deer = 1,
    Cherry = 1 << 1,
    Temple = 1 << 2,
    Torii = 1 << 3,
    Sea = 1 << 4,
    Mountain = 1 << 5,
    Night = 1 << 6,
    Snow = 1 << 7,
    City = 1 << 8,
    Cat = 1 << 9,
    Birds = 1 << 10,
    Boat = 1 << 11,
    Autumn = 1 << 12,
    Mist = 1 << 13,
    Dusk = 1 << 14,
    Dawn = 1 << 15,
    Lantern = 1 << 16,
    Pine = 1 << 17,
    Rays = 1 << 18,
    Noon = 1 << 19,
}
