using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.Cli.Demo;

/// <summary>What answers the demo: the real gateway, or a simulator in this process.</summary>
internal sealed class DemoGateway : IAsyncDisposable
{
    private readonly AIHubMixSimulator? _simulator;

    private DemoGateway(AIHubMixClient client, AIHubMixSimulator? simulator)
    {
        Client = client;
        _simulator = simulator;
    }

    public AIHubMixClient Client { get; }

    public bool IsSimulated => _simulator is not null;

    /// <summary>The number of generations that would have been billed; null for the real gateway, which keeps that to itself.</summary>
    public int? LedgerCount => _simulator?.Ledger.Count;

    /// <exception cref="ArgumentException">The key cannot stand in a header.</exception>
    public static DemoGateway OpenReal(string key, TimeProvider time) => new(new AIHubMixClient(key, new() { TimeProvider = time, Retry = new() { Budget = TimeSpan.FromSeconds(15) } }), null);

    public static async Task<DemoGateway> StartSimulatorAsync(TimeProvider time)
    {
        AIHubMixSimulator simulator = await AIHubMixSimulator.StartAsync(new() { TimeProvider = time, UnmatchedRequests = UnmatchedRequests.Refuse }).ConfigureAwait(false);
        return new DemoGateway(simulator.CreateClient(), simulator);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_simulator is not null)
        {
            await _simulator.DisposeAsync().ConfigureAwait(false);
        }
    }
}
