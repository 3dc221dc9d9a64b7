using System.Net;
using System.Net.Http.Headers;
using AIHubMix.Images.Benchmarks.Servers;

namespace AIHubMix.Images.Benchmarks.Peers;

/// <summary>All contenders over one connection pool.</summary>
internal sealed class Contest : IDisposable
{
    public const string Key = "sk-benchmark";

    /// <summary>What every contender is bound to, for it is the SDK's default.</summary>
    public static readonly TimeSpan Deadline = AIHubMixClientOptions.DefaultDeadline;

    private readonly HttpMessageInvoker _invoker;
    private readonly HttpClient _http;
    private readonly KiotaPeer _kiota;

    private Contest(HttpMessageHandler handler, Uri endpoint, int bufferSize)
    {
        // An HttpClient would take the whole body into memory before the SDK sees it.
        _invoker = new HttpMessageInvoker(handler);
        _http = CreateHttpClient(handler, endpoint);
        Subject = new Subject(_invoker, endpoint);
        Baselines = new Baselines(_invoker, endpoint) { BufferSize = bufferSize };
        Raw = new RawPeer(_http, endpoint);
        _kiota = new KiotaPeer(_http, endpoint);
        Peers = [new OpenAIPeer(_http, endpoint), new RefitPeer(_http), _kiota, new NSwagPeer(_http, endpoint)];
    }

    /// <summary>The SDK.</summary>
    public Subject Subject { get; }

    /// <summary>The least that moving a body costs.</summary>
    public Baselines Baselines { get; }

    /// <summary>The least that a call costs.</summary>
    public RawPeer Raw { get; }

    /// <summary>Other clients.</summary>
    public IReadOnlyList<IPeer> Peers { get; }

    /// <summary>The SDK, the limit, and other clients.</summary>
    public IEnumerable<IPeer> All => [Subject, Raw, .. Peers];

    public TPeer Peer<TPeer>()
        where TPeer : IPeer => Peers.OfType<TPeer>().Single();

    /// <summary>Over loopback.</summary>
    public static Contest Over(Uri endpoint, int bufferSize = Baselines.DefaultBufferSize) => new(CreateHandler(), endpoint, bufferSize);

    /// <summary>Without a network: the answer comes out of memory.</summary>
    public static Contest InMemory(MemoryHandler handler, int bufferSize = Baselines.DefaultBufferSize) => new(handler, new Uri("http://127.0.0.1:1/"), bufferSize);

    public static HttpMessageInvoker CreateInvoker() => new(CreateHandler());

    /// <summary>With the key and the deadline: what every contender but the SDK makes its calls with.</summary>
    public static HttpClient CreateHttpClient(HttpMessageHandler handler, Uri endpoint) => new(handler, disposeHandler: false)
    {
        BaseAddress = endpoint,
        Timeout = Deadline,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Key) },
    };

    public void Dispose()
    {
        Subject.Dispose();
        _kiota.Dispose();
        _http.Dispose();
        _invoker.Dispose();
    }

    // As the SDK makes its own.
    private static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    };
}
