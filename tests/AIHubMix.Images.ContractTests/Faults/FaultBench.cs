using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Faults;

/// <summary>A simulator on a clock of its own, and clients that call it.</summary>
/// <example>
/// <code>
/// await using FaultBench bench = await FaultBench.StartAsync(faults =&gt; faults.Next(Fault.RateLimited(TimeSpan.FromSeconds(7))));
/// ImageResult result = await bench.RunAsync(bench.Client.GenerateAsync(ImageModels.IdeogramV3, new() { Prompt = "A deer" }));
/// Assert.Equal(TimeSpan.FromSeconds(7), bench.Clock.Elapsed);
/// bench.Simulator.Ledger.ShouldHaveBilled(1);
/// </code>
/// </example>
internal sealed class FaultBench : IAsyncDisposable
{
    private readonly List<AIHubMixClient> _clients = [];
    private readonly Lazy<AIHubMixClient> _client;

    private FaultBench(SimulatorClock clock, AIHubMixSimulator simulator)
    {
        Clock = clock;
        Simulator = simulator;
        Invoker = new HttpMessageInvoker(clock.CreateHandler());
        _client = new Lazy<AIHubMixClient>(() => CreateClient());
    }

    public SimulatorClock Clock { get; }

    public AIHubMixSimulator Simulator { get; }

    public Timeline Timeline => Simulator.Timeline;

    public Uri Root => new(Simulator.Endpoint, "/");

    /// <summary>What sends the requests of all clients.</summary>
    public HttpMessageInvoker Invoker { get; }

    /// <summary>A client with nothing set but where it calls, by what clock, and that chance is always in the middle.</summary>
    public AIHubMixClient Client => _client.Value;

    public static async Task<FaultBench> StartAsync(Action<FaultPlan>? faults = null, SimulatorOptions? options = null)
    {
        var clock = new SimulatorClock();
        AIHubMixSimulator simulator = await AIHubMixSimulator.StartAsync(
            (options ?? new SimulatorOptions()) with { TimeProvider = clock, UnmatchedRequests = UnmatchedRequests.Refuse });
        faults?.Invoke(simulator.Faults);
        return new FaultBench(clock, simulator);
    }

    /// <summary>Lets the requests for something meet these faults in turn, null for none, and none after them.</summary>
    public static Action<FaultPlan> InTurn(GatewayOperation operation, params IReadOnlyList<Fault?> faults) => plan =>
    {
        int passing = 0;
        foreach (Fault? fault in faults)
        {
            if (fault is null)
            {
                passing++;
            }
            else
            {
                plan.Next(fault).On(operation).After(passing);
            }
        }
    };

    /// <summary>Makes a client of this bench, which is disposed with it.</summary>
    /// <param name="configure">Changes the settings that point the client to the simulator and to the clock.</param>
    public AIHubMixClient CreateClient(Func<AIHubMixClientOptions, AIHubMixClientOptions>? configure = null)
    {
        var options = new AIHubMixClientOptions { HttpInvoker = Invoker, Randomizer = () => 0.5 };
        AIHubMixClient client = Simulator.CreateClient(configure?.Invoke(options) ?? options);
        _clients.Add(client);
        return client;
    }

    /// <inheritdoc cref="SimulatorClock.RunAsync{T}(Task{T})"/>
    public Task<T> RunAsync<T>(Task<T> call) => Clock.RunAsync(call);

    /// <inheritdoc cref="SimulatorClock.RunAsync{T}(Task{T})"/>
    public Task<T> RunAsync<T>(ValueTask<T> call) => Clock.RunAsync(call);

    /// <inheritdoc cref="SimulatorClock.RunAsync{T}(Task{T})"/>
    public Task RunAsync(Task call) => Clock.RunAsync(call);

    public async ValueTask DisposeAsync()
    {
        foreach (AIHubMixClient client in _clients)
        {
            client.Dispose();
        }

        Invoker.Dispose();
        await Simulator.DisposeAsync();
    }
}
