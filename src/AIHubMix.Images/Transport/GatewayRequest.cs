namespace AIHubMix.Images.Transport;

/// <summary>What a request is for: the words that an error needs to say what failed and what it may have cost.</summary>
/// <param name="Description">The request in words, to begin a sentence with.</param>
/// <param name="Model">The path of the model.</param>
/// <param name="TaskId">The task that is read; null for a prediction.</param>
internal sealed record GatewayRequest(string Description, string Model, string? TaskId)
{
    /// <summary>Whether the request can be billed.</summary>
    public bool Purchases => TaskId is null;

    public static GatewayRequest Prediction(string model) => new($"The prediction request to '{model}'", model, null);

    public static GatewayRequest Task(string model, string taskId) => new($"The request for task '{taskId}' of '{model}'", model, taskId);
}
