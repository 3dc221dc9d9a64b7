using System.Diagnostics;

namespace AIHubMix.Images.Benchmarks.Measuring;

/// <summary>One way to do a thing.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="RunAsync">Does it once.</param>
/// <param name="CleanUp">Run after each sample, outside the time.</param>
internal sealed record Contender(string Name, Func<Task> RunAsync, Action? CleanUp = null);

/// <summary>How much longer one contender took than another, of samples taken side by side.</summary>
internal readonly record struct Ratio(double Median, double Low, double High, double OfFastest)
{
    /// <summary>The median and the quartiles of the ratios of each round, and the ratio of the fastest samples.</summary>
    public static Ratio Of(double[] samples, double[] baseline)
    {
        double[] ratios = [.. samples.Zip(baseline, (sample, beside) => sample / beside).Order()];
        return new Ratio(Part(0.5), Part(0.25), Part(0.75), samples.Min() / baseline.Min());

        double Part(double part)
        {
            double at = part * (ratios.Length - 1);
            int below = (int)at;
            return ratios[below] + ((at - below) * (ratios[Math.Min(below + 1, ratios.Length - 1)] - ratios[below]));
        }
    }
}

/// <summary>Runs contenders in turns, in another order each round, so that what else the machine does falls on all of them alike.</summary>
internal sealed class Race(bool isQuick)
{
    private const double ShortestSample = 10;
    private const int MostRepetitions = 32;

    private readonly int _leastRounds = isQuick ? 9 : 25;
    private readonly int _mostRounds = isQuick ? 25 : 101;
    private readonly TimeSpan _length = TimeSpan.FromSeconds(isQuick ? 1.5 : 8);
    private readonly TimeSpan _warmUp = TimeSpan.FromSeconds(isQuick ? 0.5 : 1);
    private readonly int _allocationCalls = isQuick ? 10 : 40;

    /// <returns>For each contender the milliseconds of a call, round by round.</returns>
    public async Task<double[][]> RunAsync(params Contender[] contenders)
    {
        double fastest = double.MaxValue;
        foreach (Contender contender in contenders)
        {
            fastest = Math.Min(fastest, await WarmUpAsync(contender));
        }

        int repetitions = Math.Clamp((int)Math.Ceiling(ShortestSample / fastest), 1, MostRepetitions);
        List<double>[] samples = [.. contenders.Select(_ => new List<double>())];
        var watch = Stopwatch.StartNew();
        for (int round = 0; round < _leastRounds || (round < _mostRounds && watch.Elapsed < _length); round++)
        {
            for (int turn = 0; turn < contenders.Length; turn++)
            {
                int index = (turn + round) % contenders.Length;
                samples[index].Add(await SampleAsync(contenders[index], repetitions));
            }
        }

        return [.. samples.Select(one => one.ToArray())];
    }

    /// <returns>The bytes that a call allocates, in the whole process, the mean of many calls.</returns>
    public async Task<double> AllocationAsync(Contender contender)
    {
        await contender.RunAsync();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int call = 0; call < _allocationCalls; call++)
        {
            await contender.RunAsync();
        }

        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        contender.CleanUp?.Invoke();
        return (double)allocated / _allocationCalls;
    }

    // By time: the compiler improves on what it has compiled only some time after the last new method.
    private async Task<double> WarmUpAsync(Contender contender)
    {
        double fastest = double.MaxValue;
        var watch = Stopwatch.StartNew();
        for (int call = 0; call < 2 || watch.Elapsed < _warmUp; call++)
        {
            fastest = Math.Min(fastest, await SampleAsync(contender, 1));
        }

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
}
