namespace AIHubMix.Images.Cli.Demo;

/// <summary>What answers the demo: the real gateway, or a simulator in this process.</summary>
internal class DemoGateway(AIHubMixClient client) : IAsyncDisposable
{
    public AIHubMixClient Client => client;

    /// <summary>The number of generations that would have been billed; null for the real gateway, which keeps that to itself.</summary>
    public virtual int? LedgerCount => null;

    public bool IsSimulated => LedgerCount is not null;

    /// <exception cref="ArgumentException">The key cannot stand in a header.</exception>
    public static DemoGateway OpenReal(string key, TimeProvider time) => new(new AIHubMixClient(key, new() { TimeProvider = time, Retry = new() { Budget = TimeSpan.FromSeconds(15) } }));

    public virtual ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
