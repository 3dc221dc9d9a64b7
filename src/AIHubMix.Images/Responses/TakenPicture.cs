namespace AIHubMix.Images.Responses;

/// <summary>A picture of an answer, where its taker has put it.</summary>
/// <param name="Bytes">The bytes; empty when they went elsewhere.</param>
/// <param name="NamedType">The type that its data URL named; null when it named none.</param>
/// <param name="Problem">Why it cannot be read; null when it was.</param>
internal sealed record TakenPicture(ReadOnlyMemory<byte> Bytes, string? NamedType, string? Problem = null)
{
    /// <summary>The file that it was saved to; null when it was not.</summary>
    public string? Path { get; init; }

    /// <summary>The header of what was saved; null when it is of no known type.</summary>
    public ImageHeader? Header { get; init; }
}
