using System.Net;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Transport;

public sealed class GatewayTransportTests
{
    private const string Ready = """{"status":"Ready","result":{"sample":"https://pictures.example.com/deer.png?sig=secret-signature"}}""";

    [Theory]
    [InlineData(null, "https://aihubmix.com/v1/models/bfl/flux-kontext-max/predictions")]
    [InlineData("https://api.inferera.com/v1", "https://api.inferera.com/v1/models/bfl/flux-kontext-max/predictions")]
    [InlineData("https://api.inferera.com/v1/", "https://api.inferera.com/v1/models/bfl/flux-kontext-max/predictions")]
    [InlineData("https://proxy.example.com", "https://proxy.example.com/models/bfl/flux-kontext-max/predictions")]
    [InlineData("https://proxy.example.com:8443/a/b%20c", "https://proxy.example.com:8443/a/b%20c/models/bfl/flux-kontext-max/predictions")]
    [InlineData("http://127.0.0.1:5000/v1", "http://127.0.0.1:5000/v1/models/bfl/flux-kontext-max/predictions")]
    public async Task SubmitAsync_Endpoint_IsWhereThePredictionGoes(string? endpoint, string url)
    {
        using var bench = Bench.WithTask(options => endpoint is null ? options : options with { SubmitEndpoint = new Uri(endpoint) });

        await bench.SubmitAsync();

        StubRequest request = Assert.Single(bench.Gateway.Requests);
        Assert.Equal((HttpMethod.Post, url), (request.Method, request.Uri.AbsoluteUri));
    }

    [Theory]
    [InlineData(null, "https://api.aihubmix.com/v1/tasks/t1")]
    [InlineData("https://api.inferera.com/v1", "https://api.inferera.com/v1/tasks/t1")]
    [InlineData("https://api.inferera.com/v1/", "https://api.inferera.com/v1/tasks/t1")]
    [InlineData("http://localhost:5000", "http://localhost:5000/tasks/t1")]
    public async Task GetTaskAsync_Endpoint_IsWhereTheTaskIsFetched(string? endpoint, string url)
    {
        using var bench = Bench.WithTask(options => endpoint is null ? options : options with { TasksEndpoint = new Uri(endpoint) });
        bench.Gateway.Answer(Ready);

        await bench.GenerateAsync();

        Assert.Equal([Bench.Prediction, url], bench.Gateway.Requests.Select(request => request.Uri.AbsoluteUri));
        Assert.Equal(HttpMethod.Get, bench.Gateway.Requests[1].Method);
    }

    [Theory]
    [InlineData("api.us1.bfl.abc-1", "api.us1.bfl.abc-1")]
    [InlineData("a#b", "a%23b")]
    [InlineData("a%2Fb", "a%252Fb")]
    [InlineData("a b+c&d=é", "a%20b%2Bc%26d%3D%C3%A9")]
    [InlineData("...", "...")]
    [InlineData("evil.example.com:443@", "evil.example.com%3A443%40")]
    public async Task GetTaskAsync_Id_IsEscapedAsOneSegment(string taskId, string segment)
    {
        using var bench = Bench.WithTask(taskId: taskId);
        bench.Gateway.Answer(Ready);

        ImageResult result = await bench.GenerateAsync();

        Assert.Equal($"https://api.aihubmix.com/v1/tasks/{segment}", bench.Gateway.Requests[1].Uri.AbsoluteUri);
        Assert.Equal(taskId, result.TaskId);
    }

    [Fact]
    public async Task SendAsync_BothOperations_CarryTheKeyAndDownloadsDoNot()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Ready).Redirect("https://cdn.example.com/deer.png").Answer(Pictures.Png(), HttpStatusCode.OK, "image/png");

        ImageResult result = await bench.GenerateAsync();
        await result.Images[0].GetBytesAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [("Bearer " + Bench.Key, "application/json"), ("Bearer " + Bench.Key, "application/json"), (null, ""), (null, "")],
            bench.Gateway.Requests.Select(request => (request.Authorization?.ToString(), request.Accept)));
    }

    [Fact]
    public async Task SendAsync_DownloadFromTheGatewaysOwnHost_CarriesNoKeyEither()
    {
        using var bench = Bench.Answering("""{"output":["https://aihubmix.com/files/deer.png"]}""");
        bench.Gateway.Answer(Pictures.Png(), HttpStatusCode.OK, "image/png");

        await (await bench.GenerateAsync()).Images[0].GetBytesAsync(TestContext.Current.CancellationToken);

        Assert.Null(bench.Gateway.Requests[1].Authorization);
    }

    [Fact]
    public async Task SubmitAsync_Body_IsThePredictionWithTypeAndLength()
    {
        using var bench = Bench.WithTask();

        await bench.SubmitAsync();

        StubRequest request = Assert.Single(bench.Gateway.Requests);
        Assert.Equal("""{"input":{"prompt":"deer"}}""", request.Text);
        Assert.Equal("application/json", request.ContentHeaders!.ContentType!.ToString());
        Assert.Equal(request.Body.Length, request.ContentHeaders.ContentLength);
    }

    [Theory]
    [InlineData("a", "b", "a")]
    [InlineData(null, "b", "b")]
    [InlineData("a", null, "a")]
    [InlineData(null, null, null)]
    public async Task RequestIdOf_BothHeaders_PrefersTheGatewaysOwn(string? own, string? common, string? expected)
    {
        (string, string)[] headers = [.. own is null ? [] : ((string, string)[])[("X-AIHubMix-Request-Id", own)], .. common is null ? [] : ((string, string)[])[("x-request-id", common)]];
        using var bench = Bench.Answering("""{"output":[]}""", HttpStatusCode.OK, "application/json", headers);

        Assert.Equal(expected, (await bench.GenerateAsync()).RequestId);
    }

    [Fact]
    public async Task SubmitAsync_Redirect_IsNotFollowed()
    {
        using var bench = new Bench();
        bench.Gateway.Redirect("https://elsewhere.example.com/", HttpStatusCode.TemporaryRedirect);

        AIHubMixApiException exception = await bench.FailAsync<AIHubMixApiException>();

        Assert.Equal(HttpStatusCode.TemporaryRedirect, exception.StatusCode);
        Assert.Single(bench.Gateway.Requests);
    }

    [Fact]
    public void Dispose_InvokerPassedIn_StaysOpen()
    {
        using var gateway = new StubGateway(TimeProvider.System);
        using var invoker = new HttpMessageInvoker(gateway);

        new AIHubMixClient(Bench.Key, new AIHubMixClientOptions { HttpInvoker = invoker }).Dispose();

        Assert.False(gateway.IsDisposed);
    }
}
