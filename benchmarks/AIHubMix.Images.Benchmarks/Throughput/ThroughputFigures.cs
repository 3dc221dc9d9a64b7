using AIHubMix.Images.Benchmarks.Measuring;

namespace AIHubMix.Images.Benchmarks.Throughput;

/// <summary>How many calls per second one contender made of one server.</summary>
/// <param name="Server">What answered.</param>
/// <param name="Callers">How many called at once, each waiting for its answer before it called again.</param>
/// <param name="Contender">Who called.</param>
/// <param name="Rounds">What it did in each round that it took part in.</param>
/// <param name="RoundsOfRaw">What raw HttpClient did in the same rounds.</param>
internal sealed record ThroughputSamples(string Server, int Callers, string Contender, ThroughputSample[] Rounds, ThroughputSample[] RoundsOfRaw)
{
    /// <summary>The calls per second: more is better.</summary>
    public Samples Calls { get; } = new(Rounds.Select(round => round.CallsPerSecond));

    public Samples CallsOfRaw { get; } = new(RoundsOfRaw.Select(round => round.CallsPerSecond));

    /// <summary>The microseconds of a core for a call: less is better.</summary>
    public Samples Processor { get; } = new(Rounds.Select(round => round.ProcessorPerCall));

    public Samples ProcessorOfRaw { get; } = new(RoundsOfRaw.Select(round => round.ProcessorPerCall));
}

/// <summary>One round of one contender.</summary>
/// <param name="CallsPerSecond">The server's share of the cores is in it, and what else the machine does.</param>
/// <param name="ProcessorPerCall">The microseconds of a core that the calling process took for a call: the server is not in it.</param>
internal readonly record struct ThroughputSample(double CallsPerSecond, double ProcessorPerCall);

/// <summary>Calls per second of every contender, side by side.</summary>
internal sealed record ThroughputFigures(IReadOnlyList<ThroughputSamples> Samples)
{
    /// <summary>The part of the calls of raw HttpClient that the SDK makes at the least.</summary>
    public const double Promise = 0.95;
}
