using System.Diagnostics;
using System.Globalization;
using AIHubMix.Images.Benchmarks.Measuring;

namespace AIHubMix.Images.Benchmarks.Generating;

/// <summary>A command, and what it took. It is started from a process of its own, for the system tells a process the peak of all that it ever started only.</summary>
internal static class MeasuredCommand
{
    public const string Verb = "measured-command";

    /// <summary>Runs <c>dotnet</c> in a folder.</summary>
    /// <returns>What it took, and what it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<(Cost Cost, string Output)> RunAsync(string folder, params string[] arguments)
    {
        string report = Path.GetTempFileName();
        try
        {
            using Process process = Child.Start([Verb, folder, report, .. arguments]);
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0
                ? (Parse(await File.ReadAllTextAsync(report)), output)
                : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed:\n{output}");
        }
        finally
        {
            File.Delete(report);
        }
    }

    /// <summary>The verb.</summary>
    public static async Task<int> AnswerAsync(string folder, string report, string[] arguments)
    {
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder })!;
        await process.WaitForExitAsync();
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        ChildUsage usage = ChildUsage.Now() ?? new ChildUsage(seconds, 0);
        await File.WriteAllTextAsync(report, string.Create(CultureInfo.InvariantCulture, $"{seconds} {usage.ProcessorSeconds} {usage.PeakBytes}"));
        return process.ExitCode;
    }

    private static Cost Parse(string report)
    {
        double[] numbers = [.. report.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        return new Cost(numbers[0], numbers[1], numbers[2]);
    }
}
