using System.Text.Json;

namespace AIHubMix.Images.Tasks;

/// <summary>A task as it was seen once.</summary>
/// <param name="Task">The task.</param>
/// <param name="Raw">The JSON it was read from, image data left out; undefined when an HTTP status told its state.</param>
/// <param name="RequestId">The gateway's id of the request that read it.</param>
/// <param name="Error">The error that told its state; null when a body did.</param>
internal sealed record TaskSighting(PredictionTask Task, JsonElement Raw, string? RequestId, AIHubMixApiException? Error = null)
{
    /// <summary>When it was seen, as a timestamp of the client's clock.</summary>
    public long At { get; init; }

    /// <summary>How long the answer asked to wait before the next look; null when it did not.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
