using System.Net;
using System.Net.Http.Headers;
using AIHubMix.Images.Benchmarks.Bodies.Peers;

namespace AIHubMix.Images.Benchmarks.Bodies;

/// <summary>All contenders over one connection pool, for pictures of one size.</summary>
internal sealed class Contest : IDisposable
{
    private readonly HttpMessageInvoker _invoker;
    private readonly HttpClient _http;
    private readonly KiotaPeer _kiota;

    private Contest(HttpMessageHandler handler, Uri endpoint, int bufferSize)
    {
        // An HttpClient would take the whole body into memory before the SDK sees it.
        _invoker = new HttpMessageInvoker(handler);
        _http = new HttpClient(handler, disposeHandler: false) { BaseAddress = endpoint, Timeout = Timeout.InfiniteTimeSpan };
        Subject = new Subject(_invoker, endpoint);
        Baselines = new Baselines(_invoker, endpoint) { BufferSize = bufferSize };
        _kiota = new KiotaPeer(_http, endpoint);
        Peers = [new OpenAIPeer(_http, endpoint), new RefitPeer(_http), _kiota, new NSwagPeer(_http, endpoint)];
    }

    public Subject Subject { get; }

    public Baselines Baselines { get; }

    public IReadOnlyList<IPeer> Peers { get; }

    /// <summary>Over loopback.</summary>
    public static Contest Over(Uri endpoint, int bufferSize = Baselines.DefaultBufferSize) => new(CreateHandler(), endpoint, bufferSize);

    /// <summary>Without a network: the body comes out of memory.</summary>
    public static Contest InMemory(int mebibytes, int bufferSize = Baselines.DefaultBufferSize) =>
        new(new MemoryHandler(Picture.InGatewayBody(mebibytes)), new Uri("http://127.0.0.1:1/"), bufferSize);

    public static HttpMessageInvoker CreateInvoker() => new(CreateHandler());

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

    private sealed class MemoryHandler(byte[] body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new MemoryStream(body, writable: false)) };
            response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return Task.FromResult(response);
        }
    }
}
