namespace AIHubMix.Images;

/// <summary>A generation was not finished by its deadline. What was paid for may still come: see <see cref="AIHubMixException.TaskId"/>.</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
public sealed class GenerationTimeoutException(string message) : AIHubMixException(message)
{
    /// <summary>The last state the task was seen in; null when there was no task yet.</summary>
    public PredictionStatus? LastStatus { get; init; }
}
