using System.Diagnostics;
using System.Globalization;
using AIHubMix.Images.Benchmarks.Peers;

namespace AIHubMix.Images.Benchmarks.Measuring;

/// <summary>What a client that has been called once holds more after many calls, in a process of its own: elsewhere pools give back what others left in them.</summary>
internal static class RetainedMemory
{
    public const string Verb = "retained";
    public const int Calls = 1_000;

    public static async Task<double> MeasureAsync(Uri endpoint, string contender) =>
        double.Parse(await Child.AskAsync(Verb, endpoint.AbsoluteUri, contender), CultureInfo.InvariantCulture);

    public static async Task<int> RunAsync(string endpoint, string name)
    {
        using var contest = Contest.Over(new Uri(endpoint));
        IPeer contender = contest.All.Single(one => one.Name == name);
        await contender.CallAsync();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int call = 0; call < Calls; call++)
        {
            await contender.CallAsync();
        }

        Console.WriteLine((GC.GetTotalMemory(forceFullCollection: true) - before).ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
