using System.Diagnostics;
using System.Runtime;

namespace AIHubMix.Images.Benchmarks.Measuring;

/// <summary>Runs contenders in turns, in another order each round, so that what else the machine does falls on all of them alike.</summary>
internal sealed class Race(Pace pace)
{
    private const double SampleMilliseconds = 20;
    private const int MostRepetitions = 20_000;
    private const int LeastBatches = 5;
    private const int MostBatches = 25;
    private const int LeastCalls = 2;
    private const int MostCalls = 200;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(4);

    /// <returns>For each contender the milliseconds of a call.</returns>
    public async Task<Samples[]> RunAsync(params Contender[] contenders)
    {
        int[] repetitions = new int[contenders.Length];
        for (int index = 0; index < contenders.Length; index++)
        {
            repetitions[index] = Math.Clamp((int)Math.Ceiling(SampleMilliseconds / await WarmUpAsync(contenders[index])), 1, MostRepetitions);
        }

        List<double>[] samples = [.. contenders.Select(_ => new List<double>())];
        var watch = Stopwatch.StartNew();
        for (int round = 0; round < pace.LeastRounds || (round < pace.MostRounds && watch.Elapsed < pace.Length); round++)
        {
            foreach (int index in Order(contenders.Length, round))
            {
                samples[index].Add(await SampleAsync(contenders[index], repetitions[index]));
            }
        }

        return [.. samples.Select(one => new Samples(one))];
    }

    /// <returns>For each contender the bytes that a call allocates, in the whole process.</returns>
    public async Task<Samples[]> AllocationsAsync(params Contender[] contenders)
    {
        int[] calls = new int[contenders.Length];
        TimeSpan share = pace.AllocationLength / contenders.Length / (2 * LeastBatches);
        for (int index = 0; index < contenders.Length; index++)
        {
            calls[index] = Math.Clamp((int)(share.TotalMilliseconds / await WarmUpAsync(contenders[index])), LeastCalls, MostCalls);
        }

        List<double>[] samples = [.. contenders.Select(_ => new List<double>())];
        var watch = Stopwatch.StartNew();
        for (int round = 0; round < LeastBatches || (round < MostBatches && watch.Elapsed < pace.AllocationLength); round++)
        {
            foreach (int index in Order(contenders.Length, round))
            {
                samples[index].Add(await AllocationAsync(contenders[index], calls[index]));
            }
        }

        return [.. samples.Select(one => new Samples(one))];
    }

    // Each begins as often as any other, and comes after each of its neighbours as often as before it.
    private static IEnumerable<int> Order(int count, int round) =>
        Enumerable.Range(0, count).Select(turn => ((round % 2 == 0 ? turn : count - 1 - turn) + (round / 2)) % count);

    // The compiler improves on what is called often in a thread of its own, which has to wait for a core like any other. While it compiles, nobody is warm.
    private async Task<double> WarmUpAsync(Contender contender)
    {
        double fastest = double.MaxValue;
        long compiled = 0;
        var watch = Stopwatch.StartNew();
        var settled = Stopwatch.StartNew();
        for (int call = 0; call < 2 || watch.Elapsed < pace.WarmUp || (settled.Elapsed < Settling && watch.Elapsed < LongestWarmUp); call++)
        {
            long started = Stopwatch.GetTimestamp();
            await contender.RunAsync();
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (JitInfo.GetCompiledMethodCount() is var now && now != compiled)
            {
                compiled = now;
                settled.Restart();
            }
        }

        contender.CleanUp?.Invoke();
        return fastest;
    }

    // What one contender leaves to the collector must not be collected in the time of the next.
    private static async Task<double> SampleAsync(Contender contender, int repetitions)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long started = Stopwatch.GetTimestamp();
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            await contender.RunAsync();
        }

        double elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds / repetitions;
        contender.CleanUp?.Invoke();
        return elapsed;
    }

    private static async Task<double> AllocationAsync(Contender contender, int calls)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int call = 0; call < calls; call++)
        {
            await contender.RunAsync();
        }

        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        contender.CleanUp?.Invoke();
        return (double)allocated / calls;
    }
}
