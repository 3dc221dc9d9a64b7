using System.Text.Json;
using AIHubMix.Images.Benchmarks.Scoring.Reports;

namespace AIHubMix.Images.Benchmarks.Scoring;

/// <summary>How much was allocated for each byte that the reference allocates, when somebody last agreed to it.</summary>
/// <param name="Sdk">The version that was measured.</param>
/// <param name="Ratios">The ratios by the names of the lines.</param>
internal sealed record Baseline(string Sdk, IReadOnlyDictionary<string, double> Ratios)
{
    private const string FileName = "baseline.json";
    private const int Digits = 4;

    public static string Path => System.IO.Path.Combine(ResultsFolder.Find(), FileName);

    public static Baseline Of(IEnumerable<Row> rows, string sdk) => new(sdk, rows.ToDictionary(row => row.Name, row => Math.Round(RatioOf(row), Digits)));

    /// <summary>Of the batches in the middle: what is allocated now and then, by the pools of the runtime, is no change of ours.</summary>
    public static double RatioOf(Row row) => row.Ratio!.Median;

    /// <exception cref="ScorecardException">There is none.</exception>
    public static async Task<Baseline> ReadAsync() => File.Exists(Path)
        ? JsonSerializer.Deserialize(await File.ReadAllTextAsync(Path), ReportContext.Default.Baseline)!
        : throw new ScorecardException($"There is no {Path}: --regressions --update-baseline makes it.");

    public Task WriteAsync() => File.WriteAllTextAsync(Path, JsonSerializer.Serialize(this, ReportContext.Default.Baseline) + "\n");
}
