namespace AIHubMix.Images.Benchmarks.Generating;

/// <summary>What a command took.</summary>
/// <param name="Seconds">From its start to its end.</param>
/// <param name="ProcessorSeconds">On all cores, with the processes that it started: the same beside other work, or nearly so. Where the system does not tell, the same as <see cref="Seconds"/>.</param>
/// <param name="PeakBytes">The largest working set of any one of these processes; 0 where the system does not tell.</param>
internal readonly record struct Cost(double Seconds, double ProcessorSeconds, double PeakBytes)
{
    /// <summary>The least of each.</summary>
    public static Cost Least(IReadOnlyCollection<Cost> costs) =>
        new(costs.Min(cost => cost.Seconds), costs.Min(cost => cost.ProcessorSeconds), costs.Min(cost => cost.PeakBytes));
}
