using AIHubMix.Images.Benchmarks.Measuring;
using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Benchmarks.Servers;

namespace AIHubMix.Images.Benchmarks.Scoring;

/// <summary>What sections share: the server, the pace, a folder. Made when it is first asked for, so that one line can be had without the rest.</summary>
internal sealed class Bench(Pace pace) : IDisposable
{
    private static readonly int[] BufferSizes = [16 * 1024, Baselines.DefaultBufferSize, 128 * 1024];

    private readonly string _folder = Directory.CreateTempSubdirectory("scorecard").FullName;
    private ImageServer? _server;
    private int _bufferSize;
    private int _files;

    public Pace Pace { get; } = pace;

    public Race Race { get; } = new(pace);

    public async Task<ImageServer> ServerAsync() => _server ??= await ImageServer.StartAsync();

    /// <summary>All contenders over loopback.</summary>
    public async Task<Contest> OverLoopbackAsync(int mebibytes) => Contest.Over((await ServerAsync()).Endpoint(mebibytes), await BufferSizeAsync());

    /// <summary>All contenders without a network.</summary>
    public async Task<Contest> FromMemoryAsync(int mebibytes) => Contest.InMemory(MemoryHandler.ForPictures(mebibytes), await BufferSizeAsync());

    /// <summary>The buffer that bodies are drained with fastest, for the limit is not to be beaten by a bad choice of it.</summary>
    public async Task<int> BufferSizeAsync()
    {
        if (_bufferSize == 0)
        {
            Contest[] contests = [.. await Task.WhenAll(BufferSizes.Select(async size => Contest.Over((await ServerAsync()).Endpoint(16), size)))];
            Samples[] times = await Race.RunAsync([.. contests.Select(contest => new Contender("drain", contest.Baselines.DrainAsync))]);
            double[] ratios = [.. times.Select(one => one.Over(times[Array.IndexOf(BufferSizes, Baselines.DefaultBufferSize)]).Median)];
            _bufferSize = BufferSizes[Array.IndexOf(ratios, ratios.Min())];
            foreach (Contest contest in contests)
            {
                contest.Dispose();
            }

            Sheet.Note($"bodies are drained with a buffer of {_bufferSize / 1024} KiB, the fastest of {string.Join(", ", BufferSizes.Select(size => size / 1024))}");
        }

        return _bufferSize;
    }

    public async Task<string> WriteAsync(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }

    public string NewFile() => Path.Combine(_folder, $"out-{_files++}.png");

    public void DeleteFiles()
    {
        foreach (string path in Directory.EnumerateFiles(_folder, "out-*"))
        {
            File.Delete(path);
        }
    }

    public void Dispose()
    {
        _server?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
