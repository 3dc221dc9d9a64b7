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

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task DownloadAsync_Redirect_IsFollowed(int status)
    {
        (Bench bench, GeneratedImage image) = await PictureAsync("https://a.example.com/x/deer.png");
        using Bench _ = bench;
        bench.Gateway.Redirect("../y/deer.png?z=1", (HttpStatusCode)status).Redirect("//b.example.com/deer.png", (HttpStatusCode)status).Answer(Pictures.Png(), HttpStatusCode.OK, null);

        Assert.Equal(Pictures.Png(), (await image.GetBytesAsync(TestContext.Current.CancellationToken)).ToArray());
        Assert.Equal(
            ["https://a.example.com/x/deer.png", "https://a.example.com/y/deer.png?z=1", "https://b.example.com/deer.png"],
            bench.Gateway.Requests.Skip(1).Select(request => request.Uri.AbsoluteUri));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task DownloadAsync_ManyRedirects_FollowsFive(int redirects, bool arrives)
    {
        (Bench bench, GeneratedImage image) = await PictureAsync("https://a.example.com/0");
        using Bench _ = bench;
        for (int count = 1; count <= redirects; count++)
        {
            bench.Gateway.Redirect($"https://a.example.com/{count}");
        }

        bench.Gateway.Answer(Pictures.Png(), HttpStatusCode.OK, "image/png");

        Exception? failure = await Record.ExceptionAsync(async () => await image.GetBytesAsync(TestContext.Current.CancellationToken));

        Assert.Equal(arrives, failure is null);
        Assert.Equal(arrives ? null : HttpStatusCode.Found, (failure as ImageDownloadException)?.StatusCode);
        Assert.Equal(1 + 6, bench.Gateway.Requests.Count);
    }

    [Theory]
    [InlineData("https://a.example.com/1", "http://a.example.com/2")]
    [InlineData("https://a.example.com/1", "ftp://a.example.com/2")]
    [InlineData("https://a.example.com/1", "file:///etc/passwd")]
    [InlineData("http://a.example.com/1", "file:///etc/passwd")]
    public async Task DownloadAsync_RedirectToALesserScheme_IsRefused(string from, string to)
    {
        (Bench bench, GeneratedImage image) = await PictureAsync(from);
        using Bench _ = bench;
        bench.Gateway.Redirect(to).Answer(Pictures.Png(), HttpStatusCode.OK, "image/png");

        ImageDownloadException exception = await Assert.ThrowsAsync<ImageDownloadException>(async () => await image.GetBytesAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.Found, exception.StatusCode);
        Assert.Equal(2, bench.Gateway.Requests.Count);
    }

    [Theory]
    [InlineData(403, "The URL has most likely expired.")]
    [InlineData(404, "The URL has most likely expired.")]
    [InlineData(410, "The URL has most likely expired.")]
    [InlineData(500, "Try it again before the URL expires.")]
    [InlineData(304, "Try it again before the URL expires.")]
    public async Task DownloadAsync_ErrorStatus_TellsItWithoutTheSignature(int status, string hint)
    {
        (Bench bench, GeneratedImage image) = await PictureAsync("https://a.example.com/deer.png?sig=secret-signature");
        using Bench _ = bench;
        bench.Gateway.Answer("no", (HttpStatusCode)status);

        ImageDownloadException exception = await Assert.ThrowsAsync<ImageDownloadException>(async () => await image.GetBytesAsync(TestContext.Current.CancellationToken));

        Assert.Equal($"The picture at https://a.example.com/deer.png was answered with {status} {(HttpStatusCode)status}. {hint}", exception.Message);
        Assert.Equal((HttpStatusCode)status, exception.StatusCode);
        Assert.Equal(image.Url, exception.Url);
        Assert.DoesNotContain("secret-signature", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DownloadAsync_NoPictureServed_IsRefused()
    {
        (Bench bench, GeneratedImage image) = await PictureAsync("https://a.example.com/deer.png?sig=secret-signature");
        using Bench _ = bench;
        bench.Gateway.Answer("<html>sign in</html>", type: "text/html");

        ImageDownloadException exception = await Assert.ThrowsAsync<ImageDownloadException>(async () => await image.GetBytesAsync(TestContext.Current.CancellationToken));

        Assert.Equal("What https://a.example.com/deer.png served is no picture: 20 bytes of text/html.", exception.Message);
        Assert.Equal(HttpStatusCode.OK, exception.StatusCode);
    }

    [Fact]
    public async Task DownloadAsync_ConnectionFails_IsADownloadFailure()
    {
        (Bench bench, GeneratedImage image) = await PictureAsync("https://a.example.com/deer.png");
        using Bench _ = bench;
        bench.Gateway.Fail(new HttpRequestException("Connection refused."));

        ImageDownloadException exception = await Assert.ThrowsAsync<ImageDownloadException>(async () => await image.GetBytesAsync(TestContext.Current.CancellationToken));

        Assert.IsType<HttpRequestException>(exception.InnerException);
        Assert.Null(exception.StatusCode);
        Assert.Contains("Connection refused.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DownloadAsync_AnnouncedTooLarge_IsRefusedUnread()
    {
        (Bench bench, GeneratedImage image) = await PictureAsync("https://a.example.com/deer.png");
        using Bench _ = bench;
        var content = new ByteArrayContent(Pictures.Png());
        content.Headers.ContentLength = 256L * 1024 * 1024 + 1;
        bench.Gateway.Answer(content);

        ImageDownloadException exception = await Assert.ThrowsAsync<ImageDownloadException>(async () => await image.GetBytesAsync(TestContext.Current.CancellationToken));

        Assert.Contains("has 268435457 bytes; at most 268435456 are taken", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DownloadAsync_Cancelled_EndsAtOnce()
    {
        (Bench bench, GeneratedImage image) = await PictureAsync("https://a.example.com/deer.png");
        using Bench _ = bench;
        bench.Gateway.Hang();
        using var caller = new CancellationTokenSource();

        ValueTask<ReadOnlyMemory<byte>> fetching = image.GetBytesAsync(caller.Token);
        Assert.False(fetching.IsCompleted);
        caller.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching.AsTask());
    }

    [Fact]
    public void Dispose_InvokerPassedIn_StaysOpen()
    {
        using var gateway = new StubGateway(TimeProvider.System);
        using var invoker = new HttpMessageInvoker(gateway);

        new AIHubMixClient(Bench.Key, new AIHubMixClientOptions { HttpInvoker = invoker }).Dispose();

        Assert.False(gateway.IsDisposed);
    }

    private static async Task<(Bench Bench, GeneratedImage Image)> PictureAsync(string url)
    {
        var bench = Bench.Answering($$"""{"output":["{{url}}"]}""");
        return (bench, (await bench.GenerateAsync()).Images[0]);
    }

    [Theory]
    [InlineData("//")]
    [InlineData("http:///")]
    [InlineData("https://")]
    [InlineData("http://[::1")]
    [InlineData("https://a:99999/")]
    public async Task DownloadAsync_RedirectToNoUrl_IsATypedException(string location)
    {
        using var bench = Bench.Answering("""{"output":["https://example.com/1.png"]}""");
        bench.Gateway.Redirect(location);
        GeneratedImage image = (await bench.GenerateAsync()).Images[0];
        await Assert.ThrowsAsync<ImageDownloadException>(async () => await image.GetBytesAsync(TestContext.Current.CancellationToken));
    }
}
