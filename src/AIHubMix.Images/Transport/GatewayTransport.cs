using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using AIHubMix.Images.Recording;
using AIHubMix.Images.Submitting;

namespace AIHubMix.Images.Transport;

/// <summary>Sends requests: the key goes to the gateway's configured hosts and to no other.</summary>
internal sealed class GatewayTransport : IDisposable
{
    private const int MostRedirects = 5;
    private const int MostUrls = 64;

    /// <summary>Marks a request that must not be sent to a private address.</summary>
    private static readonly HttpRequestOptionsKey<bool> PublicOnly = new("AIHubMix.Images.PublicOnly");

    private readonly HttpMessageInvoker _invoker;
    private readonly bool _ownsInvoker;
    private readonly string _key;
    private readonly string _authorization;
    private readonly Uri _modelsBase;
    private readonly Uri _tasksBase;
    private readonly bool _allowsPrivateRedirects;
    private readonly ConcurrentDictionary<string, Uri> _urls = new(StringComparer.Ordinal);
    private readonly Recorder? _recorder;

    public GatewayTransport(string apiKey, AIHubMixClientOptions options, Recorder? recorder = null)
    {
        _ownsInvoker = options.HttpInvoker is null || options.DisposeHttpInvoker;
        _invoker = options.HttpInvoker ?? new HttpMessageInvoker(CreateHandler());
        _key = apiKey;
        _authorization = $"Bearer {apiKey}";
        _modelsBase = WithSlash(options.SubmitEndpoint);
        _tasksBase = WithSlash(options.TasksEndpoint);
        _allowsPrivateRedirects = options.AllowPrivateRedirects;
        _recorder = recorder;
    }

    public static string? RequestIdOf(HttpResponseMessage response) =>
        HeaderOf(response, "x-aihubmix-request-id") ?? HeaderOf(response, "X-Request-Id");

    /// <summary>The text without the key, should the gateway have put it there.</summary>
    public string Redact(string text) => text.Replace(_key, "sk-***", StringComparison.Ordinal);

    /// <summary>What a failure to send means: a connection that takes too long ends as a cancellation that nobody asked for, and a handler of the caller's may throw anything. Null when it says so itself.</summary>
    public static HttpRequestException? FailureBehind(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException when !cancellationToken.IsCancellationRequested => new HttpRequestException("The connection was given up.", exception.InnerException ?? exception),
        HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException or RequestNotSentException => null,
        _ => new HttpRequestException(exception.Message, exception),
    };

    /// <summary>Sends a prediction. What goes wrong comes as it is: <see cref="FailureBehind"/> tells what it means.</summary>
    public Task<HttpResponseMessage> SubmitAsync(Submission submission, string path, PredictionContent content, CancellationToken cancellationToken)
    {
        HttpRequestMessage message = NewMessage(HttpMethod.Post, UrlOf(path), submission.Settings);
        message.Content = content;
        if (submission.IdempotencyKey is { } key)
        {
            // Last: the key that failures tell of is the one that was sent.
            message.Headers.Remove(submission.IdempotencyHeader);
            message.Headers.TryAddWithoutValidation(submission.IdempotencyHeader, key);
        }

        return _recorder is null
            ? InvokeAsync(message, cancellationToken)
            : _recorder.SendAsync(message, RecordedOperation.Submit(path), SendAsync, cancellationToken).AsTask();
    }

    public ValueTask<HttpResponseMessage> GetTaskAsync(GatewayRequest request, CallSettings settings, CancellationToken cancellationToken) => SendAsync(
        NewMessage(HttpMethod.Get, new Uri(_tasksBase, $"tasks/{Uri.EscapeDataString(request.TaskId!)}"), settings),
        RecordedOperation.Poll(request.Model, request.TaskId!),
        cancellationToken);

    /// <summary>Asks for a result URL, without the key, and follows redirects to wherever they lead but from https to http and from the internet to a private network.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="model">The path of the model that made the picture.</param>
    /// <param name="from">The first byte that is wanted, when there is a <paramref name="validator"/>.</param>
    /// <param name="validator">What the picture must still be for its rest to be sent; null to ask for the whole.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PrivateRedirectException">A redirect led to a private network.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<HttpResponseMessage> GetImageAsync(Uri url, string model, long from, RangeConditionHeaderValue? validator, CancellationToken cancellationToken)
    {
        bool publicOnly = !_allowsPrivateRedirects && !PrivateAddress.IsHostOf(url);
        for (int redirects = 0; ; redirects++)
        {
            var message = new HttpRequestMessage(HttpMethod.Get, url);
            if (validator is not null)
            {
                message.Headers.Range = new RangeHeaderValue(from, null);
                message.Headers.IfRange = validator;
            }

            message.Options.Set(PublicOnly, publicOnly && redirects > 0);
            HttpResponseMessage response;
            try
            {
                response = await SendAsync(message, RecordedOperation.Download(model), cancellationToken).ConfigureAwait(false);
            }
            catch (RequestNotSentException exception)
            {
                throw new HttpRequestException(exception.Message, exception);
            }

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
            if (publicOnly && PrivateAddress.IsHostOf(next))
            {
                throw new PrivateRedirectException(next);
            }

            url = next;
        }
    }

    public void Dispose()
    {
        if (_ownsInvoker)
        {
            _invoker.Dispose();
        }
    }

    /// <summary>What sends the requests of a client that is not given anything else.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        // A redirect must not decide where the key goes, and a client lives long enough to see DNS change.
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),

        // A connection that the server closes just when it is used again leaves a purchase in doubt; servers commonly wait for a minute and more.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        UseCookies = false,
        ConnectCallback = ConnectAsync,
    };

    // As the handler connects by itself, but for a redirected download, whose address is judged just before it is used. The host of a proxy is the user's own choice.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        HttpRequestMessage message = context.InitialRequestMessage;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (message.Options.TryGetValue(PublicOnly, out bool publicOnly) && publicOnly && message.RequestUri!.IdnHost.Equals(context.DnsEndPoint.Host, StringComparison.OrdinalIgnoreCase))
            {
                IPAddress[] addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
                if (Array.Exists(addresses, PrivateAddress.Is))
                {
                    throw new PrivateRedirectException(message.RequestUri);
                }

                await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private Uri UrlOf(string model)
    {
        if (_urls.TryGetValue(model, out Uri? known))
        {
            return known;
        }

        var url = new Uri(_modelsBase, $"models/{model}/predictions");
        if (_urls.Count < MostUrls)
        {
            _urls.TryAdd(model, url);
        }

        return url;
    }

    private static Uri WithSlash(Uri endpoint) => endpoint.AbsoluteUri.EndsWith('/') ? endpoint : new Uri(endpoint.AbsoluteUri + '/');

    private static string? HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.ToString() : null;

    private HttpRequestMessage NewMessage(HttpMethod method, Uri url, CallSettings settings)
    {
        var message = new HttpRequestMessage(method, url);
        message.Headers.TryAddWithoutValidation("Authorization", _authorization);
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (settings.Headers.Count > 0)
        {
            foreach ((string name, string value) in settings.Headers)
            {
                message.Headers.Remove(name);
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    private ValueTask<HttpResponseMessage> SendAsync(HttpRequestMessage message, RecordedOperation operation, CancellationToken cancellationToken) =>
        _recorder is null ? SendAsync(message, cancellationToken) : _recorder.SendAsync(message, operation, SendAsync, cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await InvokeAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (FailureBehind(exception, cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    // An HttpClient would otherwise take the whole body into memory.
    private Task<HttpResponseMessage> InvokeAsync(HttpRequestMessage message, CancellationToken cancellationToken) => _invoker is HttpClient client
        ? client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
        : _invoker.SendAsync(message, cancellationToken);
}
