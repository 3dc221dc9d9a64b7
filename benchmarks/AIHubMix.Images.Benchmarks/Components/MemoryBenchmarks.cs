using AIHubMix.Images.Benchmarks.Peers;
using BenchmarkDotNet.Attributes;

namespace AIHubMix.Images.Benchmarks.Components;

/// <summary>A picture in the body, decoded into memory, each from the same bytes: OpenAI's SDK alone is sent its own form around them, and to leave the others' base64 undecoded would be unfair.</summary>
public class MemoryBenchmarks : BodyBenchmarks
{
    [Params(1, 4, 16, 64)]
    public int MiB { get; set; }

    [GlobalSetup]
    public Task SetupAsync() => StartAsync(MiB);

    [Benchmark(Baseline = true)]
    public Task<ReadOnlyMemory<byte>> Raw() => Contest.Raw.GenerateAsync();

    [Benchmark]
    public Task<ReadOnlyMemory<byte>> Client() => Contest.Subject.GenerateAsync();

    [Benchmark]
    public Task<ReadOnlyMemory<byte>> OpenAI() => PeerAsync<OpenAIPeer>();

    [Benchmark]
    public Task<ReadOnlyMemory<byte>> Refit() => PeerAsync<RefitPeer>();

    [Benchmark]
    public Task<ReadOnlyMemory<byte>> Kiota() => PeerAsync<KiotaPeer>();

    [Benchmark]
    public Task<ReadOnlyMemory<byte>> NSwag() => PeerAsync<NSwagPeer>();

    private Task<ReadOnlyMemory<byte>> PeerAsync<TPeer>()
        where TPeer : IPeer => Contest.Peer<TPeer>().GenerateAsync();
}
