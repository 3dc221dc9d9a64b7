using System.Diagnostics;
using System.Globalization;
using AIHubMix.Images.Benchmarks.Peers;

namespace AIHubMix.Images.Benchmarks.Measuring;

/// <summary>The largest working set of a process that does nothing but take pictures.</summary>
internal static class PeakMemory
{
    public const string Verb = "image-peak";

    /// <summary>The name of what takes pictures into a stream, beside those of all contenders, who take them into memory.</summary>
    public const string Stream = "stream";

    private const int Calls = 16;

    /// <returns>The peaks of fresh processes, one beside the other, in bytes.</returns>
    public static async Task<Samples[]> MeasureAsync(int rounds, params (Uri Endpoint, string Contender)[] cases)
    {
        List<double>[] peaks = [.. cases.Select(_ => new List<double>())];
        for (int round = 0; round < rounds; round++)
        {
            for (int index = 0; index < cases.Length; index++)
            {
                peaks[index].Add(long.Parse(await Child.AskAsync(Verb, cases[index].Endpoint.AbsoluteUri, cases[index].Contender), CultureInfo.InvariantCulture));
            }
        }

        return [.. peaks.Select(one => new Samples(one))];
    }

    public static async Task<int> RunAsync(string endpoint, string contender)
    {
        using var contest = Contest.Over(new Uri(endpoint));
        Func<Task> run = contender == Stream ? () => contest.Subject.ToStreamAsync(System.IO.Stream.Null) : contest.All.Single(one => one.Name == contender).GenerateAsync;
        for (int call = 0; call < Calls; call++)
        {
            await run();
        }

        // VmHWM of /proc/self/status, where there is one.
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(process.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
