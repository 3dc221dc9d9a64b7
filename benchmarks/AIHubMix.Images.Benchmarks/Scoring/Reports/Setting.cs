using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using AIHubMix.Images.Benchmarks.Servers;

namespace AIHubMix.Images.Benchmarks.Scoring.Reports;

/// <summary>What was measured, and on what.</summary>
internal sealed record Setting(
    string Form, string MeasuredAt, string Sdk, string Runtime, string System, string Processor, int Cores, double MemoryGiB, string Load, IReadOnlyList<string> Peers)
{
    private const double GiB = 1024.0 * Picture.MiB;

    public static Setting Now(bool isQuick) => new(
        isQuick ? "quick" : "full",
        TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        typeof(AIHubMixClient).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
        RuntimeInformation.FrameworkDescription,
        $"{RuntimeInformation.OSDescription} ({RuntimeInformation.ProcessArchitecture})",
        ProcessorName(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / GiB, 1),
        LoadNow(),
        Names.WithVersions());

    /// <summary>How many threads of the whole machine were at work or waiting for it over the last minute, where the system tells.</summary>
    public static string LoadNow() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    public void Print()
    {
        Sheet.Note($"scorecard, {Form}, of AIHubMix.Images {Sdk}, {MeasuredAt}");
        Sheet.Note($"{Cores} cores of {Processor}, {MemoryGiB} GiB, {System}, {Runtime}, load {Load}");
        Sheet.Note($"beside {string.Join(", ", Peers)}");
        Sheet.Note($"name | ours | reference | ratio: the median of the ratios of each round, of means for allocations | promise | kept or short");
    }

    private static string ProcessorName()
    {
        const string Path = "/proc/cpuinfo";
        string? line = File.Exists(Path) ? File.ReadLines(Path).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? "unknown" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
