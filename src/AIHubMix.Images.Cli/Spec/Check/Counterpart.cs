namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>The request of a vendor that an input is held against.</summary>
internal sealed record Counterpart
{
    public required VendorRequest Request { get; init; }

    /// <summary>Why it was chosen, for people.</summary>
    public required string Reason { get; init; }

    /// <summary>Other requests that are about the same models, the nearest first: a vendor may have one for words and one for pictures.</summary>
    public IReadOnlyList<VendorRequest> Others { get; init; } = [];
}
