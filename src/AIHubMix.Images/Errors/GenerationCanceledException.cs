namespace AIHubMix.Images;

/// <summary>The caller cancelled a call. What the gateway had accepted by then is paid for, and can be collected where there is a task.</summary>
/// <param name="message">What was cancelled, what it may have cost, what to do next.</param>
/// <param name="innerException">The cancellation.</param>
/// <param name="cancellationToken">The caller's token.</param>
public sealed class GenerationCanceledException(string message, Exception? innerException, CancellationToken cancellationToken)
    : OperationCanceledException(message, innerException, cancellationToken)
{
    /// <summary>Whether the generation can have been billed.</summary>
    public BillingClass Billing { get; internal init; }

    /// <summary>The path of the model.</summary>
    public string? Model { get; internal init; }

    /// <summary>The gateway's id of the request; null when there is none.</summary>
    public string? RequestId { get; internal init; }

    /// <summary>The id of the task that was already paid for; null when there is none.</summary>
    public string? TaskId { get; internal init; }

    /// <summary>What <see cref="AIHubMixClient.ResumeTask(string, CallOptions?)"/> takes to collect the result of the task; null when there is no task.</summary>
    public string? TaskToken { get; internal init; }

    /// <summary>The idempotency key that the prediction was sent with; null when it had none.</summary>
    public string? IdempotencyKey { get; internal init; }
}
