using System.Diagnostics;
using System.Globalization;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.Benchmarks.Simulating;

/// <summary>The verb <c>simulator</c>: how fast a simulator starts, and how many requests it answers in a second.</summary>
internal static class SimulatorFigures
{
    public const string Verb = "simulator";

    private const int Starts = 21;
    private const int Requests = 4_000;
    private static readonly int[] Calls = [1, 8, 64];

    public static async Task<int> RunAsync()
    {
        var starts = new List<double>();
        for (int start = 0; start <= Starts; start++)
        {
            long before = Stopwatch.GetTimestamp();
            await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();
            using AIHubMixClient client = gateway.CreateClient();
            await client.SubmitAsync(ImageModels.FluxKontextPro, new() { Prompt = "A deer" });
            starts.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }

        double[] warm = [.. starts.Skip(1).Order()];
        Print($"start, and the first answer: {starts[0]:0} ms in a new process, then {warm[0]:0} to {warm[^1]:0} ms, median {warm[warm.Length / 2]:0} ms of {Starts}");
        foreach (int calls in Calls)
        {
            await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();
            using AIHubMixClient client = gateway.CreateClient();
            int left = Requests;
            long before = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, calls).Select(async _ =>
            {
                while (Interlocked.Decrement(ref left) >= 0)
                {
                    await client.SubmitAsync(ImageModels.FluxKontextPro, new() { Prompt = "A deer" });
                }
            }));
            Print($"{Requests} submits, {calls} at a time: {Requests / Stopwatch.GetElapsedTime(before).TotalSeconds:0} requests per second; {gateway.Ledger.Count} billed");
        }

        return 0;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
