namespace AIHubMix.Images;

/// <summary>A task ended without a picture.</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
/// <param name="innerException">The answer of the gateway that told so, when it was an error.</param>
public class TaskFailedException(string message, Exception? innerException = null) : AIHubMixException(message, innerException)
{
    /// <summary>The task as the gateway reported it last.</summary>
    public required PredictionTask Task { get; init; }
}
