using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.Benchmarks.Servers;

/// <summary>The simulator, which stands on WireMock, in a process of its own: every call is judged by the document, billed and remembered.</summary>
internal sealed class SimulatorServer : IDisposable
{
    public const string Verb = "simulator-server";

    private readonly ServerProcess _process;

    private SimulatorServer(ServerProcess process) => _process = process;

    public Uri Endpoint => _process.Address;

    public static async Task<SimulatorServer> StartAsync() => new(await ServerProcess.StartAsync(Verb).ConfigureAwait(false));

    /// <summary>Has it forget the calls so far, so that the next are not slower for them.</summary>
    public async Task ForgetAsync(HttpMessageInvoker invoker)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(Endpoint, "__simulator/ledger"));
        using HttpResponseMessage response = await invoker.SendAsync(request, default).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
    }

    public static async Task<int> RunAsync()
    {
        await using AIHubMixSimulator simulator = await AIHubMixSimulator.StartAsync();
        return await ServerProcess.ServeAsync(simulator.Endpoint.Port);
    }

    public void Dispose() => _process.Dispose();
}
