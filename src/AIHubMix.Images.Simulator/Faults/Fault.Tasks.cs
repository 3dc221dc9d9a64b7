using System.Text.Json.Nodes;

namespace AIHubMix.Images.Simulator;

public sealed partial class Fault
{
    /// <summary>The task is told to be in another state than it is.</summary>
    /// <param name="status">The word; null for <c>null</c>.</param>
    /// <param name="result">The result; null for none.</param>
    /// <param name="details">The details, such as the reasons of a refusal; null for none.</param>
    /// <returns>The fault. Strikes looks at tasks.</returns>
    /// <remarks>A word that the client does not know counts as not final: it looks again until its deadline.</remarks>
    public static Fault TaskStatus(string? status, JsonNode? result = null, JsonNode? details = null) => Rewritten($"task '{status}'", answer =>
    {
        answer["status"] = status;
        answer["result"] = result?.DeepClone();
        answer["details"] = details?.DeepClone();
        return answer;
    }, GatewayOperation.Poll);

    /// <summary>The task goes on for ever, if it strikes always.</summary>
    /// <remarks>The client throws <see cref="GenerationTimeoutException"/> at its deadline, with a token that collects the picture later.</remarks>
    public static Fault TaskPending { get; } = TaskStatus(PredictionStatus.Pending.Value);

    /// <summary>The gateway knows nothing of the task.</summary>
    /// <remarks>The client throws <see cref="TaskNotFoundException"/>, with the task's token.</remarks>
    public static Fault TaskVanished { get; } = TaskStatus(PredictionStatus.TaskNotFound.Value);

    /// <summary>The task has failed.</summary>
    /// <param name="reason">The reason that the details give.</param>
    /// <returns>The fault. Strikes looks at tasks.</returns>
    /// <remarks>The client throws <see cref="TaskFailedException"/>, billing class <see cref="BillingClass.Billed"/>.</remarks>
    public static Fault TaskFailed(string reason = "The worker has died.") =>
        TaskStatus(PredictionStatus.Error.Value, details: new JsonObject { ["error"] = reason });

    /// <summary>The task was refused for what the prompt asks for, or for what came out.</summary>
    /// <param name="ofPrompt">Whether it was the prompt rather than the picture.</param>
    /// <param name="reasons">The reasons that the details give; empty for <c>Safety Filter</c>.</param>
    /// <returns>The fault. Strikes looks at tasks.</returns>
    /// <remarks>The client throws <see cref="TaskModeratedException"/> with the reasons, billing class <see cref="BillingClass.Billed"/>.</remarks>
    public static Fault TaskModerated(bool ofPrompt = true, params IReadOnlyList<string> reasons) => TaskStatus(
        (ofPrompt ? PredictionStatus.RequestModerated : PredictionStatus.ContentModerated).Value,
        details: new JsonObject { ["Moderation Reasons"] = new JsonArray([.. (reasons.Count == 0 ? ["Safety Filter"] : reasons).Select(reason => (JsonNode)reason)]) });

    /// <summary>The answer does not tell the state of the task.</summary>
    /// <remarks>The client looks again three times, then throws <see cref="MalformedResponseException"/>, with the task's token.</remarks>
    public static Fault TaskWithoutStatus { get; } = Rewritten("task without status", answer =>
    {
        answer.AsObject().Remove("status");
        answer["result"] = null;
        return answer;
    }, GatewayOperation.Poll);
}
