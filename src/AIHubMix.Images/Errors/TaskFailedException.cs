namespace AIHubMix.Images;

/// <summary>A task ended without a picture.</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
public class TaskFailedException(string message) : AIHubMixException(message)
{
    /// <summary>The task as the gateway reported it last.</summary>
    public required PredictionTask Task { get; init; }
}
