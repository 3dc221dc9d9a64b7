using System.Diagnostics;
using AIHubMix.Images.Benchmarks.Measuring;
using AIHubMix.Images.Benchmarks.Scoring.Reports;
using AIHubMix.Images.Benchmarks.Scoring.Sections;

namespace AIHubMix.Images.Benchmarks.Scoring;

/// <summary>The verb <c>scorecard</c>: holds every promise against what this machine does, side by side with its reference in one run.</summary>
internal static class Scorecard
{
    public const string Verb = "scorecard";
    private const int AllKept = 0;
    private const int SomeShort = 1;
    private const int AskedWrongly = 2;

    /// <summary>All of it, in the order of the table. A new section is one line here.</summary>
    public static IReadOnlyList<ISection> Sections(Bench bench, bool isQuick) =>
    [
        new StreamSection(bench),
        new UploadSection(bench),
        new MemorySection(bench),
        new FileSection(bench),
        new SmallCallSection(bench),
        new TaskSection(),
        new ThroughputSection(isQuick),
        new ColdStartSection(isQuick),
        new CommandLineSection(isQuick),
        new GenerationSection(isQuick),
    ];

    /// <returns>0 when no promise is short.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var options = ScorecardOptions.Parse(args);
            if (options.Redraws)
            {
                string folder = options.Output ?? ResultsFolder.Find();
                await (await Report.ReadAsync(folder)).WriteAsync(folder);
                return AllKept;
            }

            Pace pace = options.IsForRegressions ? Pace.Regressions : options.IsQuick ? Pace.Quick : Pace.Full;
            using var bench = new Bench(pace);
            Case[] cases = [.. Sections(bench, options.IsQuick).SelectMany(section => section.Cases)];
            return options.IsForRegressions ? await Regressions.RunAsync(cases, options.UpdatesBaseline) : await RunAsync(cases, options);
        }
        catch (ScorecardException exception)
        {
            await Console.Error.WriteLineAsync($"{exception.Message}\n\n{ScorecardOptions.Usage}");
            return AskedWrongly;
        }
    }

    /// <summary>Measures so many cases. One that fails is short in all its lines and does not end the others.</summary>
    public static async Task MeasureAsync(IEnumerable<Case> cases, Sheet sheet)
    {
        foreach (Case one in cases)
        {
            try
            {
                await one.MeasureAsync(sheet);
            }
            catch (Exception exception)
            {
                string message = exception.Message.ReplaceLineEndings(" ");
                FailRest(one, sheet, message);
                if (one.Lines.Count == 0)
                {
                    Sheet.Note($"not measured: {message}");
                }
            }

            FailRest(one, sheet, "the section did not give it");
        }
    }

    private static async Task<int> RunAsync(Case[] cases, ScorecardOptions options)
    {
        string[] all = [.. cases.SelectMany(one => one.Lines)];
        string[] wanted = Choose(all, options.Only);
        string? folder = ResultsFolder.Prepare(options.Output ?? (options.IsComplete ? ResultsFolder.Find() : null));
        var setting = Setting.Now(options.IsQuick);
        var sheet = new Sheet(wanted);
        setting.Print();
        var watch = Stopwatch.StartNew();
        await MeasureAsync(cases.Where(one => one.Lines.Any(wanted.Contains) || (one.Lines.Count == 0 && options.Only is null)), sheet);
        var report = new Report(setting, watch.Elapsed.TotalSeconds, Setting.LoadNow(), sheet.Kept, sheet.Short, sheet.Rows);
        Sheet.Note($"took {report.Seconds:0} s, load {setting.Load} before and {report.LoadAfter} after");
        if (folder is not null)
        {
            await report.WriteAsync(folder);
            Sheet.Note($"written to {folder}");
        }

        Console.WriteLine(Amount.Text($"{sheet.Kept} kept, {sheet.Short} short"));
        return sheet.Short == 0 ? AllKept : SomeShort;
    }

    private static string[] Choose(string[] all, string? only)
    {
        if (only is null)
        {
            return all;
        }

        Func<string, bool>[] ways =
        [
            name => name.Equals(only, StringComparison.OrdinalIgnoreCase),
            name => name.StartsWith(only, StringComparison.OrdinalIgnoreCase),
            name => name.Contains(only, StringComparison.OrdinalIgnoreCase),
        ];
        return ways.Select(way => all.Where(way).ToArray()).FirstOrDefault(some => some.Length > 0)
            ?? throw new ScorecardException($"No line is named \"{only}\". There are:\n  {string.Join("\n  ", all)}");
    }

    private static void FailRest(Case one, Sheet sheet, string message)
    {
        foreach (string line in one.Lines.Where(line => sheet.Rows.All(row => row.Name != line)))
        {
            sheet.Fail(line, message);
        }
    }
}
