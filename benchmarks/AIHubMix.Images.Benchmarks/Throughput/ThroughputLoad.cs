using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using AIHubMix.Images.Benchmarks.Measuring;
using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Benchmarks.Servers;

namespace AIHubMix.Images.Benchmarks.Throughput;

/// <summary>The verb <c>throughput</c>: small calls per second over loopback, of 1, 8 and 64 callers at once.</summary>
/// <remarks>
/// <para>The server is a process of its own on the same cores, so what it takes is a part of every call, and the same one for each contender: a client that costs twice as much
/// makes less than twice fewer calls. Over bare Kestrel that part is as small as can be; over the simulator, which judges, bills and remembers each call, it is nearly all.</para>
/// <para>Contenders take turns of 50 ms, each time in another order, over the same connections; five turns are a round. The peers take part in every fourth round, and over Kestrel alone: the simulator refuses what some of them send.</para>
/// </remarks>
internal static class ThroughputLoad
{
    public const string OverKestrel = "Kestrel";
    public const string OverSimulator = "simulator";

    public static readonly IReadOnlyList<int> Callers = [1, 8, 64];

    private const int PeersEvery = 4;
    private const int SlicesOfRound = 5;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(0.6);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(10);

    public static async Task<ThroughputFigures> MeasureAsync(bool isQuick)
    {
        int rounds = isQuick ? 5 : 15;
        var samples = new List<ThroughputSamples>();
        using (KestrelServer server = await KestrelServer.StartAsync().ConfigureAwait(false))
        {
            using var contest = Contest.Over(server.Endpoint);
            await WarmUpAsync([.. contest.All]).ConfigureAwait(false);
            foreach (int callers in Callers)
            {
                samples.AddRange(await MeasureAsync(OverKestrel, [contest.Subject, contest.Raw], contest.Peers, callers, rounds, () => Task.CompletedTask).ConfigureAwait(false));
            }
        }

        using (SimulatorServer server = await SimulatorServer.StartAsync().ConfigureAwait(false))
        {
            using var contest = Contest.Over(server.Endpoint);
            using HttpMessageInvoker invoker = Contest.CreateInvoker();
            await WarmUpAsync([contest.Subject, contest.Raw]).ConfigureAwait(false);
            foreach (int callers in Callers)
            {
                samples.AddRange(await MeasureAsync(OverSimulator, [contest.Subject, contest.Raw], [], callers, rounds, () => server.ForgetAsync(invoker)).ConfigureAwait(false));
            }
        }

        return new ThroughputFigures(samples);
    }

    /// <returns>0 when the SDK makes as many calls as it promises, everywhere.</returns>
    public static async Task<int> RunAsync(bool isQuick)
    {
        ThroughputFigures figures = await MeasureAsync(isQuick).ConfigureAwait(false);
        Console.WriteLine("server    | callers | contender       | calls per second | of raw HttpClient (quartiles) | own processor time per call, of raw HttpClient (quartiles)");
        foreach (ThroughputSamples one in figures.Samples)
        {
            (Samples calls, Samples processor) = (one.Calls.Over(one.CallsOfRaw), one.Processor.Over(one.ProcessorOfRaw));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{one.Server,-9} | {one.Callers,7} | {one.Contender,-15} | {one.Calls.Median,16:0} | {calls.Median:0.00} ({calls.LowerQuartile:0.00} to {calls.UpperQuartile:0.00})           | {one.Processor.Median:0.0} us, {processor.Median:0.00} ({processor.LowerQuartile:0.00} to {processor.UpperQuartile:0.00})"));
        }

        return figures.Samples.Any(one => one.Contender == Subject.SubjectName && one.Calls.Over(one.CallsOfRaw).Median < ThroughputFigures.Promise) ? 1 : 0;
    }

    private static async Task<IEnumerable<ThroughputSamples>> MeasureAsync(
        string server, IPeer[] always, IReadOnlyList<IPeer> sometimes, int callers, int rounds, Func<Task> cleanUp)
    {
        const int Raw = 1;
        IPeer[] all = [.. always, .. sometimes];
        List<ThroughputSample>[] samples = [.. all.Select(_ => new List<ThroughputSample>())];
        List<ThroughputSample>[] beside = [.. all.Select(_ => new List<ThroughputSample>())];
        for (int round = 0; round < rounds; round++)
        {
            int taking = round % PeersEvery == 0 ? all.Length : always.Length;
            var totals = new Total[taking];
            for (int turn = 0; turn < taking * SlicesOfRound; turn++)
            {
                int index = (turn + (turn / taking) + round) % taking;
                totals[index] += await CallAsync(all[index], callers, Slice).ConfigureAwait(false);
            }

            await cleanUp().ConfigureAwait(false);
            for (int index = 0; index < taking; index++)
            {
                samples[index].Add(totals[index].ToSample());
                beside[index].Add(totals[Raw].ToSample());
            }
        }

        return all.Select((peer, index) => new ThroughputSamples(server, callers, peer.Name, [.. samples[index]], [.. beside[index]]));
    }

    // In turns too, so that none is compiled to the end before the others, and with as many callers as there will be connections. The compiler counts what every
    // method does before it improves on it: until it has ended, that is what would be measured.
    private static async Task WarmUpAsync(IPeer[] contenders)
    {
        long compiled = 0;
        var watch = Stopwatch.StartNew();
        var settled = Stopwatch.StartNew();
        while (settled.Elapsed < Settling && watch.Elapsed < LongestWarmUp)
        {
            foreach (IPeer contender in contenders)
            {
                await CallAsync(contender, Callers[^1], Slice).ConfigureAwait(false);
            }

            if (JitInfo.GetCompiledMethodCount() is var now && now != compiled)
            {
                compiled = now;
                settled.Restart();
            }
        }
    }

    private static async Task<Total> CallAsync(IPeer contender, int callers, TimeSpan length)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long started = Stopwatch.GetTimestamp();
        int[] calls = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            int made = 0;
            do
            {
                await contender.CallAsync().ConfigureAwait(false);
                made++;
            }
            while (Stopwatch.GetElapsedTime(started) < length);
            return made;
        }))).ConfigureAwait(false);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        return new Total(calls.Sum(), elapsed, Environment.CpuUsage.TotalTime - processor);
    }

    private readonly record struct Total(int Calls, TimeSpan Elapsed, TimeSpan Processor)
    {
        public static Total operator +(Total one, Total other) => new(one.Calls + other.Calls, one.Elapsed + other.Elapsed, one.Processor + other.Processor);

        public ThroughputSample ToSample() => new(Calls / Elapsed.TotalSeconds, Processor.TotalMicroseconds / Calls);
    }
}
