namespace AIHubMix.Images;

/// <summary>What is in force for one call: its own options over those of the client.</summary>
internal sealed class CallSettings
{
    public CallSettings(AIHubMixClientOptions client, CallOptions? call)
    {
        call?.Check();
        Client = client;
        Deadline = call?.Deadline ?? client.Deadline;
        Retry = call?.Retry ?? client.Retry;
        ValidateInput = call?.ValidateInput ?? client.ValidateInput;
        ValidateJson = call?.ValidateInput == true;
        IdempotencyKey = call?.IdempotencyKey;
        TaskAccepted = call?.TaskAccepted;
        Headers = client.Headers;
        if (call?.Headers is { Count: > 0 } headers)
        {
            var merged = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach ((string name, string value) in client.Headers.Concat(headers))
            {
                merged[name] = value;
            }

            Headers = merged;
        }
    }

    public AIHubMixClientOptions Client { get; }

    public TimeSpan Deadline { get; }

    public RetryOptions Retry { get; }

    public bool ValidateInput { get; }

    /// <summary>Whether the call asks for JSON of the caller's own to be validated too.</summary>
    public bool ValidateJson { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The key that the caller chose; null when one is to be made, or none.</summary>
    public string? IdempotencyKey { get; }

    public Action<ImageTask>? TaskAccepted { get; }

    public TimeProvider Time => Client.TimeProvider;
}
