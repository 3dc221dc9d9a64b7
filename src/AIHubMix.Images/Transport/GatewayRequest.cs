using AIHubMix.Images.Tasks;

namespace AIHubMix.Images.Transport;

/// <summary>What a request is for: all that an error needs to say what failed, what it may have cost and how to collect what was paid for.</summary>
/// <param name="Maker">The model.</param>
internal sealed record GatewayRequest(ImageModel Maker)
{
    /// <summary>The path of the model.</summary>
    public string Model => Maker.Path;

    /// <summary>The spelling of the path that is asked for.</summary>
    public string Path { get; init; } = Maker.Path;

    /// <summary>The request in words, to begin a sentence with.</summary>
    public string Description => TaskId is null ? $"The prediction request to '{Path}'" : $"The request for task '{TaskId}' of '{Model}'";

    /// <summary>The task that is read; null for a prediction.</summary>
    public string? TaskId { get; private init; }

    /// <summary>What collects the task; null for a prediction.</summary>
    public TaskToken? Token { get; private init; }

    public string? IdempotencyKey { get; init; }

    /// <summary>Whether the request can be billed.</summary>
    public bool Purchases => TaskId is null;

    public static GatewayRequest Prediction(ImageModel model, string? idempotencyKey, string? path = null) => new(model) { Path = path ?? model.Path, IdempotencyKey = idempotencyKey };

    public static GatewayRequest Task(ImageModel model, TaskToken token) => new(model) { TaskId = token.Id, Token = token };

    /// <summary>What it stands for that the caller cancelled.</summary>
    public GenerationCanceledException Canceled(string message, OperationCanceledException cause, BillingClass billing, string? requestId, CancellationToken caller) => new(message, cause, caller)
    {
        Billing = billing,
        Model = Model,
        RequestId = requestId,
        TaskId = TaskId,
        TaskToken = Token?.Write(),
        IdempotencyKey = IdempotencyKey,
    };

    /// <summary>Fills in what the exception has to say about the call.</summary>
    public TException Describe<TException>(TException failure, BillingClass billing, string? requestId)
        where TException : AIHubMixException
    {
        failure.Billing = billing;
        failure.Model = Model;
        failure.RequestId = requestId;
        failure.TaskId = TaskId;
        failure.TaskToken = Token?.Write();
        failure.IdempotencyKey = IdempotencyKey;
        return failure;
    }
}
