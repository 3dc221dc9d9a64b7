using System.Net;
using AIHubMix.Images.Kiota.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;

namespace AIHubMix.Images.Kiota.Tests.Authentication;

public sealed class AuthenticationTests
{
    private const string Secret = "eyJ-very-secret-0123456789";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task GenerateAsync_AccessTokenProvider_IsAskedForEachAttemptToTheGatewayAndForNothingElse()
    {
        int submits = 0;
        var network = new Network(request => request.Method == HttpMethod.Post && submits++ < 2
            ? new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(TimeSpan.Zero) } }
            : Network.Task(request));
        var tokens = new Tokens(number => $"token-{number}");
        using AIHubMixClient client = Client(tokens, network);

        ImageResult result = await GenerateAsync(client);
        await result.Images[0].GetBytesAsync(Cancel);

        Assert.Equal(["Bearer token-1", "Bearer token-2", "Bearer token-3", "Bearer token-4", null], network.Requests.Select(request => request.Authorization));
        Assert.Equal(["aihubmix.com", "aihubmix.com", "aihubmix.com", "api.aihubmix.com"], tokens.Asked.Select(url => url.Host));
    }

    [Fact]
    public async Task GetBytesAsync_RedirectBackToTheGateway_CarriesNoCredential()
    {
        var network = new Network(request => request.Url switch
        {
            { Host: "pictures.example.com" } => Network.Redirect("https://aihubmix.com/v1/pictures/1"),
            { AbsolutePath: "/v1/pictures/1" } => new HttpResponseMessage { Content = new ByteArrayContent(Network.Picture) },
            _ => Network.Task(request),
        });
        var tokens = new Tokens(Secret);
        using AIHubMixClient client = Client(tokens, network);

        await (await GenerateAsync(client)).Images[0].GetBytesAsync(Cancel);

        Assert.Equal(["Bearer " + Secret, "Bearer " + Secret, null, null], network.Requests.Select(request => request.Authorization));
        Assert.Equal(2, tokens.Asked.Count);
    }

    [Fact]
    public async Task GenerateAsync_ApiKeyInAHeader_GoesThereAndAuthorizationIsEmpty()
    {
        var network = new Network(Network.Inline);
        using AIHubMixClient client = Client(new ApiKeyAuthenticationProvider(Secret, "api-key", ApiKeyAuthenticationProvider.KeyLocation.Header, "aihubmix.com"), network);

        await GenerateAsync(client);

        SentRequest request = Assert.Single(network.Requests);
        Assert.Equal((Secret, null), (request.Headers["api-key"], request.Authorization));
    }

    [Fact]
    public async Task GenerateAsync_ApiKeyInTheQuery_GoesThere()
    {
        var network = new Network(Network.Inline);
        using AIHubMixClient client = Client(new ApiKeyAuthenticationProvider(Secret, "key", ApiKeyAuthenticationProvider.KeyLocation.QueryParameter), network);

        await GenerateAsync(client);

        Assert.Equal("https://aihubmix.com/v1/models/bfl/flux-kontext-max/predictions?key=" + Secret, Assert.Single(network.Requests).Url.AbsoluteUri);
    }

    /// <summary>Kiota's providers refuse plain http, which the SDK takes for loopback addresses only.</summary>
    [Fact]
    public async Task GenerateAsync_LoopbackWithoutTls_IsAuthenticatedByKiotasOwnProviders()
    {
        await using KiotaBench bench = await KiotaBench.StartAsync();
        using AIHubMixClient client = AIHubMixKiotaClientFactory.Create(
            new ApiKeyAuthenticationProvider("Bearer sk-simulator", "Authorization", ApiKeyAuthenticationProvider.KeyLocation.Header, bench.Gateway.Endpoint.Host), bench.Options);
        using AIHubMixClient inQuery = AIHubMixKiotaClientFactory.Create(
            new ApiKeyAuthenticationProvider("sk-simulator", "key", ApiKeyAuthenticationProvider.KeyLocation.QueryParameter), bench.Options);

        await bench.GenerateAsync(client);
        await Assert.ThrowsAsync<AuthenticationFailedException>(() => bench.GenerateAsync(inQuery));

        bench.Gateway.Ledger.ShouldHaveBilled(1);
        Assert.EndsWith("?key=sk-simulator", bench.Gateway.Timeline.Exchanges[1].Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_ProviderThatThrows_EndsBeforeAnythingIsSent()
    {
        var cause = new InvalidOperationException($"The vault has closed over {Secret}.");
        var network = new Network(Network.Inline);
        using AIHubMixClient client = Client(new Provider(_ => throw cause), network);

        RequestNotSentException exception = await Assert.ThrowsAsync<RequestNotSentException>(() => GenerateAsync(client));

        Assert.Empty(network.Requests);
        Assert.Equal((BillingClass.NeverDelivered, 1), (exception.Billing, exception.Attempts));
        Assert.Same(cause, exception.InnerException);
        Assert.Equal(
            "The prediction request to 'bfl/flux-kontext-max' was not sent: Provider could not authenticate it; the inner exception, InvalidOperationException, says why. Nothing was billed.",
            exception.Message);
    }

    [Fact]
    public async Task GenerateAsync_ProviderThatGivesNothing_EndsBeforeAnythingIsSent()
    {
        var network = new Network(Network.Inline);
        using AIHubMixClient client = Client(new Provider(_ => Task.CompletedTask), network);
        using AIHubMixClient withoutToken = Client(new Tokens(""), network);

        RequestNotSentException exception = await Assert.ThrowsAsync<RequestNotSentException>(() => GenerateAsync(client));
        await Assert.ThrowsAsync<RequestNotSentException>(() => GenerateAsync(withoutToken));

        Assert.Empty(network.Requests);
        Assert.Equal(BillingClass.NeverDelivered, exception.Billing);
        Assert.Contains("gave no credential for 'aihubmix.com'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_AnonymousProvider_SendsWithoutACredential()
    {
        var network = new Network(Network.Inline);
        using AIHubMixClient client = Client(new AnonymousAuthenticationProvider(), network);

        await GenerateAsync(client);

        Assert.Null(Assert.Single(network.Requests).Authorization);
    }

    [Theory]
    [InlineData("https://elsewhere.example.com/v1")]
    [InlineData("https://aihubmix.com:8443/v1")]
    public async Task GenerateAsync_ProviderThatLeadsElsewhere_EndsBeforeAnythingIsSent(string url)
    {
        var network = new Network(Network.Inline);
        using AIHubMixClient client = Client(new Provider(request =>
        {
            request.URI = new Uri(url);
            return Task.CompletedTask;
        }), network);

        await Assert.ThrowsAsync<RequestNotSentException>(() => GenerateAsync(client));

        Assert.Empty(network.Requests);
    }

    [Fact]
    public async Task WaitAsync_ProviderThatFailsLater_KeepsTheToken()
    {
        var network = new Network(Network.Task);
        bool isOpen = true;
        using AIHubMixClient client = Client(
            new Provider(request =>
            {
                request.Headers.Add("Authorization", isOpen ? "Bearer " + Secret : throw new InvalidOperationException());
                return Task.CompletedTask;
            }),
            network);
        ImageTask task = await client.SubmitAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer" }, cancellationToken: Cancel);
        isOpen = false;

        RequestNotSentException exception = await Assert.ThrowsAsync<RequestNotSentException>(() => task.WaitAsync(cancellationToken: Cancel));
        isOpen = true;
        ImageResult result = await client.ResumeTask(exception.TaskToken!).WaitAsync(cancellationToken: Cancel);

        Assert.Equal(BillingClass.Billed, exception.Billing);
        Assert.Single(result.Images);
        Assert.Single(network.Requests, request => request.Method == HttpMethod.Post);
    }

    [Fact]
    public async Task GenerateAsync_ProviderThatHangs_EndsAtTheDeadlineWithNothingBilled()
    {
        await using KiotaBench bench = await KiotaBench.StartAsync();
        using AIHubMixClient client = AIHubMixKiotaClientFactory.Create(
            new Provider(_ => Task.Delay(TimeSpan.FromHours(1), bench.Clock, CancellationToken.None)), bench.Options with { Deadline = TimeSpan.FromSeconds(5) });

        GenerationTimeoutException exception = await Assert.ThrowsAsync<GenerationTimeoutException>(() => bench.GenerateAsync(client));

        Assert.Equal((BillingClass.NeverDelivered, TimeSpan.FromSeconds(5)), (exception.Billing, bench.Clock.Elapsed));
        Assert.Empty(bench.Gateway.Timeline.Exchanges);
    }

    [Theory]
    [InlineData("SubmitEndpoint", "aihubmix.com", "api.aihubmix.com")]
    [InlineData("TasksEndpoint", "api.aihubmix.com", "aihubmix.com")]
    public void Create_AllowedHostsWithoutAHostOfTheGateway_SaysWhichIsMissing(string setting, string missing, string allowed)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => AIHubMixKiotaClientFactory.Create(new Tokens(_ => Secret, allowed)));

        Assert.StartsWith($"The access token provider gives no token for '{missing}', the host of {setting}: its AllowedHosts are {allowed}. Add the host to them.", exception.Message, StringComparison.Ordinal);
        AIHubMixKiotaClientFactory.Create(new Tokens(_ => Secret, missing, allowed)).Dispose();
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.OK)]
    public async Task GenerateAsync_AnswerThatRepeatsTheToken_ShowsItNowhere(HttpStatusCode status)
    {
        using var folder = new TemporaryFolder();
        var network = new Network(_ => Network.Json($$$"""{"error":{"message":"The token {{{Secret}}} is wrong.","code":"{{{Secret}}}"}}""", status));
        using AIHubMixClient client = Client(new Tokens(Secret), network, options => options with { RecordDirectory = folder.Path, LoggerFactory = NullLoggerFactory.Instance });

        AIHubMixException exception = await Assert.ThrowsAnyAsync<AIHubMixException>(() => GenerateAsync(client));

        Assert.Contains("The token ******", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, string.Concat(Directory.EnumerateFiles(folder.Path).Select(File.ReadAllText)), StringComparison.Ordinal);
        Assert.NotEmpty(Directory.EnumerateFiles(folder.Path));
    }

    private static Task<ImageResult> GenerateAsync(AIHubMixClient client) =>
        client.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer" }, new CallOptions { Deadline = TimeSpan.FromMinutes(1) }, Cancel);

    private static AIHubMixClient Client(IAccessTokenProvider tokens, Network network, Func<AIHubMixClientOptions, AIHubMixClientOptions>? configure = null) =>
        Client(new BaseBearerTokenAuthenticationProvider(tokens), network, configure);

    private static AIHubMixClient Client(IAuthenticationProvider provider, Network network, Func<AIHubMixClientOptions, AIHubMixClientOptions>? configure = null)
    {
        var options = new AIHubMixClientOptions { HttpInvoker = new HttpMessageInvoker(network), Randomizer = () => 0, PollingSchedule = PollingSchedule.Every(TimeSpan.FromMilliseconds(10)) };
        return AIHubMixKiotaClientFactory.Create(provider, configure?.Invoke(options) ?? options);
    }

    private sealed class Provider(Func<RequestInformation, Task> authenticate) : IAuthenticationProvider
    {
        public Task AuthenticateRequestAsync(RequestInformation request, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) => authenticate(request);
    }
}
