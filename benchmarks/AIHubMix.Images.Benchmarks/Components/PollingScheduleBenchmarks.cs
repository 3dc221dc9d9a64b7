using BenchmarkDotNet.Attributes;

namespace AIHubMix.Images.Benchmarks.Components;

/// <summary>The choice of the next delay of a task, beside doubling it by hand: a method that does nothing else, so nothing may be allocated.</summary>
[MemoryDiagnoser]
public class PollingScheduleBenchmarks
{
    private readonly PollingSchedule _fixed = PollingSchedule.Every(TimeSpan.FromSeconds(1));
    private readonly PollingState _state = new(3, TimeSpan.FromSeconds(6), null, 0.5);
    private readonly PollingState _told = new(3, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(2), 0.5);

    [Benchmark(Baseline = true)]
    public TimeSpan Doubling() => TimeSpan.FromSeconds(Math.Min(5, 0.7 * Math.Pow(2, _state.Polls)) * (1 - (0.1 * _state.Random)));

    [Benchmark]
    public TimeSpan Adaptive() => PollingSchedule.Adaptive.NextDelay(_state);

    [Benchmark]
    public TimeSpan AdaptiveWithRetryAfter() => PollingSchedule.Adaptive.NextDelay(_told);

    [Benchmark]
    public TimeSpan Every() => _fixed.NextDelay(_state);
}
