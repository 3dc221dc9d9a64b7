using System.Text.Json.Nodes;
using AIHubMix.Images.Cli.Inputs;

namespace AIHubMix.Images.Cli.Batch;

/// <summary>One generation of a batch.</summary>
internal sealed record BatchLine
{
    public required int Number { get; init; }

    /// <summary>What the journal knows it by: its id, or a digest of what it asks for.</summary>
    public required string Key { get; init; }

    /// <summary>A digest of the model and the input.</summary>
    public required string Digest { get; init; }

    /// <summary>The name of its files, without number and extension.</summary>
    public required string Stem { get; init; }

    public required ImageModel Model { get; init; }

    public required JsonObject Input { get; init; }

    /// <summary>How many pictures are to come at least, as far as that is known.</summary>
    public required int Count { get; init; }

    public IReadOnlyList<InputProblem> Problems { get; init; } = [];
}
