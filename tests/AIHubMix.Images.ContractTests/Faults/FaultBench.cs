using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Faults;

/// <summary>A simulator behind a front where things go wrong, and clients that call it on a clock of their own.</summary>
/// <example>
/// <code>
/// await using FaultBench bench = await FaultBench.StartAsync(FaultScript.Once(FrontPoint.Submit, Fault.RetryAfter(429, TimeSpan.FromSeconds(7))));
/// ImageResult result = await bench.RunAsync(bench.Client.GenerateAsync(ImageModels.IdeogramV3, new() { Prompt = "A deer" }));
/// Assert.Equal(TimeSpan.FromSeconds(7), bench.Clock.Elapsed);
/// Assert.Equal(1, bench.Simulator.Ledger.Count);
/// </code>
/// </example>
internal sealed class FaultBench : IAsyncDisposable
{
    private readonly List<AIHubMixClient> _clients = [];
    private readonly Lazy<AIHubMixClient> _client;

    private FaultBench(TestClock clock, AIHubMixSimulator simulator, FaultyFront front, Action<FaultyFront>? refused)
    {
        Clock = clock;
        Simulator = simulator;
        Front = front;
        Invoker = new HttpMessageInvoker(new InFlightHandler(clock) { Refused = () => refused?.Invoke(front) });
        _client = new Lazy<AIHubMixClient>(() => CreateClient());
    }

    public TestClock Clock { get; }

    public AIHubMixSimulator Simulator { get; }

    public FaultyFront Front { get; }

    /// <summary>What sends the requests of all clients.</summary>
    public HttpMessageInvoker Invoker { get; }

    /// <summary>A client with nothing set but where it calls, by what clock, and that chance is always in the middle.</summary>
    public AIHubMixClient Client => _client.Value;

    public static Task<FaultBench> StartAsync(Func<FrontRequest, Fault?>? script = null, SimulatorOptions? options = null) =>
        StartAsync(script ?? FaultScript.None, options, [], null);

    /// <summary>Starts a bench where a fault of the catalog happens. A port that refuses once is opened when the client has been refused.</summary>
    public static Task<FaultBench> StartAsync(FaultCase fault, SimulatorOptions? options = null) =>
        StartAsync(fault.Script, options, fault.Fault.Reach == FaultReach.Nowhere ? [fault.Point] : [], fault.Always ? null : front => front.Open(fault.Point));

    /// <summary>Makes a client of this bench, which is disposed with it.</summary>
    /// <param name="configure">Changes the settings that point the client to the front and to the clock.</param>
    public AIHubMixClient CreateClient(Func<AIHubMixClientOptions, AIHubMixClientOptions>? configure = null)
    {
        var options = new AIHubMixClientOptions
        {
            SubmitEndpoint = Front.SubmitEndpoint,
            TasksEndpoint = Front.TasksEndpoint,
            HttpInvoker = Invoker,
            TimeProvider = Clock,
            Randomizer = () => 0.5,
        };
        var client = new AIHubMixClient(AIHubMixSimulator.DefaultApiKey, configure?.Invoke(options) ?? options);
        _clients.Add(client);
        return client;
    }

    /// <inheritdoc cref="TestClock.RunAsync{T}(Task{T})"/>
    public Task<T> RunAsync<T>(Task<T> call) => Clock.RunAsync(call);

    /// <inheritdoc cref="TestClock.RunAsync{T}(Task{T})"/>
    public Task<T> RunAsync<T>(ValueTask<T> call) => Clock.RunAsync(call.AsTask());

    /// <inheritdoc cref="TestClock.RunAsync{T}(Task{T})"/>
    public Task RunAsync(Task call) => Clock.RunAsync(call);

    public async ValueTask DisposeAsync()
    {
        foreach (AIHubMixClient client in _clients)
        {
            client.Dispose();
        }

        Invoker.Dispose();
        await Front.DisposeAsync();
        await Simulator.DisposeAsync();
    }

    private static async Task<FaultBench> StartAsync(
        Func<FrontRequest, Fault?> script, SimulatorOptions? options, IEnumerable<FrontPoint> closed, Action<FaultyFront>? refused)
    {
        var clock = new TestClock();
        AIHubMixSimulator simulator = await AIHubMixSimulator.StartAsync((options ?? new SimulatorOptions()) with { TimeProvider = clock });
        return new FaultBench(clock, simulator, FaultyFront.Start(simulator, clock, script, closed), refused);
    }
}
