using AIHubMix.Images.Benchmarks.Measuring;
using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Benchmarks.Servers;

namespace AIHubMix.Images.Benchmarks.Scoring.Sections;

/// <summary>A picture in the answer, decoded in memory, beside other clients.</summary>
internal sealed class MemorySection(Bench bench) : ISection
{
    private const double MostAllocation = 1.05;
    private const int SizeBesidePeers = 16;
    private const int MostProcesses = 3;

    private static readonly int[] Sizes = [1, 4, 16];

    public IEnumerable<Case> Cases =>
    [
        .. Sizes.Select(size => new Case([.. Names.Peers.Select(peer => Time(size, peer))], sheet => TimeAsync(sheet, size))),
        .. Sizes.Select(size => new Case([Allocation(size)], sheet => AllocationAsync(sheet, size), IsForRegressions: true)),
        new([], AllocationOfPeersAsync),
        new([], PeaksAsync),
    ];

    private static string Time(int size, string peer) => $"memory: {size} MiB, time beside {peer}";

    private static string Allocation(int size) => $"memory: {size} MiB, allocation beside the picture";

    private async Task TimeAsync(Sheet sheet, int size)
    {
        using Contest contest = await bench.OverLoopbackAsync(size);
        await Checks.MemoryAsync(contest, size);
        IPeer[] contenders = [.. contest.All];
        Samples[] times = await bench.Race.RunAsync([.. contenders.Select(one => new Contender(one.Name, one.GenerateAsync)), new Contender("drain", contest.Baselines.DrainAsync)]);
        for (int index = 2; index < contenders.Length; index++)
        {
            string peer = Names.Short(contenders[index].Name);
            sheet.Promise(Time(size, peer), Unit.Milliseconds, times[0], times[index], new Limit.Below(), peer);
        }

        sheet.Context($"memory: {size} MiB, time beside {Names.Short(contenders[1].Name)}", Unit.Milliseconds, times[0], times[1], Names.Short(contenders[1].Name));
        sheet.Context($"memory: {size} MiB, time beside draining", Unit.Milliseconds, times[0], times[^1]);
    }

    private async Task AllocationAsync(Sheet sheet, int size)
    {
        using Contest contest = await bench.OverLoopbackAsync(size);
        await Checks.MemoryAsync(contest, size);
        Samples[] bytes = await bench.Race.AllocationsAsync(new Contender("to memory", contest.Subject.GenerateAsync));
        var picture = new Samples(Enumerable.Repeat((double)size * Picture.MiB, bytes[0].Count));
        sheet.PromiseOfMeans(Allocation(size), Unit.Bytes, bytes[0], picture, new Limit.AtMost(MostAllocation));
    }

    private async Task AllocationOfPeersAsync(Sheet sheet)
    {
        using Contest contest = await bench.OverLoopbackAsync(SizeBesidePeers);
        IPeer[] contenders = [.. contest.All];
        Samples[] bytes = await bench.Race.AllocationsAsync([.. contenders.Select(one => new Contender(one.Name, one.GenerateAsync))]);
        PrintContext(sheet, contenders, bytes, "allocation");
    }

    private async Task PeaksAsync(Sheet sheet)
    {
        using Contest contest = await bench.OverLoopbackAsync(SizeBesidePeers);
        Uri endpoint = (await bench.ServerAsync()).Endpoint(SizeBesidePeers);
        IPeer[] contenders = [.. contest.All];
        Samples[] peaks = await PeakMemory.MeasureAsync(MostProcesses, [.. contenders.Select(one => (endpoint, one.Name))]);
        PrintContext(sheet, contenders, peaks, "peak of a process");
    }

    private static void PrintContext(Sheet sheet, IPeer[] contenders, Samples[] samples, string what)
    {
        for (int index = 1; index < contenders.Length; index++)
        {
            string peer = Names.Short(contenders[index].Name);
            sheet.Context($"memory: {SizeBesidePeers} MiB, {what} beside {peer}", Unit.Bytes, samples[0], samples[index], peer);
        }
    }
}
