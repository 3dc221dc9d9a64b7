using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Benchmarks.Servers;
using BenchmarkDotNet.Attributes;

namespace AIHubMix.Images.Benchmarks.Components;

/// <summary>What the benchmarks of bodies share: the server and the contenders for one size.</summary>
[MemoryDiagnoser]
public class BodyBenchmarks
{
    private ImageServer? _server;
    private Contest? _contest;

    private protected Contest Contest => _contest!;

    protected async Task StartAsync(int size)
    {
        _server = await ImageServer.StartAsync().ConfigureAwait(false);
        _contest = Contest.Over(_server.Endpoint(size));
    }

    [GlobalCleanup]
    public void Stop()
    {
        _contest!.Dispose();
        _server!.Dispose();
    }
}

/// <summary>A picture in the body, into a stream.</summary>
public class StreamBenchmarks : BodyBenchmarks
{
    [Params(1, 4, 16, 64)]
    public int MiB { get; set; }

    [GlobalSetup]
    public Task SetupAsync() => StartAsync(MiB);

    [Benchmark(Baseline = true)]
    public Task Drain() => Contest.Baselines.DrainAsync();

    [Benchmark]
    public Task ByHand() => Contest.Baselines.DecodeAsync(Stream.Null);

    [Benchmark]
    public Task Client() => Contest.Subject.ToStreamAsync(Stream.Null);
}

/// <summary>A picture in the body, into memory, beside other clients.</summary>
public class MemoryBenchmarks : BodyBenchmarks
{
    [Params(1, 4, 16)]
    public int MiB { get; set; }

    [GlobalSetup]
    public Task SetupAsync() => StartAsync(MiB);

    [Benchmark(Baseline = true)]
    public Task<ReadOnlyMemory<byte>> Client() => Contest.Subject.GenerateAsync();

    [Benchmark]
    public Task<ReadOnlyMemory<byte>> OpenAI() => PeerAsync<OpenAIPeer>();

    [Benchmark]
    public Task<ReadOnlyMemory<byte>> Refit() => PeerAsync<RefitPeer>();

    [Benchmark]
    public Task<ReadOnlyMemory<byte>> Kiota() => PeerAsync<KiotaPeer>();

    [Benchmark]
    public Task<ReadOnlyMemory<byte>> NSwag() => PeerAsync<NSwagPeer>();

    private Task<ReadOnlyMemory<byte>> PeerAsync<TPeer>()
        where TPeer : IPeer => Contest.Peer<TPeer>().GenerateAsync();
}

/// <summary>A reference picture of 8 MiB, from memory.</summary>
public class UploadBenchmarks : BodyBenchmarks
{
    private readonly byte[] _picture = Picture.Make(8);
    private byte[] _wire = [];

    [GlobalSetup]
    public async Task SetupAsync()
    {
        await StartAsync(0).ConfigureAwait(false);
        _wire = new byte[await Contest.Subject.UploadAsync(_picture).ConfigureAwait(false)];
    }

    [Benchmark(Baseline = true)]
    public Task Plain() => Contest.Baselines.UploadAsync(new MemoryStream(_wire, writable: false));

    [Benchmark]
    public Task<long> Client() => Contest.Subject.UploadAsync(_picture);
}
