using AIHubMix.Images.Benchmarks.Measuring;
using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Benchmarks.Servers;

namespace AIHubMix.Images.Benchmarks.Scoring.Sections;

/// <summary>A picture in the answer into a file, beside reading the body unseen and copying a file as large.</summary>
/// <remarks>Nothing is promised of it: file systems differ too much.</remarks>
internal sealed class FileSection(Bench bench) : ISection
{
    private const int Size = 16;

    public IEnumerable<Case> Cases => [new([], MeasureAsync)];

    private async Task MeasureAsync(Sheet sheet)
    {
        using Contest contest = await bench.OverLoopbackAsync(Size);
        await Checks.FileAsync(contest, Size, bench.NewFile());
        string original = await bench.WriteAsync("original.png", Picture.Make(Size));
        Samples[] times = await bench.Race.RunAsync(
            new Contender("drain and copy", DrainAndCopyAsync, bench.DeleteFiles),
            new Contender("to a file", () => contest.Subject.ToFileAsync(bench.NewFile()), bench.DeleteFiles),
            new Contender("by hand", DecodeAsync, bench.DeleteFiles));
        string name = $"file: {Size} MiB over loopback, time beside draining and File.Copy";
        sheet.Context(name, Unit.Milliseconds, times[1], times[0]);
        sheet.Context($"{name}, of decoding by hand", Unit.Milliseconds, times[2], times[0]);

        async Task DrainAndCopyAsync()
        {
            await contest.Baselines.DrainAsync();
            File.Copy(original, bench.NewFile());
        }

        async Task DecodeAsync()
        {
            await using var to = new FileStream(bench.NewFile(), FileMode.CreateNew, FileAccess.Write, FileShare.None, Picture.MiB, FileOptions.Asynchronous);
            await contest.Baselines.DecodeAsync(to);
        }
    }
}
