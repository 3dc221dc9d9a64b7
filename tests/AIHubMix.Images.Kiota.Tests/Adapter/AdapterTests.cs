using System.Net;
using AIHubMix.Images.Kiota.Tests.Support;
using AIHubMix.Images.Simulator;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

namespace AIHubMix.Images.Kiota.Tests.Adapter;

public sealed class AdapterTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task GenerateAsync_RequestsToTheGateway_GoOverTheAdapterAndDownloadsPastIt()
    {
        var network = new Network(Network.Task);
        var downloads = new Network(Network.Task);
        using HttpClientRequestAdapter adapter = Adapter(network);
        using AIHubMixClient client = AIHubMixKiotaClientFactory.Create(adapter, Options(downloads));

        ImageResult result = await GenerateAsync(client);
        await result.Images[0].GetBytesAsync(Cancel);

        Assert.Equal(["https://aihubmix.com/v1/models/bfl/flux-kontext-max/predictions", "https://api.aihubmix.com/v1/tasks/t1"], network.Requests.Select(request => request.Url.AbsoluteUri));
        Assert.All(network.Requests, request => Assert.Equal("Bearer sk-simulator", request.Authorization));
        SentRequest download = Assert.Single(downloads.Requests);
        Assert.Equal(("pictures.example.com", null), (download.Url.Host, download.Authorization));
    }

    [Fact]
    public async Task GenerateAsync_AdapterOfAnotherApi_KeepsItsBaseUrlAndChangesNothing()
    {
        var network = new Network(Network.Inline);
        using HttpClientRequestAdapter adapter = Adapter(network);
        adapter.BaseUrl = "https://graph.example.com/v1.0";
        using AIHubMixClient client = AIHubMixKiotaClientFactory.Create(adapter);

        await client.GenerateAsync(
            ImageModels.FluxKontextMax, new() { Prompt = "A deer" }, new CallOptions { Headers = new Dictionary<string, string> { ["APP-Code"] = "deer" }, IdempotencyKey = "once" }, Cancel);

        SentRequest request = Assert.Single(network.Requests);
        Assert.Equal(("aihubmix.com", "deer", "once", "application/json", """{"input":{"prompt":"A deer"}}"""), (request.Url.Host, request.Headers["APP-Code"], request.Headers["Idempotency-Key"], request.Headers["Accept"], request.Body));
        Assert.Equal("https://graph.example.com/v1.0", adapter.BaseUrl);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("stream of unknown length")]
    public async Task GenerateAsync_PictureOfTheCallers_ArrivesAsWithoutKiota(string kind)
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "deer.png");
        byte[] picture = [.. Network.Picture, .. new byte[3_000_000]];
        new Random(7).NextBytes(picture.AsSpan(Network.Picture.Length));
        await File.WriteAllBytesAsync(path, picture, Cancel);
        ImageSource source = kind == "file" ? ImageSource.FromFile(path) : ImageSource.FromStream(_ => ValueTask.FromResult<Stream>(new UnknownLength(picture)));
        await using KiotaBench bench = await KiotaBench.StartAsync();
        using AIHubMixClient plain = bench.Gateway.CreateClient(bench.Options);
        using HttpClientRequestAdapter adapter = bench.CreateAdapter();
        using AIHubMixClient client = bench.Create(adapter);

        foreach (AIHubMixClient one in (AIHubMixClient[])[plain, client])
        {
            await bench.Clock.RunAsync(one.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer", InputImage = source }, cancellationToken: Cancel));
        }

        Exchange[] submits = [.. bench.Gateway.Timeline.Of(GatewayOperation.Submit)];
        Assert.True(submits[0].Body.Length > picture.Length);
        Assert.True(submits[0].Body.Span.SequenceEqual(submits[1].Body.Span));
        foreach (string name in (string[])["Content-Length", "Content-Type", "Transfer-Encoding"])
        {
            Assert.Equal(submits[0].Headers.GetValueOrDefault(name), submits[1].Headers.GetValueOrDefault(name));
        }
    }

    [Fact]
    public async Task GenerateAsync_AdapterWhoseAuthenticationFails_EndsBeforeAnythingIsSent()
    {
        // Kiota's provider refuses plain http.
        await using KiotaBench bench = await KiotaBench.StartAsync();
        using var adapter = new HttpClientRequestAdapter(new ApiKeyAuthenticationProvider("sk", "key", ApiKeyAuthenticationProvider.KeyLocation.Header));
        using AIHubMixClient client = bench.Create(adapter);

        RequestNotSentException exception = await Assert.ThrowsAsync<RequestNotSentException>(() => bench.GenerateAsync(client));

        Assert.Empty(bench.Gateway.Timeline.Exchanges);
        Assert.Equal((BillingClass.NeverDelivered, 1), (exception.Billing, exception.Attempts));
        Assert.IsType<ArgumentException>(exception.InnerException);
    }

    [Fact]
    public async Task GenerateAsync_AdapterThatHangs_EndsAtTheDeadlineAndSendsNothingAfterwards()
    {
        await using KiotaBench bench = await KiotaBench.StartAsync();
        using HttpClientRequestAdapter inner = bench.CreateAdapter();
        var release = new TaskCompletionSource();
        var adapter = new Decorator(inner) { Before = request => request.HttpMethod == Method.POST ? release.Task : Task.CompletedTask };
        using AIHubMixClient client = AIHubMixKiotaClientFactory.Create(adapter, bench.Options with { Deadline = TimeSpan.FromSeconds(5) });

        Task<ImageResult> call = client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer" }, cancellationToken: Cancel);
        GenerationTimeoutException exception = await Assert.ThrowsAsync<GenerationTimeoutException>(() => bench.Clock.RunAsync(Task.WhenAll(call, Task.Delay(TimeSpan.FromSeconds(6), bench.Clock, Cancel))));
        release.SetResult();
        await Assert.ThrowsAsync<OperationCanceledException>(() => adapter.Last!);

        Assert.Equal(BillingClass.NeverDelivered, exception.Billing);
        Assert.Equal(GatewayOperation.Poll, Assert.Single(bench.Gateway.Timeline.Exchanges).Operation);
        bench.Gateway.Ledger.ShouldHaveBilled(0);
    }

    [Fact]
    public async Task GenerateAsync_HttpClientOfTheAdapterGivesUp_SaysWhatToSetAndIsNotSentAgain()
    {
        var network = new Hanging();
        using HttpClientRequestAdapter adapter = Adapter(network, TimeSpan.FromMilliseconds(50));
        using AIHubMixClient client = AIHubMixKiotaClientFactory.Create(adapter);

        ConnectionFailedException exception = await Assert.ThrowsAsync<ConnectionFailedException>(() => GenerateAsync(client));

        Assert.Equal((BillingClass.OutcomeUnknown, 1), (exception.Billing, network.Sent));
        Assert.Contains("Set that to Timeout.InfiniteTimeSpan", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_AdapterThatSendsAgainByItself_BuysOnce()
    {
        await using KiotaBench bench = await KiotaBench.StartAsync();
        using HttpClientRequestAdapter inner = bench.CreateAdapter();
        var adapter = new Decorator(inner) { Sends = 2 };
        using AIHubMixClient client = bench.Create(adapter);

        ConnectionFailedException exception = await Assert.ThrowsAsync<ConnectionFailedException>(() => bench.GenerateAsync(client));

        bench.Gateway.Ledger.ShouldHaveBilled(1);
        Assert.Equal(BillingClass.OutcomeUnknown, exception.Billing);
    }

    [Fact]
    public async Task GenerateAsync_AdapterOfATeam_IsTriedOnceWithALookThatCostsNothing()
    {
        await using KiotaBench bench = await KiotaBench.StartAsync();
        using HttpClientRequestAdapter inner = bench.CreateAdapter();
        using AIHubMixClient client = bench.Create(new Decorator(inner));

        await bench.GenerateAsync(client);
        await bench.GenerateAsync(client);

        Assert.Equal([GatewayOperation.Poll, GatewayOperation.Submit, GatewayOperation.Submit], bench.Gateway.Timeline.Exchanges.Select(exchange => exchange.Operation));
        bench.Gateway.Ledger.ShouldHaveBilled(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GenerateAsync_AdapterThatHandsOutNoNativeAnswer_IsRefusedBeforeAnythingIsBought(bool throws)
    {
        await using KiotaBench bench = await KiotaBench.StartAsync();
        using HttpClientRequestAdapter inner = bench.CreateAdapter();
        if (throws)
        {
            bench.Gateway.Faults.Next(Fault.Status(404, "{}")).On(GatewayOperation.Poll); // which the adapter makes an exception of
        }

        using AIHubMixClient client = bench.Create(new Decorator(inner) { TakesTheHandlerOff = true });

        RequestNotSentException exception = await Assert.ThrowsAsync<RequestNotSentException>(() => bench.GenerateAsync(client));

        Assert.Equal(GatewayOperation.Poll, Assert.Single(bench.Gateway.Timeline.Exchanges).Operation);
        Assert.Equal((BillingClass.NeverDelivered, 1), (exception.Billing, exception.Attempts));
        Assert.Contains("does not hand out the HttpResponseMessage", exception.Message, StringComparison.Ordinal);
        Assert.Equal(throws ? typeof(ApiException) : null, exception.InnerException?.GetType());
    }

    [Fact]
    public async Task GenerateAsync_AnswerThatRepeatsTheToken_ShowsItNowhere()
    {
        var network = new Network(_ => Network.Json("""{"error":{"message":"The token sk-simulator is wrong."}}""", HttpStatusCode.Unauthorized));
        using HttpClientRequestAdapter adapter = Adapter(network);
        using AIHubMixClient client = AIHubMixKiotaClientFactory.Create(adapter);

        AuthenticationFailedException exception = await Assert.ThrowsAsync<AuthenticationFailedException>(() => GenerateAsync(client));

        Assert.DoesNotContain("sk-simulator", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_Client_LeavesTheAdapterAlone()
    {
        var network = new Network(Network.Inline);
        using HttpClientRequestAdapter adapter = Adapter(network);
        AIHubMixKiotaClientFactory.Create(adapter).Dispose();
        using AIHubMixClient client = AIHubMixKiotaClientFactory.Create(adapter);

        await GenerateAsync(client);

        Assert.False(network.IsDisposed);
    }

    private static Task<ImageResult> GenerateAsync(AIHubMixClient client) => client.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer" }, cancellationToken: Cancel);

    private static AIHubMixClientOptions Options(Network network) => new() { HttpInvoker = new HttpMessageInvoker(network), PollingSchedule = PollingSchedule.Every(TimeSpan.FromMilliseconds(10)) };

    private static HttpClientRequestAdapter Adapter(HttpMessageHandler network, TimeSpan? timeout = null)
    {
        HttpClient http = KiotaClientFactory.Create(network);
        http.Timeout = timeout ?? Timeout.InfiniteTimeSpan;
        return new HttpClientRequestAdapter(new BaseBearerTokenAuthenticationProvider(new Tokens()), httpClient: http);
    }

    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    private sealed class Hanging : HttpMessageHandler
    {
        public int Sent { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent++;
            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            throw new InvalidOperationException();
        }
    }
}
