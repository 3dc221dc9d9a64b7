using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Benchmarks.Throughput;

namespace AIHubMix.Images.Benchmarks.Scoring.Sections;

/// <summary>Small calls per second, beside the same by hand.</summary>
internal sealed class ThroughputSection(bool isQuick) : ISection
{
    private const double Milli = 0.001;

    private static readonly string[] Servers = [ThroughputLoad.OverKestrel, ThroughputLoad.OverSimulator];

    public IEnumerable<Case> Cases =>
        [new([.. Servers.SelectMany(server => ThroughputLoad.Callers.Select(callers => Line(server, callers, Names.Raw)))], MeasureAsync)];

    private static string Line(string server, int callers, string reference) => Amount.Text($"throughput: {server}, {callers} at once, calls beside {reference}");

    private async Task MeasureAsync(Sheet sheet)
    {
        ThroughputFigures figures = await ThroughputLoad.MeasureAsync(isQuick);
        foreach (ThroughputSamples ours in figures.Samples.Where(one => one.Contender == Subject.SubjectName))
        {
            sheet.Promise(Line(ours.Server, ours.Callers, Names.Raw), Unit.PerSecond, ours.Calls, ours.CallsOfRaw, new Limit.AtLeast(ThroughputFigures.Promise));
            sheet.Context(Amount.Text($"throughput: {ours.Server}, {ours.Callers} at once, processor time of a call beside {Names.Raw}"), Unit.Milliseconds, ours.Processor.Times(Milli), ours.ProcessorOfRaw.Times(Milli));
        }

        foreach (ThroughputSamples peer in figures.Samples.Where(one => one.Contender != Subject.SubjectName && Names.WithVersions().Contains(one.Contender)))
        {
            sheet.Context(Amount.Text($"throughput: {peer.Server}, {peer.Callers} at once, calls of {Names.Short(peer.Contender)} beside {Names.Raw}"), Unit.PerSecond, peer.Calls, peer.CallsOfRaw);
        }
    }
}
