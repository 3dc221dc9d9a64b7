namespace AIHubMix.Images;

/// <summary>A generation was not finished by its deadline. What was paid for may still come: see <see cref="AIHubMixException.TaskToken"/>.</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
/// <param name="innerException">The last failure to read the task, when that is why it was not seen to finish.</param>
public sealed class GenerationTimeoutException(string message, Exception? innerException = null) : AIHubMixException(message, innerException)
{
    /// <summary>The last state the task was seen in; null when there was no task yet.</summary>
    public PredictionStatus? LastStatus { get; init; }
}
