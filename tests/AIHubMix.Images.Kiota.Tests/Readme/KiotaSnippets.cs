using AIHubMix.Images.Kiota.Tests.Support;
using AIHubMix.Images.Simulator;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;

namespace AIHubMix.Images.Kiota.Tests.Readme;

/// <summary>The code of docs/kiota.md, compiled as it stands there.</summary>
internal static class KiotaSnippets
{
    public static async Task<ImageResult> First(IAuthenticationProvider authentication, AIHubMixClientOptions options)
    {
        #region First
        using AIHubMixClient client = AIHubMixKiotaClientFactory.Create(authentication, options);
        ImageResult result = await client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer at a lake" });
        #endregion
        return result;
    }

    public static AIHubMixClient Keys(string apiKey, Func<CancellationToken, Task<string>> readVault, AIHubMixClientOptions options, bool isFixed)
    {
        #region Keys
        // The key of the gateway, as Kiota's own provider sends it
        IAuthenticationProvider fixedKey = new ApiKeyAuthenticationProvider(
            $"Bearer {apiKey}", "Authorization", ApiKeyAuthenticationProvider.KeyLocation.Header, "aihubmix.com", "api.aihubmix.com");

        // Or a token that is fetched anew for each attempt
        IAccessTokenProvider vault = new VaultTokens(readVault);
        #endregion
        return isFixed ? AIHubMixKiotaClientFactory.Create(fixedKey, options) : AIHubMixKiotaClientFactory.Create(vault, options);
    }

    public static AIHubMixClient Middleware(IAuthenticationProvider authentication, AIHubMixClientOptions options)
    {
        #region Middleware
        AIHubMixClient client = AIHubMixKiotaClientFactory.Create(
            authentication,
            options,
            middleware: [new UserAgentHandler(), new HeadersInspectionHandler(), new DepartmentHandler()],
            requestOptions: [new UserAgentHandlerOption { ProductName = "deer-service", ProductVersion = "1.2" }, new DepartmentOption("forestry")]);
        #endregion
        return client;
    }

    public static async Task<ImageResult> Adapter(IAuthenticationProvider authentication, HttpMessageHandler? finalHandler, AIHubMixClientOptions options)
    {
        #region Adapter
        using HttpClient http = KiotaClientFactory.Create(finalHandler);
        http.Timeout = Timeout.InfiniteTimeSpan; // else a picture that takes longer than 100 s is paid for and lost
        using var adapter = new HttpClientRequestAdapter(authentication, httpClient: http);

        using AIHubMixClient client = AIHubMixKiotaClientFactory.Create(adapter, options);
        ImageResult result = await client.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer" });
        #endregion
        return result;
    }

    public static async Task NotSent(AIHubMixClient client)
    {
        #region NotSent
        try
        {
            await client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer" });
        }
        catch (RequestNotSentException exception)
        {
            Console.WriteLine($"{exception.Message} {exception.InnerException?.Message}"); // exception.Billing is NeverDelivered
        }
        #endregion
    }

    public static async Task Test()
    {
        #region Test
        var clock = new SimulatorClock();
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new() { TimeProvider = clock });
        gateway.Faults.Next(Fault.ServerError(504)); // Kiota's RetryHandler would send it again

        using AIHubMixClient client = AIHubMixKiotaClientFactory.Create(new Tokens(AIHubMixSimulator.DefaultApiKey), new()
        {
            SubmitEndpoint = gateway.Endpoint,
            TasksEndpoint = gateway.Endpoint,
            TimeProvider = clock,
            HttpInvoker = new HttpMessageInvoker(clock.CreateHandler()), // stands at the end of the pipeline
        });
        await Assert.ThrowsAsync<AIHubMixApiException>(() =>
            clock.RunAsync(client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer" })));

        gateway.Ledger.ShouldHaveBilled(1);
        #endregion
    }

    #region Vault
    public sealed class VaultTokens(Func<CancellationToken, Task<string>> read) : IAccessTokenProvider
    {
        public AllowedHostsValidator AllowedHostsValidator { get; } = new(["aihubmix.com", "api.aihubmix.com"]);

        public async Task<string> GetAuthorizationTokenAsync(
            Uri uri, Dictionary<string, object>? context = null, CancellationToken cancellationToken = default) =>
            AllowedHostsValidator.IsUrlHostValid(uri) ? await read(cancellationToken) : "";
    }
    #endregion

    public sealed record DepartmentOption(string Department) : IRequestOption;

    public sealed class DepartmentHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Options.TryGetValue(new HttpRequestOptionsKey<IRequestOption>(typeof(DepartmentOption).FullName!), out IRequestOption? option);
            request.Headers.Add("x-department", ((DepartmentOption)option!).Department);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
