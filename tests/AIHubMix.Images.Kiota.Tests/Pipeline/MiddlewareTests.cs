using System.Net;
using System.Net.Http.Headers;
using AIHubMix.Images.Kiota.Tests.Support;
using AIHubMix.Images.Simulator;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Microsoft.Kiota.Http.HttpClientLibrary.Extensions;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;

namespace AIHubMix.Images.Kiota.Tests.Pipeline;

/// <summary>What each middleware of Kiota does to a request that costs money, and what middleware of others cannot do.</summary>
public sealed class MiddlewareTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GenerateAsync_MiddlewareThatSendsAgainByItself_LeavesOnce(bool makesAnother)
    {
        await using KiotaBench bench = await KiotaBench.StartAsync();
        bench.Gateway.Faults.Next(Fault.ServerError(504));
        using AIHubMixClient client = bench.Create([new Stubborn(), .. makesAnother ? [new TelemetryHandler(new TelemetryHandlerOption { TelemetryConfigurator = Another })] : (DelegatingHandler[])[]]);

        ConnectionFailedException exception = await Assert.ThrowsAsync<ConnectionFailedException>(() => bench.GenerateAsync(client));

        bench.Gateway.Ledger.ShouldHaveBilled(1);
        Assert.Single(bench.Gateway.Timeline.Exchanges);
        Assert.Equal(BillingClass.OutcomeUnknown, exception.Billing);
        Assert.Contains("The middleware tried to send a request a second time; the first was answered with 504.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_MiddlewareThatSendsAgainWhatWasNeverDelivered_IsSentAgainByTheClient()
    {
        await using KiotaBench bench = await KiotaBench.StartAsync();
        using IDisposable outage = bench.Gateway.Faults.RefuseConnections(TimeSpan.FromSeconds(5));
        using AIHubMixClient client = bench.Create(new Stubborn());

        ImageResult result = await bench.GenerateAsync(client);

        Assert.True(result.Attempts > 1);
        bench.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Theory]
    [InlineData("https://aihubmix.com/v1/models/bfl/flux-kontext-max/predictions")]
    [InlineData("https://pictures.example.com/deer.png")]
    public async Task GenerateAsync_MiddlewareThatFollowsRedirectsByItself_TakesNothingElsewhere(string redirected)
    {
        var network = new Network(request => request.Url.GetLeftPart(UriPartial.Path) == redirected ? Network.Redirect("https://elsewhere.example.com/") : Network.Task(request));
        using AIHubMixClient client = Over(network, new Follower());

        await Assert.ThrowsAnyAsync<AIHubMixException>(async () => await (await GenerateAsync(client)).Images[0].GetBytesAsync(Cancel));

        Assert.DoesNotContain(network.Requests, request => request.Url.Host == "elsewhere.example.com");
    }

    [Fact]
    public async Task GetBytesAsync_MiddlewareThatAddsACredential_LosesIt()
    {
        var network = new Network(Network.Task);
        using AIHubMixClient client = Over(network, new Setter(request => request.Headers.Authorization ??= new AuthenticationHeaderValue("Bearer", "of-a-handler")));

        await (await GenerateAsync(client)).Images[0].GetBytesAsync(Cancel);

        Assert.Equal(["Bearer sk-simulator", "Bearer sk-simulator", null], network.Requests.Select(request => request.Authorization));
    }

    [Fact]
    public async Task GenerateAsync_ChaosHandler_IsTreatedAsTheGatewayAndNothingIsBilled()
    {
        await using KiotaBench bench = await KiotaBench.StartAsync();
        int planned = 0;
        using HttpResponseMessage refused = ChaosHandler.Create429TooManyRequestsResponse(TimeSpan.FromSeconds(3));
        using AIHubMixClient refusing = bench.Create(new ChaosHandler(new ChaosHandlerOption { ChaosPercentLevel = 100, KnownChaos = [refused] }));
        using AIHubMixClient timingOut = bench.Create(new ChaosHandler(new ChaosHandlerOption
        {
            PlannedChaosFactory = _ => planned++ == 0 ? ChaosHandler.Create504GatewayTimeoutResponse(TimeSpan.FromSeconds(3)) : null!, ChaosPercentLevel = 0,
        }));

        RateLimitedException limited = await Assert.ThrowsAsync<RateLimitedException>(() => bench.GenerateAsync(refusing));
        AIHubMixApiException unknown = await Assert.ThrowsAsync<AIHubMixApiException>(() => bench.GenerateAsync(timingOut));

        Assert.True(limited.Attempts > 10); // the same answer each time
        Assert.Equal((BillingClass.OutcomeUnknown, 1), (unknown.Billing, unknown.Attempts));
        Assert.Empty(bench.Gateway.Timeline.Exchanges);
    }

#pragma warning disable CS0618 // Kiota advises against it, but teams have it.
    [Fact]
    public async Task GenerateAsync_CompressionHandler_AsksForGzipAndSendsTheBodyAsItIs()
    {
        var network = new Network(Network.Inline);
        using AIHubMixClient client = Over(network, new CompressionHandler());

        await GenerateAsync(client);

        SentRequest request = Assert.Single(network.Requests);
        Assert.Equal(("gzip", """{"input":{"prompt":"A deer"}}"""), (request.Headers["Accept-Encoding"], request.Body));
    }
#pragma warning restore CS0618

    [Fact]
    public async Task GenerateAsync_BodyInspectionHandler_HasBothBodies()
    {
        await using KiotaBench bench = await KiotaBench.StartAsync();
        var option = new BodyInspectionHandlerOption { InspectRequestBody = true, InspectResponseBody = true };
        using AIHubMixClient client = AIHubMixKiotaClientFactory.Create(bench.Tokens, bench.Options, requestOptions: [option]);

        ImageResult result = await bench.GenerateAsync(client);

        Assert.Equal("""{"input":{"prompt":"A deer"}}""", await new StreamReader(option.RequestBody).ReadToEndAsync(Cancel));
        Assert.True(option.ResponseBody.Length > (await result.Images[0].GetBytesAsync(Cancel)).Length);
        bench.Gateway.Ledger.ShouldHaveBilled(1);
    }

    /// <summary>The handler takes a copy of the body, after which the client no longer knows that it was not sent.</summary>
    [Fact]
    public async Task GenerateAsync_BodyInspectionHandlerAndNoConnection_IsNotSentAgain()
    {
        await using KiotaBench bench = await KiotaBench.StartAsync();
        using IDisposable outage = bench.Gateway.Faults.RefuseConnections();
        using AIHubMixClient client = bench.Create(new BodyInspectionHandler(new BodyInspectionHandlerOption { InspectRequestBody = true }));

        ConnectionFailedException exception = await Assert.ThrowsAsync<ConnectionFailedException>(() => bench.GenerateAsync(client));

        Assert.Equal((BillingClass.OutcomeUnknown, 1), (exception.Billing, exception.Attempts));
    }

    [Fact]
    public async Task GenerateAsync_HeadersInspectionHandler_SeesTheCredentialAndTheRequestId()
    {
        await using KiotaBench bench = await KiotaBench.StartAsync();
        var option = new HeadersInspectionHandlerOption { InspectRequestHeaders = true, InspectResponseHeaders = true };
        using AIHubMixClient client = AIHubMixKiotaClientFactory.Create(bench.Tokens, bench.Options, requestOptions: [option]);

        ImageResult result = await bench.GenerateAsync(client);

        Assert.Equal(["Bearer sk-simulator"], option.RequestHeaders["Authorization"]);
        Assert.Equal([result.RequestId], option.ResponseHeaders["x-aihubmix-request-id"]);
    }

    [Fact]
    public async Task GenerateAsync_UserAgentAndUriReplacement_DoWhatTheyAreToldTo()
    {
        var network = new Network(Network.Inline);
        using AIHubMixClient client = AIHubMixKiotaClientFactory.Create(new Tokens(), Options(network), requestOptions:
        [
            new UserAgentHandlerOption { ProductName = "deer", ProductVersion = "7" },
            new UriReplacementHandlerOption(true, [new("/v1/models", "/proxy/v1/models")]),
            new ParametersNameDecodingOption(),
        ]);

        await GenerateAsync(client);

        SentRequest request = Assert.Single(network.Requests);
        Assert.Equal(("deer/7", "https://aihubmix.com/proxy/v1/models/bfl/flux-kontext-max/predictions"), (request.Headers["User-Agent"], request.Url.AbsoluteUri));
    }

    [Fact]
    public async Task GenerateAsync_OptionOfATeam_IsThereForTheirHandlerInEveryRequest()
    {
        var network = new Network(Network.Task);
        var seen = new List<TeamOption?>();
        var option = new TeamOption();
        using AIHubMixClient client = AIHubMixKiotaClientFactory.Create(new Tokens(), Options(network), [new Setter(request => seen.Add(request.GetRequestOption<TeamOption>()))], [option]);

        await (await GenerateAsync(client)).Images[0].GetBytesAsync(Cancel);

        Assert.Equal([option, option, option], seen);
    }

    [Fact]
    public void Create_MiddlewareThatDoesNotFit_IsRefused()
    {
        var used = new Setter(_ => { }) { InnerHandler = new Network(Network.Inline) };
        (DelegatingHandler? Handler, string Why)[] cases =
        [
            (new AuthorizationHandler(new BaseBearerTokenAuthenticationProvider(new Tokens())), "pass its provider to Create instead"),
            (used, "a Setter that is part of another pipeline already"),
            (null, "a null"),
        ];
        foreach ((DelegatingHandler? handler, string why) in cases)
        {
            ArgumentException exception = Assert.Throws<ArgumentException>(() => AIHubMixKiotaClientFactory.Create(new Tokens(), middleware: [handler!]));
            Assert.Contains(why, exception.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentException>(() => AIHubMixKiotaClientFactory.Create(new Tokens(), requestOptions: [null!]));
    }

    [Fact]
    public void Create_HttpClientThatGivesUp_IsRefused()
    {
        using var http = new HttpClient();

        Assert.Contains("gives up after", Assert.Throws<ArgumentException>(() => AIHubMixKiotaClientFactory.Create(new Tokens(), new() { HttpInvoker = http })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_HttpClientOfKiotaAtTheEnd_SendsOnce()
    {
        var network = new Network(_ => new HttpResponseMessage(HttpStatusCode.GatewayTimeout));
        using HttpClient http = KiotaClientFactory.Create(network);
        http.Timeout = Timeout.InfiniteTimeSpan;
        using AIHubMixClient client = AIHubMixKiotaClientFactory.Create(new Tokens(), new() { HttpInvoker = http }, middleware: []);

        AIHubMixApiException exception = await Assert.ThrowsAsync<AIHubMixApiException>(() => GenerateAsync(client));

        Assert.Single(network.Requests);
        Assert.Equal(BillingClass.OutcomeUnknown, exception.Billing);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dispose_Client_DisposesTheMiddlewareAndTheInvokerOnlyIfToldTo(bool disposes)
    {
        var network = new Network(Network.Inline);
        var handler = new Setter(_ => { });
        AIHubMixClient client = AIHubMixKiotaClientFactory.Create(new Tokens(), Options(network) with { DisposeHttpInvoker = disposes }, [handler]);

        client.Dispose();

        Assert.Equal((true, disposes), (handler.IsDisposed, network.IsDisposed));
    }

    private static Task<ImageResult> GenerateAsync(AIHubMixClient client) =>
        client.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer" }, new CallOptions { Deadline = TimeSpan.FromSeconds(3) }, Cancel);

    private static AIHubMixClient Over(Network network, params IEnumerable<DelegatingHandler> middleware) => AIHubMixKiotaClientFactory.Create(new Tokens(), Options(network), middleware);

    private static AIHubMixClientOptions Options(Network network) => new()
    {
        HttpInvoker = new HttpMessageInvoker(network), Randomizer = () => 0, PollingSchedule = PollingSchedule.Every(TimeSpan.FromMilliseconds(10)),
    };

    // A message of its own, without the options that came with the other.
    private static HttpRequestMessage Another(HttpRequestMessage request)
    {
        var another = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
        another.Headers.Authorization = request.Headers.Authorization;
        another.Headers.Add("x-simulator-flight", request.Headers.TryGetValues("x-simulator-flight", out IEnumerable<string>? values) ? values : ["0"]);
        return another;
    }

    private sealed class TeamOption : IRequestOption;

    private sealed class Setter(Action<HttpRequestMessage> set) : DelegatingHandler
    {
        public bool IsDisposed { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            set(request);
            return base.SendAsync(request, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }

    /// <summary>Sends again whatever fails, without asking anybody.</summary>
    private sealed class Stubborn : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
                return response.IsSuccessStatusCode ? response : await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException)
            {
                return await base.SendAsync(request, cancellationToken);
            }
        }
    }

    /// <summary>Follows redirects with all that the request has on it.</summary>
    private sealed class Follower : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (response.Headers.Location is { } location)
            {
                request.RequestUri = location;
                return await base.SendAsync(request, cancellationToken);
            }

            return response;
        }
    }
}
