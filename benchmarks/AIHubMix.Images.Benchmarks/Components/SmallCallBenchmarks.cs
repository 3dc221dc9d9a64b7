using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Benchmarks.Servers;
using BenchmarkDotNet.Attributes;

namespace AIHubMix.Images.Benchmarks.Components;

/// <summary>One call that is answered with a URL, end to end without a network: what each client itself costs.</summary>
[MemoryDiagnoser]
public class SmallCallBenchmarks
{
    private readonly Contest _contest = Contest.InMemory(MemoryHandler.ForSmallCalls());

    [Benchmark(Baseline = true)]
    public Task<string> Raw() => _contest.Raw.CallAsync();

    [Benchmark]
    public Task<string> Client() => _contest.Subject.CallAsync();

    [Benchmark]
    public Task<string> OpenAI() => _contest.Peer<OpenAIPeer>().CallAsync();

    [Benchmark]
    public Task<string> Refit() => _contest.Peer<RefitPeer>().CallAsync();

    [Benchmark]
    public Task<string> Kiota() => _contest.Peer<KiotaPeer>().CallAsync();

    [Benchmark]
    public Task<string> NSwag() => _contest.Peer<NSwagPeer>().CallAsync();

    [GlobalCleanup]
    public void CleanUp() => _contest.Dispose();
}
