using AIHubMix.Images.Benchmarks.Measuring;
using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Benchmarks.Servers;

namespace AIHubMix.Images.Benchmarks.Scoring.Sections;

/// <summary>A picture in the answer into a stream, beside reading the same body without looking at it.</summary>
internal sealed class StreamSection(Bench bench) : ISection
{
    private const double LargestAllocation = 64_000;
    private const double LargestGrowth = 8 * Picture.MiB;
    private const int Smallest = 1;
    private const int Largest = 64;
    private const string Peak = "stream: 64 MiB over loopback, peak of a process beside 1 MiB";

    private static readonly int[] Sizes = [Smallest, 4, 16, Largest];

    public IEnumerable<Case> Cases =>
    [
        .. Sizes.Select(size => new Case([OverLoopback(size)], sheet => OverLoopbackAsync(sheet, size), IsForRegressions: size is 4)),
        .. Sizes.Select(size => new Case([FromMemory(size)], sheet => FromMemoryAsync(sheet, size), IsForRegressions: size is 4)),
        .. Sizes.Select(size => new Case([Allocation(size)], sheet => AllocationAsync(sheet, size))),
        new([], AllocationFromMemoryAsync, IsForRegressions: true),
        new([Peak], PeakAsync),
    ];

    private static string OverLoopback(int size) => $"stream: {size} MiB over loopback, time";

    private static string FromMemory(int size) => $"stream: {size} MiB from memory, time";

    private static string Allocation(int size) => $"stream: {size} MiB over loopback, allocation";

    private async Task OverLoopbackAsync(Sheet sheet, int size)
    {
        using Contest contest = await bench.OverLoopbackAsync(size);
        await TimeAsync(sheet, contest, size, OverLoopback(size), size == Smallest ? 1.6 : 1.25);
    }

    private async Task FromMemoryAsync(Sheet sheet, int size)
    {
        using Contest contest = await bench.FromMemoryAsync(size);
        await TimeAsync(sheet, contest, size, FromMemory(size), 3);
    }

    private async Task TimeAsync(Sheet sheet, Contest contest, int size, string name, double most)
    {
        await Checks.StreamAsync(contest, size);
        Samples[] times = await bench.Race.RunAsync(
            new Contender("drain", contest.Baselines.DrainAsync),
            new Contender("to a stream", () => contest.Subject.ToStreamAsync(Stream.Null)),
            new Contender("by hand", () => contest.Baselines.DecodeAsync(Stream.Null)));
        sheet.Promise(name, Unit.Milliseconds, times[1], times[0], new Limit.AtMost(most));
        sheet.Context($"{name}, of decoding by hand", Unit.Milliseconds, times[2], times[0]);
    }

    private async Task AllocationAsync(Sheet sheet, int size)
    {
        using Contest contest = await bench.OverLoopbackAsync(size);
        await Checks.StreamAsync(contest, size);
        Samples[] bytes = await bench.Race.AllocationsAsync(
            new Contender("drain", contest.Baselines.DrainAsync),
            new Contender("to a stream", () => contest.Subject.ToStreamAsync(Stream.Null)));
        sheet.PromiseOfMeans(Allocation(size), Unit.Bytes, bytes[1], bytes[0], new Limit.Absolute(LargestAllocation));
    }

    // The same to the byte in every run, which what waits for a network is not.
    private async Task AllocationFromMemoryAsync(Sheet sheet)
    {
        foreach (int size in Sizes[1..3])
        {
            using Contest contest = await bench.FromMemoryAsync(size);
            await Checks.StreamAsync(contest, size);
            Samples[] bytes = await bench.Race.AllocationsAsync(
                new Contender("drain", contest.Baselines.DrainAsync),
                new Contender("to a stream", () => contest.Subject.ToStreamAsync(Stream.Null)));
            sheet.Context($"stream: {size} MiB from memory, allocation", Unit.Bytes, bytes[1], bytes[0]);
        }
    }

    private async Task PeakAsync(Sheet sheet)
    {
        ImageServer server = await bench.ServerAsync();
        Samples[] peaks = await PeakMemory.MeasureAsync(
            bench.Pace.Processes, (server.Endpoint(Smallest), PeakMemory.Stream), (server.Endpoint(Largest), PeakMemory.Stream));
        sheet.Promise(Peak, Unit.Bytes, peaks[1], peaks[0], new Limit.More(LargestGrowth));
    }
}
