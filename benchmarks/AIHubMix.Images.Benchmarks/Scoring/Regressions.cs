using System.Diagnostics;
using AIHubMix.Images.Benchmarks.Scoring.Reports;

namespace AIHubMix.Images.Benchmarks.Scoring;

/// <summary>The short form for every change: fails when something allocates more than it did, for that is the same on every machine, and tells of times without failing.</summary>
internal static class Regressions
{
    /// <summary>What a ratio may rise by. Without a network it is the same to a thousandth in every run; over loopback runs differ by up to 7 % on a busy machine.</summary>
    private const double Tolerance = 0.10;

    private const int Unchanged = 0;
    private const int Worse = 1;

    public static async Task<int> RunAsync(IReadOnlyList<Case> cases, bool updatesBaseline)
    {
        Baseline? baseline = updatesBaseline ? null : await Baseline.ReadAsync();
        Case[] chosen = [.. cases.Where(one => one.IsForRegressions)];
        var sheet = new Sheet([.. chosen.SelectMany(one => one.Lines)]);
        var watch = Stopwatch.StartNew();
        await Scorecard.MeasureAsync(chosen, sheet);
        Sheet.Note($"took {watch.Elapsed.TotalSeconds:0} s; times and promises are told here, not judged");
        Row[] allocations = [.. sheet.Rows.Where(row => row.Unit == Unit.Bytes || row.Failure is not null)];
        if (baseline is null)
        {
            return await UpdateAsync(allocations);
        }

        foreach (Row row in allocations.Where(row => row.Ratio is not null && baseline.Ratios.TryGetValue(row.Name, out double was) && Baseline.RatioOf(row) < was * (1 - Tolerance)))
        {
            Sheet.Note($"BETTER  {row.Name}: was {baseline.Ratios[row.Name]:0.000} times the reference, is {Baseline.RatioOf(row):0.000}; --update-baseline holds it there");
        }

        string[] complaints = [.. Compare(allocations, baseline.Ratios)];
        foreach (string complaint in complaints)
        {
            Console.WriteLine(complaint);
        }

        if (complaints.Length > 0)
        {
            Console.WriteLine("Either mend what allocates more, or, if it is worth it, agree to it with: scorecard --regressions --update-baseline");
        }

        Console.WriteLine(Amount.Text($"{allocations.Length} allocations beside the baseline of {baseline.Sdk}, {complaints.Length} worse"));
        return complaints.Length == 0 ? Unchanged : Worse;
    }

    private static IEnumerable<string> Compare(IReadOnlyList<Row> rows, IReadOnlyDictionary<string, double> baseline)
    {
        foreach (Row row in rows)
        {
            if (row.Ratio is null)
            {
                yield return $"NOT MEASURED  {row.Name}: {row.Failure}";
            }
            else if (!baseline.TryGetValue(row.Name, out double was))
            {
                yield return $"UNKNOWN  {row.Name}: the baseline does not have it.";
            }
            else if (Baseline.RatioOf(row) / was is > 1 + Tolerance and double rise)
            {
                yield return Amount.Text($"WORSE  {row.Name}: was {was:0.000} times the reference, is {Baseline.RatioOf(row):0.000}, {rise - 1:0.0 %} more ({Tolerance:0 %} is let pass)");
            }
        }

        foreach (string missing in baseline.Keys.Except(rows.Select(row => row.Name)))
        {
            yield return $"GONE  {missing}: the baseline has it, and nothing measures it.";
        }
    }

    private static async Task<int> UpdateAsync(Row[] rows)
    {
        if (rows.FirstOrDefault(row => row.Ratio is null) is { } missing)
        {
            Console.WriteLine($"NOT MEASURED  {missing.Name}: {missing.Failure}. The baseline is left as it was.");
            return Worse;
        }

        await Baseline.Of(rows, Setting.Now(isQuick: true).Sdk).WriteAsync();
        Console.WriteLine(Amount.Text($"{rows.Length} allocations are the baseline now: {Baseline.Path}"));
        return Unchanged;
    }
}
