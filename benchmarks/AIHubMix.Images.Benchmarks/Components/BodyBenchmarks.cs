using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Benchmarks.Servers;
using BenchmarkDotNet.Attributes;

namespace AIHubMix.Images.Benchmarks.Components;

/// <summary>What the benchmarks of bodies share: the server, in a process of its own, and the contenders for one size.</summary>
[MemoryDiagnoser]
public abstract class BodyBenchmarks
{
    private ImageServer? _server;
    private Contest? _contest;

    private protected Contest Contest => _contest!;

    protected async Task StartAsync(int size)
    {
        _server = await ImageServer.StartAsync().ConfigureAwait(false);
        _contest = Contest.Over(_server.Endpoint(size));
    }

    [GlobalCleanup]
    public void Stop()
    {
        _contest!.Dispose();
        _server!.Dispose();
    }
}
