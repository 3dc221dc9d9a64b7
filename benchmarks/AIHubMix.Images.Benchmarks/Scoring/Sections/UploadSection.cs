using AIHubMix.Images.Benchmarks.Measuring;
using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Benchmarks.Servers;

namespace AIHubMix.Images.Benchmarks.Scoring.Sections;

/// <summary>A reference picture sent along, beside sending as many bytes as they are.</summary>
internal sealed class UploadSection(Bench bench) : ISection
{
    private const double MostTime = 1.25;
    private const double LargestAllocation = 64_000;
    private const int SizeOfFile = 16;

    private static readonly int[] Sizes = [1, 4, 16, 64];

    public IEnumerable<Case> Cases =>
    [
        .. Sizes.SelectMany(size => CasesOf(size, isFile: false)),
        .. CasesOf(SizeOfFile, isFile: true),
        new([], AllocationWithoutNetworkAsync, IsForRegressions: true),
    ];

    private IEnumerable<Case> CasesOf(int size, bool isFile) =>
    [
        new([Name(size, isFile, "time")], sheet => TimeAsync(sheet, size, isFile), IsForRegressions: size is 4),
        new([Name(size, isFile, "allocation")], sheet => AllocationAsync(sheet, size, isFile), IsForRegressions: isFile),
    ];

    private static string Name(int size, bool isFile, string what) => $"upload: {size} MiB of {(isFile ? "a file" : "bytes")}, {what}";

    private async Task TimeAsync(Sheet sheet, int size, bool isFile)
    {
        using Contest contest = await bench.OverLoopbackAsync(0);
        Contender[] contenders = await ContendersAsync(contest, size, isFile);
        Samples[] times = await bench.Race.RunAsync(contenders);
        sheet.Promise(Name(size, isFile, "time"), Unit.Milliseconds, times[1], times[0], new Limit.AtMost(MostTime));
        sheet.Context($"{Name(size, isFile, "time")}, of encoding by hand", Unit.Milliseconds, times[2], times[0]);
    }

    private async Task AllocationAsync(Sheet sheet, int size, bool isFile)
    {
        using Contest contest = await bench.OverLoopbackAsync(0);
        Contender[] contenders = await ContendersAsync(contest, size, isFile);
        Samples[] bytes = await bench.Race.AllocationsAsync(contenders[0], contenders[1]);
        sheet.PromiseOfMeans(Name(size, isFile, "allocation"), Unit.Bytes, bytes[1], bytes[0], new Limit.Absolute(LargestAllocation));
    }

    // The same in every run, which what waits for a network is not.
    private async Task AllocationWithoutNetworkAsync(Sheet sheet)
    {
        using var contest = Contest.InMemory(MemoryHandler.ForSmallCalls(), await bench.BufferSizeAsync());
        foreach (int size in Sizes[1..3])
        {
            byte[] picture = Picture.Make(size);
            byte[] wire = new byte[await Checks.UploadAsync(picture, file: null)];
            Samples[] bytes = await bench.Race.AllocationsAsync(
                new Contender("plain", () => contest.Baselines.UploadAsync(new MemoryStream(wire, writable: false))),
                new Contender("upload", () => contest.Subject.Client.GenerateAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = Inputs.Prompt, InputImage = ImageSource.FromBytes(picture) })));
            sheet.Context($"upload: {size} MiB without a network, allocation", Unit.Bytes, bytes[1], bytes[0]);
        }
    }

    private async Task<Contender[]> ContendersAsync(Contest contest, int size, bool isFile)
    {
        byte[] picture = Picture.Make(size);
        string file = isFile ? await bench.WriteAsync("reference.png", picture) : "";
        byte[] wire = new byte[await Checks.UploadAsync(picture, isFile ? file : null)];
        string wireFile = isFile ? await bench.WriteAsync("wire", wire) : "";
        long received = await (isFile ? contest.Subject.UploadFileAsync(file) : contest.Subject.UploadAsync(picture));
        if (received != wire.Length)
        {
            throw new InvalidOperationException($"upload: {received} bytes arrived of {wire.Length}.");
        }

        return
        [
            new Contender("plain", () => contest.Baselines.UploadAsync(isFile ? OpenRead(wireFile) : new MemoryStream(wire, writable: false))),
            new Contender("upload", () => isFile ? contest.Subject.UploadFileAsync(file) : contest.Subject.UploadAsync(picture)),
            new Contender("by hand", () => contest.Baselines.EncodeAsync(isFile ? OpenRead(file) : new MemoryStream(picture, writable: false))),
        ];
    }

    private static FileStream OpenRead(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
}
