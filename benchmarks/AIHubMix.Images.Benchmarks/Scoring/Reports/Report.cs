using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIHubMix.Images.Benchmarks.Scoring.Reports;

/// <summary>All that was measured in one run.</summary>
internal sealed record Report(Setting Setting, double Seconds, string LoadAfter, int Kept, int Short, IReadOnlyList<Row> Rows)
{
    public const string FileName = "scorecard";

    /// <exception cref="ScorecardException">There is none.</exception>
    public static async Task<Report> ReadAsync(string folder)
    {
        string path = Path.Combine(folder, $"{FileName}.json");
        return File.Exists(path)
            ? JsonSerializer.Deserialize(await File.ReadAllTextAsync(path), ReportContext.Default.Report)!
            : throw new ScorecardException($"There is no {path}.");
    }

    /// <summary>As JSON, as a table and as a chart.</summary>
    public async Task WriteAsync(string folder)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, $"{FileName}.json"), JsonSerializer.Serialize(this, ReportContext.Default.Report) + "\n");
        await File.WriteAllTextAsync(Path.Combine(folder, $"{FileName}.md"), MarkdownTable.Write(this));
        await File.WriteAllTextAsync(Path.Combine(folder, $"{FileName}.svg"), Chart.Draw(this));
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(Baseline))]
internal sealed partial class ReportContext : JsonSerializerContext;
