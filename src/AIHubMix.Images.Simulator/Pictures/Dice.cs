namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>A small deterministic random number generator (SplitMix64).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 random bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A number from 0 up to but not including 1.</summary>
    public float Unit() => (Next() >> 40) * (1f / (1 << 24));

    /// <summary>A number between two bounds.</summary>
    public float Range(float from, float to) => from + ((to - from) * Unit());

    /// <summary>A number between two bounds that falls mostly near their middle.</summary>
    public float Central(float from, float to) => from + ((to - from) * (Unit() + Unit() + Unit()) / 3);

    /// <summary>A whole number from 0 up to but not including <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(Next() % (ulong)count);

    /// <summary>True with the given probability.</summary>
    public bool Chance(float probability) => Unit() < probability;
}
