using System.Text.Json;

namespace AIHubMix.Images.Responses;

/// <summary>What an answer to a prediction held, in whatever form it came.</summary>
internal sealed record PredictionAnswer
{
    public required IReadOnlyList<GeneratedImage> Images { get; init; }

    public int EmptyCount { get; init; }

    public string? TaskId { get; init; }

    public ImageUsage? Usage { get; init; }

    public ResponseForm Form { get; init; }

    public JsonElement Raw { get; init; }
}
