namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>One thing that changed for users.</summary>
internal sealed record Change
{
    public required Grade Grade { get; init; }

    /// <summary>The kind of change, for programs.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is told under: a model of the catalog or a type.</summary>
    public required string Subject { get; init; }

    /// <summary>The models of the catalog that it concerns.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>The field on the wire; null when it is about no single one.</summary>
    public string? Field { get; init; }

    /// <summary>What changed and what to do, one sentence.</summary>
    public required string Text { get; init; }

    /// <summary>The C# types and members that are gone, have another type or must be set now.</summary>
    public IReadOnlyList<string> BrokenMembers { get; init; } = [];

    /// <summary>Whether an input that was taken can be refused now, by its values or by the name of its model.</summary>
    public bool RefusesInputs { get; init; }
}
