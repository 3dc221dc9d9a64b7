namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>A 64-bit FNV-1a hash that, unlike <see cref="string.GetHashCode()"/>, is the same in every process.</summary>
internal readonly struct StableHash
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private StableHash(ulong value) => Value = value;

    /// <summary>The hash of nothing.</summary>
    public static StableHash Empty => new(OffsetBasis);

    /// <summary>The hash so far.</summary>
    public ulong Value { get; }

    /// <summary>Adds a text and its length, so that neighbouring texts cannot run into each other.</summary>
    public StableHash Add(string text)
    {
        ulong next = Value;
        foreach (char character in text)
        {
            next = (next ^ character) * Prime;
        }

        return new StableHash(next).Add(text.Length);
    }

    /// <summary>Adds a number.</summary>
    public StableHash Add(long number)
    {
        ulong next = Value;
        for (int shift = 0; shift < 64; shift += 8)
        {
            next = (next ^ (byte)(number >> shift)) * Prime;
        }

        return new StableHash(next);
    }
}
