using AIHubMix.Images.Benchmarks.Measuring;
using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Benchmarks.Servers;

namespace AIHubMix.Images.Benchmarks.Scoring.Sections;

/// <summary>A few settings out and a URL back, beside the same by hand and beside other clients.</summary>
internal sealed class SmallCallSection(Bench bench) : ISection
{
    private const double MostAllocation = 1_536;
    private const double MostTime = 1.2;
    private const string WithoutNetwork = "without a network";
    private const string OverLoopback = "over loopback";
    private const string Time = $"small call: {OverLoopback}, time beside raw";

    private static readonly string[] Settings = [WithoutNetwork, OverLoopback];

    public IEnumerable<Case> Cases =>
    [
        new([Time], sheet => TimeAsync(sheet, OverLoopback), IsForRegressions: true),
        new([], sheet => TimeAsync(sheet, WithoutNetwork)),
        .. Settings.Select(setting => new Case([Allocation(setting, "raw")], sheet => AllocationAsync(sheet, setting), IsForRegressions: true)),
        .. Settings.Select(setting => new Case([.. Names.Peers.Select(peer => Allocation(setting, peer))], sheet => AllocationBesidePeersAsync(sheet, setting))),
        new([], RetainedAsync),
    ];

    private static string Allocation(string setting, string reference) => $"small call: {setting}, allocation beside {reference}";

    private async Task<Contest> ContestAsync(string setting)
    {
        Contest contest = setting == WithoutNetwork ? Contest.InMemory(MemoryHandler.ForSmallCalls()) : Contest.Over((await bench.ServerAsync()).SmallEndpoint);
        await Checks.SmallCallAsync(contest);
        return contest;
    }

    private async Task TimeAsync(Sheet sheet, string setting)
    {
        using Contest contest = await ContestAsync(setting);
        IPeer[] contenders = [.. contest.All];
        Samples[] times = await bench.Race.RunAsync(Calls(contenders));
        if (setting == OverLoopback)
        {
            sheet.Promise(Time, Unit.Milliseconds, times[0], times[1], new Limit.AtMost(MostTime), Names.Short(contenders[1].Name));
        }

        for (int index = setting == OverLoopback ? 2 : 1; index < contenders.Length; index++)
        {
            string peer = Names.Short(contenders[index].Name);
            sheet.Context($"small call: {setting}, time beside {peer}", Unit.Milliseconds, times[0], times[index], peer);
        }
    }

    private async Task AllocationAsync(Sheet sheet, string setting)
    {
        using Contest contest = await ContestAsync(setting);
        Samples[] bytes = await bench.Race.AllocationsAsync(Calls([contest.Subject, contest.Raw]));
        sheet.PromiseOfMeans(Allocation(setting, "raw"), Unit.Bytes, bytes[0], bytes[1], new Limit.More(MostAllocation), Names.Short(contest.Raw.Name));
    }

    private async Task AllocationBesidePeersAsync(Sheet sheet, string setting)
    {
        using Contest contest = await ContestAsync(setting);
        Samples[] bytes = await bench.Race.AllocationsAsync(Calls([contest.Subject, .. contest.Peers]));
        for (int index = 1; index < bytes.Length; index++)
        {
            string peer = Names.Short(contest.Peers[index - 1].Name);
            sheet.PromiseOfMeans(Allocation(setting, peer), Unit.Bytes, bytes[0], bytes[index], new Limit.Below(), peer);
        }
    }

    private async Task RetainedAsync(Sheet sheet)
    {
        using Contest contest = await ContestAsync(OverLoopback);
        Uri endpoint = (await bench.ServerAsync()).SmallEndpoint;
        double ours = await RetainedMemory.MeasureAsync(endpoint, contest.Subject.Name);
        double raw = await RetainedMemory.MeasureAsync(endpoint, contest.Raw.Name);
        sheet.Context(Amount.Text($"small call: {OverLoopback}, retained after {RetainedMemory.Calls:#,0} calls, beside raw"), Unit.Bytes, ours, raw);
    }

    private static Contender[] Calls(IEnumerable<IPeer> contenders) => [.. contenders.Select(one => new Contender(one.Name, one.CallAsync))];
}
