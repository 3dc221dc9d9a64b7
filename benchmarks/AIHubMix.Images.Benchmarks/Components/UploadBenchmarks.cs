using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Benchmarks.Servers;
using BenchmarkDotNet.Attributes;

namespace AIHubMix.Images.Benchmarks.Components;

/// <summary>A reference picture from memory, beside sending as many bytes as they are: the peers are given the bytes too, and where their member is a string, making it is part of the call.</summary>
/// <remarks>
/// <para>OpenAI's SDK is not here: it sends pictures as a form, unencoded, which is other work.</para>
/// <para>Refit's serializer has the whole body in an array that it rents, which the runtime keeps and which no call but the first is charged with: what it allocates says little of the memory that it needs.</para>
/// </remarks>
public class UploadBenchmarks : BodyBenchmarks
{
    private byte[] _picture = [];
    private byte[] _wire = [];

    [Params(1, 4, 16, 64)]
    public int MiB { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _picture = Picture.Make(MiB);
        await StartAsync(0).ConfigureAwait(false);
        _wire = new byte[await Contest.Subject.UploadAsync(_picture).ConfigureAwait(false)];
    }

    [Benchmark(Baseline = true)]
    public Task Plain() => Contest.Baselines.UploadAsync(new MemoryStream(_wire, writable: false));

    [Benchmark]
    public Task ByHand() => Contest.Baselines.EncodeAsync(new MemoryStream(_picture, writable: false));

    [Benchmark]
    public Task<long> Client() => Contest.Subject.UploadAsync(_picture);

    [Benchmark]
    public Task RawByteArray() => Contest.Raw.UploadAsync(_picture);

    [Benchmark]
    public Task RefitByteArray() => Contest.Peer<RefitPeer>().UploadAsync(_picture);

    [Benchmark]
    public Task KiotaString() => Contest.Peer<KiotaPeer>().UploadAsync(_picture);

    [Benchmark]
    public Task NSwagString() => Contest.Peer<NSwagPeer>().UploadAsync(_picture);
}
