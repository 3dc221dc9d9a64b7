using System.Globalization;
using System.Runtime.InteropServices;
using AIHubMix.Images.Benchmarks.Measuring;
using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Benchmarks.Servers;

namespace AIHubMix.Images.Benchmarks.Scoring;

/// <summary>Holds every promise about the bodies of pictures against what this machine does, side by side in one run.</summary>
internal sealed class Scorecard : IDisposable
{
    private const double LargestStreamAllocation = 64_000;
    private const double LargestPeakGrowth = 8 * Picture.MiB;
    private const int UploadSize = 8;
    private const int WarmUps = 64;

    private readonly ImageServer _server;
    private readonly Race _race;
    private readonly bool _isQuick;
    private readonly string _folder = Directory.CreateTempSubdirectory("scorecard").FullName;
    private int _bufferSize = Baselines.DefaultBufferSize;
    private int _missed;
    private int _files;

    private Scorecard(ImageServer server, bool isQuick)
    {
        _server = server;
        _race = new Race(isQuick);
        _isQuick = isQuick;
    }

    /// <returns>0 when every promise was kept.</returns>
    public static async Task<int> RunAsync(bool isQuick)
    {
        using ImageServer server = await ImageServer.StartAsync();
        using var scorecard = new Scorecard(server, isQuick);
        await scorecard.MeasureAsync();
        return scorecard._missed == 0 ? 0 : 1;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task MeasureAsync()
    {
        await CheckAsync();
        await ChooseBufferAsync();
        PrintHead();
        foreach (int size in (int[])[1, 4, 16, 64])
        {
            await ToStreamAsync(size);
        }

        await PeakAsync();
        foreach (int size in (int[])[1, 4, 16, 64])
        {
            await FromMemoryAsync(size);
        }

        foreach (int size in (int[])[1, 4, 16])
        {
            await ToMemoryAsync(size);
        }

        await UploadAsync();
        foreach (int size in (int[])[4, 16, 64])
        {
            await ToFileAsync(size);
        }

        Console.WriteLine(_missed == 0 ? "all kept" : Text($"{_missed} missed"));
    }

    /// <summary>Nothing is measured of a client that does not end with the right bytes. Run often enough for all of it to be compiled to the end before anything is measured.</summary>
    private async Task CheckAsync()
    {
        byte[] picture = Picture.Make(1);
        for (int run = 0; run < WarmUps; run++)
        {
            await CheckAsync(picture);
        }

        DeleteFiles();
    }

    private async Task CheckAsync(byte[] picture)
    {
        using var contest = Contest.Over(_server.Endpoint(1));
        using var stream = new MemoryStream();
        await contest.Subject.ToStreamAsync(stream);
        Check("to a stream", stream.ToArray());
        stream.SetLength(0);
        await contest.Baselines.DecodeAsync(stream);
        Check("by hand", stream.ToArray());
        Check("to memory", await contest.Subject.GenerateAsync());
        string file = NewFile();
        await contest.Subject.ToFileAsync(file);
        Check("to a file", await File.ReadAllBytesAsync(file));
        foreach (IPeer peer in contest.Peers)
        {
            Check(peer.Name, await peer.GenerateAsync());
        }

        void Check(string name, ReadOnlyMemory<byte> bytes)
        {
            if (!bytes.Span.SequenceEqual(picture))
            {
                throw new InvalidOperationException($"{name}: {bytes.Length} bytes that are not the picture.");
            }
        }
    }

    private async Task ChooseBufferAsync()
    {
        int[] sizes = [16 * 1024, 64 * 1024, 128 * 1024];
        Contest[] contests = [.. sizes.Select(size => Contest.Over(_server.Endpoint(16), size))];
        double[][] samples = await _race.RunAsync([.. contests.Select(contest => new Contender("drain", contest.Baselines.DrainAsync))]);
        double[] ratios = [.. samples.Select(one => Ratio.Of(one, samples[1]).Median)];
        _bufferSize = sizes[Array.IndexOf(ratios, ratios.Min())];
        foreach (Contest contest in contests)
        {
            contest.Dispose();
        }
    }

    private void PrintHead()
    {
        string version = System.Reflection.CustomAttributeExtensions.GetCustomAttribute<System.Reflection.AssemblyInformationalVersionAttribute>(typeof(AIHubMixClient).Assembly)!.InformationalVersion;
        string load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
        Console.WriteLine(Text($"""
            scorecard  {(_isQuick ? "quick" : "full")}, SDK {version}
            machine    {Environment.ProcessorCount} cores ({RuntimeInformation.ProcessArchitecture}), {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, load {load}
            reading    sizes are those of the picture; times are medians of the ratios of samples side by side, with their quartiles and the ratio of the fastest;
                       bodies are drained with {_bufferSize / 1024} KiB, the fastest of 16, 64 and 128; files are in {_folder}

            """));
    }

    private async Task ToStreamAsync(int size)
    {
        using Contest contest = Over(size);
        var subject = new Contender("to a stream", () => contest.Subject.ToStreamAsync(Stream.Null));
        double[][] samples = await _race.RunAsync(
            new Contender("drain", contest.Baselines.DrainAsync), subject, new Contender("by hand", () => contest.Baselines.DecodeAsync(Stream.Null)));
        PrintTime($"to a stream, {size} MiB, beside draining", samples[1], samples[0], size == 1 ? 1.6 : 1.25);
        PrintTime("  decoded by hand", samples[2], samples[0]);
        PrintAllocation("  allocated", await _race.AllocationAsync(subject), LargestStreamAllocation);
    }

    private async Task PeakAsync()
    {
        var small = new List<long>();
        var large = new List<long>();
        for (int round = 0; round < (_isQuick ? 3 : 7); round++)
        {
            small.Add(await PeakMemory.MeasureAsync(_server.Endpoint(1)));
            large.Add(await PeakMemory.MeasureAsync(_server.Endpoint(64)));
        }

        double atSmall = Median(small), atLarge = Median(large), growth = atLarge - atSmall;
        Print(
            "to a stream, peak of a process, 64 MiB over 1",
            Text($"{growth / Picture.MiB:+0.0;-0.0} MiB ({atSmall / Picture.MiB:0.0} to {atLarge / Picture.MiB:0.0})"),
            Text($"<= {LargestPeakGrowth / Picture.MiB:0} MiB"),
            growth <= LargestPeakGrowth);
    }

    private async Task FromMemoryAsync(int size)
    {
        using var contest = Contest.InMemory(MemoryHandler.ForPictures(size), _bufferSize);
        double[][] samples = await _race.RunAsync(
            new Contender("drain", contest.Baselines.DrainAsync),
            new Contender("to a stream", () => contest.Subject.ToStreamAsync(Stream.Null)),
            new Contender("by hand", () => contest.Baselines.DecodeAsync(Stream.Null)));
        PrintTime($"to a stream, {size} MiB, no network, beside draining", samples[1], samples[0], 3);
        PrintTime("  decoded by hand", samples[2], samples[0]);
    }

    private async Task ToMemoryAsync(int size)
    {
        using Contest contest = Over(size);
        var subject = new Contender("to memory", contest.Subject.GenerateAsync);
        Contender[] peers = [.. contest.Peers.Select(peer => new Contender(peer.Name, peer.GenerateAsync))];
        double[][] samples = await _race.RunAsync([new Contender("drain", contest.Baselines.DrainAsync), subject, .. peers]);
        PrintTime($"to memory, {size} MiB, beside draining", samples[1], samples[0]);
        PrintAllocation("  allocated", await _race.AllocationAsync(subject), 1.05 * size * Picture.MiB);
        for (int index = 0; index < peers.Length; index++)
        {
            PrintTime($"  beside {peers[index].Name}", samples[1], samples[index + 2], 1, isBelow: true);
            PrintAllocation($"  allocated by {peers[index].Name}", await _race.AllocationAsync(peers[index]));
        }
    }

    private async Task UploadAsync()
    {
        using Contest contest = Over(0);
        byte[] picture = Picture.Make(UploadSize);
        string file = Path.Combine(_folder, "reference.png");
        await File.WriteAllBytesAsync(file, picture);
        byte[] wire = new byte[await contest.Subject.UploadAsync(picture)];
        string wireFile = Path.Combine(_folder, "wire");
        await File.WriteAllBytesAsync(wireFile, wire);

        var fromBytes = new Contender("upload", () => contest.Subject.UploadAsync(picture));
        var fromFile = new Contender("upload", () => contest.Subject.UploadFileAsync(file));
        double[][] samples = await _race.RunAsync(
            new Contender("plain", () => contest.Baselines.UploadAsync(new MemoryStream(wire, writable: false))),
            fromBytes,
            new Contender("by hand", () => contest.Baselines.EncodeAsync(new MemoryStream(picture, writable: false))),
            new Contender("plain", () => contest.Baselines.UploadAsync(OpenRead(wireFile))),
            fromFile,
            new Contender("by hand", () => contest.Baselines.EncodeAsync(OpenRead(file))));
        PrintTime($"upload, {UploadSize} MiB of bytes, beside {wire.Length} bytes as they are", samples[1], samples[0], 1.25);
        PrintTime("  encoded by hand", samples[2], samples[0]);
        PrintAllocation("  allocated", await _race.AllocationAsync(fromBytes), LargestStreamAllocation);
        PrintTime($"upload, {UploadSize} MiB of a file, beside a file of {wire.Length} bytes", samples[4], samples[3], 1.25);
        PrintTime("  encoded by hand", samples[5], samples[3]);
        PrintAllocation("  allocated", await _race.AllocationAsync(fromFile), LargestStreamAllocation);
    }

    private async Task ToFileAsync(int size)
    {
        using Contest contest = Over(size);
        string original = Path.Combine(_folder, "original.png");
        await File.WriteAllBytesAsync(original, Picture.Make(size));
        double[][] samples = await _race.RunAsync(
            new Contender("drain and copy", DrainAndCopyAsync, DeleteFiles),
            new Contender("to a file", () => contest.Subject.ToFileAsync(NewFile()), DeleteFiles),
            new Contender("drain and copy by streams", DrainAndCopyByStreamsAsync, DeleteFiles),
            new Contender("by hand", DecodeAsync, DeleteFiles));
        PrintTime($"to a file, {size} MiB, beside draining and File.Copy", samples[1], samples[0], 1.3);
        PrintTime("  beside draining and copying by streams", samples[1], samples[2]);
        PrintTime("  decoded by hand", samples[3], samples[0]);

        async Task DrainAndCopyAsync()
        {
            await contest.Baselines.DrainAsync();
            File.Copy(original, NewFile());
        }

        async Task DrainAndCopyByStreamsAsync()
        {
            await contest.Baselines.DrainAsync();
            await using FileStream from = OpenRead(original);
            await using FileStream to = OpenNew(bufferSize: 0);
            await from.CopyToAsync(to, _bufferSize);
        }

        async Task DecodeAsync()
        {
            await using FileStream to = OpenNew(bufferSize: Picture.MiB);
            await contest.Baselines.DecodeAsync(to);
        }
    }

    private Contest Over(int size) => Contest.Over(_server.Endpoint(size), _bufferSize);

    private static FileStream OpenRead(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);

    private FileStream OpenNew(int bufferSize) => new(NewFile(), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize, FileOptions.Asynchronous);

    private string NewFile() => Path.Combine(_folder, Text($"out-{_files++}.png"));

    private void DeleteFiles()
    {
        foreach (string path in Directory.EnumerateFiles(_folder, "out-*"))
        {
            File.Delete(path);
        }
    }

    private void PrintTime(string what, double[] samples, double[] baseline, double? promise = null, bool isBelow = false)
    {
        var ratio = Ratio.Of(samples, baseline);
        Print(
            what,
            Text($"{ratio.Median:0.00} x ({ratio.Low:0.00} to {ratio.High:0.00}, fastest {ratio.OfFastest:0.00}; {Median(samples):0.00} ms, {Median(baseline):0.00} ms)"),
            promise is null ? "" : Text($"{(isBelow ? "<" : "<=")} {promise} x"),
            promise is null ? null : isBelow ? ratio.Median < promise : ratio.Median <= promise);
    }

    private void PrintAllocation(string what, double bytes, double? promise = null) => Print(
        what,
        Text($"{bytes / 1000:#,0.0} kB"),
        promise is null ? "" : Text($"<= {promise / 1000:#,0} kB"),
        promise is null ? null : bytes <= promise);

    private void Print(string what, string measured, string promise, bool? isKept)
    {
        _missed += isKept == false ? 1 : 0;
        Console.WriteLine($"{what,-68} {measured,-68} {promise,-14} {(isKept switch { true => "kept", false => "MISSED", null => "" })}".TrimEnd());
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private static double Median(List<long> values) => Median(values.Select(value => (double)value));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
