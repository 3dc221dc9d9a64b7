namespace AIHubMix.Images;

/// <summary>The gateway does not know the task: the id is wrong, belongs to another key, or the task is too old.</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
/// <param name="innerException">The answer of the gateway that told so, when it was an error.</param>
public sealed class TaskNotFoundException(string message, Exception? innerException = null) : TaskFailedException(message, innerException);
