namespace AIHubMix.Images;

/// <summary>The root of everything that the SDK throws about a call. Wrong arguments keep the types of .NET; cancellation is a <see cref="GenerationCanceledException"/>.</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
/// <param name="innerException">What caused it, if anything.</param>
public class AIHubMixException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The key of <see cref="Exception.Data"/> under which an exception of your own code, such as a <see cref="PollingSchedule"/> or <see cref="CallOptions.TaskAccepted"/>, has the <see cref="TaskToken"/> of the wait that it ended.</summary>
    public const string TaskTokenKey = "AIHubMix.TaskToken";

    /// <inheritdoc/>
    public override string Message => Attempts > 1 ? $"{base.Message} ({Attempts} attempts were made.)" : base.Message;

    /// <summary>Whether the generation can have been billed.</summary>
    public BillingClass Billing { get; internal set; }

    /// <summary>How often the request that failed was sent, or tried to be sent; 0 when nothing was.</summary>
    public int Attempts { get; internal set; }

    /// <summary>The path of the model that was called; null when the failure belongs to none.</summary>
    public string? Model { get; internal set; }

    /// <summary>The gateway's id of the request, to name in a question to its support; null when there is none.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>The id of the task that was already paid for; null when there is none. Its result can still be fetched.</summary>
    public string? TaskId { get; internal set; }

    /// <summary>What <see cref="AIHubMixClient.ResumeTask(string, CallOptions?)"/> takes to collect the result of the task, in this process or another; null when there is no task.</summary>
    public string? TaskToken { get; internal set; }

    /// <summary>The idempotency key that the prediction was sent with; null when it had none.</summary>
    public string? IdempotencyKey { get; internal set; }

    /// <summary>How long the answer asked to wait before the next try; null when it did not.</summary>
    public TimeSpan? RetryAfter { get; internal set; }
}
