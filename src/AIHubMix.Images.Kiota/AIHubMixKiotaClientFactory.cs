using AIHubMix.Images.Kiota.Adapter;
using AIHubMix.Images.Kiota.Authentication;
using AIHubMix.Images.Kiota.Pipeline;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;

namespace AIHubMix.Images.Kiota;

/// <summary>Makes clients that run over Kiota: with its authentication, its middleware, or a whole request adapter.</summary>
/// <remarks>
/// <para>When a request is sent again, and where a redirect leads, stays with the SDK, which knows what a request costs: <see cref="RetryHandler"/> and <see cref="RedirectHandler"/>
/// are told with each request to stand aside, and no other middleware gets to send a request twice.</para>
/// <para>Credentials go with predictions and with looks at tasks. The URLs of pictures are fetched without any.</para>
/// </remarks>
/// <example>
/// <code>
/// using AIHubMixClient client = AIHubMixKiotaClientFactory.Create(authenticationProvider);
/// ImageResult result = await client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer" });
/// </code>
/// </example>
public static class AIHubMixKiotaClientFactory
{
    /// <summary>Stands where the core wants a key, until the credential of Kiota takes its place.</summary>
    private const string NoKey = "authenticated-by-kiota";

    /// <summary>Makes a client that authenticates by Kiota and sends through Kiota's middleware.</summary>
    /// <param name="authenticationProvider">What authenticates each attempt of a request to the gateway: Kiota's own, or yours. It is shown the method, the URL and the headers, not the body.
    /// A provider that throws, or leaves the request as it is, ends the call with a <see cref="RequestNotSentException"/>; <see cref="AnonymousAuthenticationProvider"/> alone may leave it.
    /// A loopback address, the only one that plain http is taken for, is shown to it as https, because the providers of Kiota refuse http.</param>
    /// <param name="options">The settings of the client; null for the defaults. Their <see cref="AIHubMixClientOptions.HttpInvoker"/> stands at the end of the pipeline;
    /// null for <see cref="AIHubMixClient.CreateHttpHandler"/>.</param>
    /// <param name="middleware">The middleware, the outermost first; null for <see cref="KiotaClientFactory.CreateDefaultHandlers"/>. It belongs to the client and is disposed with it.</param>
    /// <param name="requestOptions">Options that go with every request for the middleware to read; null for none. A <see cref="RetryHandlerOption"/> or a <see cref="RedirectHandlerOption"/>
    /// among them has no effect.</param>
    /// <returns>The client, to be disposed by the caller.</returns>
    /// <exception cref="ArgumentException">The provider does not allow a host of the gateway, a setting is out of its range, or the middleware holds an
    /// <see cref="AuthorizationHandler"/> or a handler of another pipeline.</exception>
    public static AIHubMixClient Create(
        IAuthenticationProvider authenticationProvider,
        AIHubMixClientOptions? options = null,
        IEnumerable<DelegatingHandler>? middleware = null,
        IEnumerable<IRequestOption>? requestOptions = null)
    {
        ArgumentNullException.ThrowIfNull(authenticationProvider);
        options ??= new AIHubMixClientOptions();
        AllowedHosts.Check(authenticationProvider, options);
        IRequestOption[] given = Given(requestOptions);
        DelegatingHandler[] handlers = [.. middleware ?? KiotaClientFactory.CreateDefaultHandlers(given)];
        Middleware.Check(handlers);
        HttpMessageHandler pipeline = Middleware.Chain(handlers, new SendOnceHandler(EndOf(options)));
        return NewClient(options, new GatewayHandler(new Authenticator(authenticationProvider), RequestRules.Of(given), pipeline));
    }

    /// <summary>Makes a client that takes its tokens from Kiota and sends through Kiota's middleware.</summary>
    /// <param name="accessTokenProvider">Gives the bearer token of each attempt of a request to the gateway. Its <see cref="IAccessTokenProvider.AllowedHostsValidator"/> must allow the hosts of
    /// <see cref="AIHubMixClientOptions.SubmitEndpoint"/> and <see cref="AIHubMixClientOptions.TasksEndpoint"/>.</param>
    /// <param name="options">The settings of the client; null for the defaults.</param>
    /// <param name="middleware">The middleware, the outermost first; null for <see cref="KiotaClientFactory.CreateDefaultHandlers"/>.</param>
    /// <param name="requestOptions">Options that go with every request for the middleware to read; null for none.</param>
    /// <returns>The client, to be disposed by the caller.</returns>
    /// <exception cref="ArgumentException">As with <see cref="Create(IAuthenticationProvider, AIHubMixClientOptions?, IEnumerable{DelegatingHandler}?, IEnumerable{IRequestOption}?)"/>.</exception>
    public static AIHubMixClient Create(
        IAccessTokenProvider accessTokenProvider,
        AIHubMixClientOptions? options = null,
        IEnumerable<DelegatingHandler>? middleware = null,
        IEnumerable<IRequestOption>? requestOptions = null) => Create(new BaseBearerTokenAuthenticationProvider(accessTokenProvider), options, middleware, requestOptions);

    /// <summary>Makes a client whose requests to the gateway are carried by a request adapter, which authenticates them.</summary>
    /// <param name="requestAdapter">The adapter. It must answer a <see cref="ResponseHandlerOption"/> with the <see cref="HttpResponseMessage"/>, as <see cref="HttpClientRequestAdapter"/> does;
    /// an adapter of another type is asked for it once, with a look at a task that does not exist, before anything is bought. The <see cref="HttpClient.Timeout"/> of its client should be
    /// <see cref="Timeout.InfiniteTimeSpan"/>: <see cref="AIHubMixClientOptions.Deadline"/> bounds the call, and what is given up after the usual 100 seconds is paid for and lost.
    /// Its base URL and its serializers are not used. It stays yours and is not disposed.</param>
    /// <param name="options">The settings of the client; null for the defaults. The URLs of pictures are fetched by their <see cref="AIHubMixClientOptions.HttpInvoker"/>, without the adapter,
    /// which would authenticate them; null for <see cref="AIHubMixClient.CreateHttpHandler"/>.</param>
    /// <param name="requestOptions">Options that go with every request to the gateway for the middleware of the adapter to read; null for none. A <see cref="RetryHandlerOption"/>,
    /// a <see cref="RedirectHandlerOption"/> or a <see cref="ResponseHandlerOption"/> among them has no effect.</param>
    /// <returns>The client, to be disposed by the caller.</returns>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static AIHubMixClient Create(IRequestAdapter requestAdapter, AIHubMixClientOptions? options = null, IEnumerable<IRequestOption>? requestOptions = null)
    {
        ArgumentNullException.ThrowIfNull(requestAdapter);
        options ??= new AIHubMixClientOptions();
        return NewClient(options, new AdapterHandler(requestAdapter, options.TasksEndpoint, RequestRules.Of(Given(requestOptions)), EndOf(options)));
    }

    private static AIHubMixClient NewClient(AIHubMixClientOptions options, HttpMessageHandler handler) =>
        new(NoKey, options with { HttpInvoker = new HttpMessageInvoker(handler), DisposeHttpInvoker = true });

    private static HttpMessageHandler EndOf(AIHubMixClientOptions options) =>
        options.HttpInvoker is { } invoker ? new InvokerHandler(invoker, options.DisposeHttpInvoker) : AIHubMixClient.CreateHttpHandler();

    private static IRequestOption[] Given(IEnumerable<IRequestOption>? options)
    {
        IRequestOption[] given = [.. options ?? []];
        return Array.IndexOf(given, null) < 0 ? given : throw new ArgumentException("A request option is null.", nameof(options));
    }
}
