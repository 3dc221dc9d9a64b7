using System.Net;
using System.Net.Http.Headers;

namespace AIHubMix.Images.Transport;

/// <summary>Sends requests: the key goes to the gateway's configured hosts and to no other.</summary>
internal sealed class GatewayTransport : IDisposable
{
    private const int MostRedirects = 5;
    private const long LargestDownload = 256L * 1024 * 1024;

    private readonly HttpMessageInvoker _invoker;
    private readonly bool _ownsInvoker;
    private readonly AuthenticationHeaderValue _authorization;
    private readonly Uri _modelsBase;
    private readonly Uri _tasksBase;

    public GatewayTransport(string apiKey, AIHubMixClientOptions options)
    {
        _ownsInvoker = options.HttpInvoker is null;
        _invoker = options.HttpInvoker ?? CreateInvoker();
        _authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        _modelsBase = WithSlash(options.SubmitEndpoint);
        _tasksBase = WithSlash(options.TasksEndpoint);
    }

    public static string? RequestIdOf(HttpResponseMessage response) =>
        HeaderOf(response, "x-aihubmix-request-id") ?? HeaderOf(response, "X-Request-Id");

    /// <summary>The text without the key, should the gateway have put it there.</summary>
    public string Redact(string text) => text.Replace(_authorization.Parameter!, "sk-***", StringComparison.Ordinal);

    public Task<HttpResponseMessage> SubmitAsync(string modelPath, HttpContent content, CancellationToken cancellationToken)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(_modelsBase, $"models/{modelPath}/predictions")) { Content = content };
        return SendToGatewayAsync(message, cancellationToken);
    }

    public Task<HttpResponseMessage> GetTaskAsync(string taskId, CancellationToken cancellationToken)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, new Uri(_tasksBase, $"tasks/{Uri.EscapeDataString(taskId)}"));
        return SendToGatewayAsync(message, cancellationToken);
    }

    /// <summary>Fetches a result URL, without the key.</summary>
    public async Task<ReadOnlyMemory<byte>> DownloadAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await FollowAsync(url, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                string hint = response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone
                    ? "The URL has most likely expired." : "Try it again before the URL expires.";
                throw new ImageDownloadException($"The picture at {Shown(url)} was answered with {(int)response.StatusCode} {response.StatusCode}. {hint}")
                {
                    Url = url,
                    StatusCode = response.StatusCode,
                };
            }

            if (response.Content.Headers.ContentLength > LargestDownload)
            {
                throw new ImageDownloadException($"The picture at {Shown(url)} has {response.Content.Headers.ContentLength} bytes; at most {LargestDownload} are taken.") { Url = url };
            }

            await response.Content.LoadIntoBufferAsync(LargestDownload, cancellationToken).ConfigureAwait(false);
            byte[] bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return ImageHeader.TryRead(bytes, out _)
                ? bytes
                : throw new ImageDownloadException($"What {Shown(url)} served is no picture: {bytes.Length} bytes of {response.Content.Headers.ContentType?.MediaType ?? "unknown type"}.")
                {
                    Url = url,
                    StatusCode = response.StatusCode,
                };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new ImageDownloadException($"The picture at {Shown(url)} could not be fetched: {exception.Message} Try it again before the URL expires.", exception) { Url = url };
        }
    }

    public void Dispose()
    {
        if (_ownsInvoker)
        {
            _invoker.Dispose();
        }
    }

    private static HttpMessageInvoker CreateInvoker() => new(new SocketsHttpHandler
    {
        // A redirect must not decide where the key goes, and a client lives long enough to see DNS change.
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    });

    private static Uri WithSlash(Uri endpoint) => endpoint.AbsoluteUri.EndsWith('/') ? endpoint : new Uri(endpoint.AbsoluteUri + '/');

    private static string? HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(", ", values) : null;

    // The query of a result URL is its signature.
    private static string Shown(Uri url) => url.GetLeftPart(UriPartial.Path);

    private Task<HttpResponseMessage> SendToGatewayAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        message.Headers.Authorization = _authorization;
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return SendAsync(message, cancellationToken);
    }

    // A connection that takes too long ends as a cancellation that nobody asked for.
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await _invoker.SendAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException("The connection was given up.", exception.InnerException ?? exception);
        }
    }

    private async Task<HttpResponseMessage> FollowAsync(Uri url, CancellationToken cancellationToken)
    {
        for (int redirects = 0; ; redirects++)
        {
            HttpResponseMessage response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, url), cancellationToken).ConfigureAwait(false);
            if (redirects == MostRedirects || (int)response.StatusCode is < 300 or > 399 || response.Headers.Location is not { } location)
            {
                return response;
            }

            if (!Uri.TryCreate(url, location, out Uri? next) || !next.IsAbsoluteUri || next.Host.Length == 0
                || (next.Scheme != Uri.UriSchemeHttps && next.Scheme != url.Scheme))
            {
                return response;
            }

            response.Dispose();
            url = next;
        }
    }
}
