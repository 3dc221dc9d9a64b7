using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests;

/// <summary>One simulator for the tests of a class.</summary>
public sealed class SimulatorFixture : IAsyncLifetime
{
    private AIHubMixSimulator? _simulator;

    public AIHubMixSimulator Simulator => _simulator!;

    public Uri Host => new(Simulator.Endpoint.GetLeftPart(UriPartial.Authority));

    public HttpClient Http { get; } = new();

    public async ValueTask InitializeAsync() => _simulator = await AIHubMixSimulator.StartAsync(new SimulatorOptions { UnmatchedRequests = UnmatchedRequests.Refuse });

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Simulator.DisposeAsync();
    }
}
