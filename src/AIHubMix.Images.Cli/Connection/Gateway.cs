namespace AIHubMix.Images.Cli.Connection;

/// <summary>What answers the calls: the real gateway, or a simulator in this process.</summary>
internal class Gateway(AIHubMixClient client) : IAsyncDisposable
{
    public AIHubMixClient Client => client;

    /// <summary>The number of generations that would have been billed; null for the real gateway, which keeps that to itself.</summary>
    public virtual int? LedgerCount => null;

    public bool IsSimulated => LedgerCount is not null;

    /// <summary>The real gateway for a demo, which rather fails than waits.</summary>
    /// <exception cref="ArgumentException">The key cannot stand in a header.</exception>
    public static Gateway OpenReal(string key, TimeProvider time) => new(new AIHubMixClient(key, new() { TimeProvider = time, Retry = new() { Budget = TimeSpan.FromSeconds(15) } }));

    public virtual ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
