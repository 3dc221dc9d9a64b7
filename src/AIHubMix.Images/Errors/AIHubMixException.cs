namespace AIHubMix.Images;

/// <summary>The root of everything that the SDK throws about a call. Wrong arguments and cancellation keep the types of .NET.</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
/// <param name="innerException">What caused it, if anything.</param>
public class AIHubMixException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The path of the model that was called; null when the failure belongs to none.</summary>
    public string? Model { get; internal set; }

    /// <summary>The gateway's id of the request, to name in a question to its support; null when there is none.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>The id of the task that was already paid for; null when there is none. Its result can still be fetched.</summary>
    public string? TaskId { get; internal set; }
}
