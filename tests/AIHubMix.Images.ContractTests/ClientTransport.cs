using System.Runtime.CompilerServices;
using AIHubMix.Images.Kiota;
using AIHubMix.Images.Simulator;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

namespace AIHubMix.Images.ContractTests;

/// <summary>What the clients of these tests send through: the environment variable <see cref="Variable"/> says it. Unset, it is their own transport.</summary>
internal static class ClientTransport
{
    public const string Variable = "AIHUBMIX_TEST_TRANSPORT";

    private static readonly Func<string, AIHubMixClientOptions, AIHubMixClient> Chosen = Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" => static (key, options) => new AIHubMixClient(key, options),
        "kiota" => static (key, options) => AIHubMixKiotaClientFactory.Create(new Tokens(key), options),
        "kiota-adapter" => OverAnAdapter,
        var unknown => throw new NotSupportedException($"{Variable} is '{unknown}'; it must be kiota, kiota-adapter or unset."),
    };

    [ModuleInitializer]
    internal static void Choose() => AIHubMixSimulator.NewClient = Chosen;

    public static AIHubMixClient NewClient(string key, AIHubMixClientOptions options) => Chosen(key, options);

    // A team's adapter: Kiota's default middleware, with its retries and redirects, and a client that does not give up.
    private static AIHubMixClient OverAnAdapter(string key, AIHubMixClientOptions options)
    {
        HttpMessageHandler end = options.HttpInvoker is { } invoker ? new Shared(invoker) : AIHubMixClient.CreateHttpHandler();
        HttpClient http = KiotaClientFactory.Create(end);
        http.Timeout = Timeout.InfiniteTimeSpan;
        return AIHubMixKiotaClientFactory.Create(new HttpClientRequestAdapter(new BaseBearerTokenAuthenticationProvider(new Tokens(key)), httpClient: http), options);
    }

    private sealed class Tokens(string token) : IAccessTokenProvider
    {
        public AllowedHostsValidator AllowedHostsValidator { get; } = new();

        public Task<string> GetAuthorizationTokenAsync(Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) => Task.FromResult(token);
    }

    private sealed class Shared(HttpMessageInvoker invoker) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => invoker is HttpClient client
            ? client.SendAsync(Copy(request), HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            : invoker.SendAsync(request, cancellationToken);

        // An HttpClient sends no message that another has sent.
        private static HttpRequestMessage Copy(HttpRequestMessage request)
        {
            var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
            foreach ((string name, IEnumerable<string> values) in request.Headers)
            {
                copy.Headers.TryAddWithoutValidation(name, values);
            }

            return copy;
        }
    }
}
