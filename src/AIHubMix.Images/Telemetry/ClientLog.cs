using Microsoft.Extensions.Logging;

namespace AIHubMix.Images.Telemetry;

/// <summary>What a client logs: never the key, never a prompt, never image data.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(1, LogLevel.Debug, "Sending a prediction to {Model}, attempt {Attempt}.")]
    public static partial void Sending(ILogger logger, string model, int attempt);

    [LoggerMessage(2, LogLevel.Information, "{Model} accepted the prediction: request {RequestId}, task {TaskId}, {Images} pictures with the answer.")]
    public static partial void Accepted(ILogger logger, string model, string? requestId, string? taskId, int images);

    [LoggerMessage(3, LogLevel.Debug, "Task {TaskId} of {Model} is \"{Status}\", poll {Poll}.")]
    public static partial void Polled(ILogger logger, string taskId, string model, string? status, int poll);

    [LoggerMessage(4, LogLevel.Warning, "A request to {Model} is sent again in {Delay}: attempt {Attempt} failed, {Billing}. {Reason}")]
    public static partial void Retrying(ILogger logger, string? model, int attempt, BillingClass billing, TimeSpan delay, string reason);

    [LoggerMessage(5, LogLevel.Debug, "{Operation} of {Model} ended after {Duration} with {Images} pictures.")]
    public static partial void Ended(ILogger logger, string operation, string model, int images, TimeSpan duration);

    [LoggerMessage(6, LogLevel.Warning, "{Operation} of {Model} failed, {Billing}, task {TaskId}. {Reason}")]
    public static partial void Failed(ILogger logger, string operation, string model, BillingClass? billing, string? taskId, string reason);

    [LoggerMessage(7, LogLevel.Debug, "A picture of {Model} was downloaded: {Bytes} bytes, {Attempts} attempts.")]
    public static partial void Downloaded(ILogger logger, string model, int bytes, int attempts);

    [LoggerMessage(8, LogLevel.Warning, "An exchange could not be recorded in {Folder}, nor may those that follow; this is said once, and the calls go on. {Reason}")]
    public static partial void RecordingFailed(ILogger logger, string folder, string reason);

    [LoggerMessage(9, LogLevel.Warning, "The gateway knows no model {Path}: the prediction is sent once more, to {Other}. Nothing was billed.")]
    public static partial void Respelling(ILogger logger, string path, string other);
}
