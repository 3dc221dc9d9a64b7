namespace AIHubMix.Images;

/// <summary>The vendor's moderation withheld the picture of a task, for the request or for the result.</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
public sealed class TaskModeratedException(string message) : TaskFailedException(message)
{
    /// <summary>The vendor's reasons; empty when it gave none.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];
}
