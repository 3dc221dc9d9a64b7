using System.Text.Json;

namespace AIHubMix.Images;

/// <summary>What came of a generation.</summary>
public sealed record ImageResult
{
    /// <summary>The pictures, in the order in which they came. Can be fewer than asked for, and empty: vendors leave out what their filters withhold.</summary>
    public required IReadOnlyList<GeneratedImage> Images { get; init; }

    /// <summary>The number of pictures asked for; null when the input left it to the model.</summary>
    public int? RequestedCount { get; init; }

    /// <summary>Entries of the answer that held no picture, such as a null or empty URL.</summary>
    public int EmptyCount { get; init; }

    /// <summary>Whether there are as many pictures as asked for, at least one.</summary>
    public bool IsComplete => Images.Count >= Math.Max(1, RequestedCount ?? 1);

    /// <summary>The path of the model, such as <c>bfl/flux-kontext-max</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The id of the task that made the pictures; null when they came with the first answer.</summary>
    public string? TaskId { get; init; }

    /// <summary>Ids of further tasks that the same answer named. No known model does so; <see cref="AIHubMixClient.ResumeTask(ImageModel, string, CallOptions?)"/> collects each.</summary>
    public IReadOnlyList<string> FurtherTaskIds { get; init; } = [];

    /// <summary>The gateway's id of the request, to name in a question to its support; null when it sent none.</summary>
    public string? RequestId { get; init; }

    /// <summary>The tokens used, where the model counts them.</summary>
    public ImageUsage? Usage { get; init; }

    /// <summary>The form in which the pictures came.</summary>
    public ResponseForm Form { get; init; }

    /// <summary>The time from sending the request to having the result, downloads not included.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>How often the prediction was sent, or tried to be sent; 0 when the task was resumed.</summary>
    public int Attempts { get; init; }

    /// <summary>How often the task was looked at; 0 when the pictures came with the first answer.</summary>
    public int Polls { get; init; }

    /// <summary>The JSON that held the result, base64 left out, with every member that this package does not know; undefined when the body was a picture.</summary>
    public JsonElement Raw { get; init; }
}
