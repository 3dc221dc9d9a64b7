using BenchmarkDotNet.Attributes;

namespace AIHubMix.Images.Benchmarks.Components;

/// <summary>A picture in the body, into a stream, beside reading the same bytes unread: no peer can do it, so to hold one against it that ends in memory would be unfair; see <see cref="MemoryBenchmarks"/>.</summary>
public class StreamBenchmarks : BodyBenchmarks
{
    [Params(1, 4, 16, 64)]
    public int MiB { get; set; }

    [GlobalSetup]
    public Task SetupAsync() => StartAsync(MiB);

    [Benchmark(Baseline = true)]
    public Task Drain() => Contest.Baselines.DrainAsync();

    [Benchmark]
    public Task ByHand() => Contest.Baselines.DecodeAsync(Stream.Null);

    [Benchmark]
    public Task Client() => Contest.Subject.ToStreamAsync(Stream.Null);
}
