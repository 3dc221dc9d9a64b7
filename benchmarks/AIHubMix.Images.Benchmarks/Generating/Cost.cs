using System.Globalization;

namespace AIHubMix.Images.Benchmarks.Generating;

/// <summary>What a command took.</summary>
/// <param name="Seconds">From its start to its end.</param>
/// <param name="ProcessorSeconds">On all cores, with the processes that it started: the same beside other work, or nearly so. Where the system does not tell, the same as <see cref="Seconds"/>.</param>
internal readonly record struct Cost(double Seconds, double ProcessorSeconds)
{
    private const double TicksPerSecond = 100;

    /// <summary>The least of each.</summary>
    public static Cost Least(IReadOnlyCollection<Cost> costs) => new(costs.Min(cost => cost.Seconds), costs.Min(cost => cost.ProcessorSeconds));

    /// <summary>The processor time of all processes that this one started and that have ended; null where the system does not tell.</summary>
    public static double? OfChildren()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        // Of what follows the name, which may contain anything, these are the fields cutime and cstime of proc(5).
        string[] fields = File.ReadAllText("/proc/self/stat").Split(") ")[^1].Split(' ');
        return (double.Parse(fields[13], CultureInfo.InvariantCulture) + double.Parse(fields[14], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
