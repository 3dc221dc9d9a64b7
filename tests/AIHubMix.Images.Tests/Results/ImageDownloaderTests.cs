using System.IO.Compression;
using System.Net;
using AIHubMix.Images.Results;
using AIHubMix.Images.Tests.Support;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Tests.Results;

public sealed class ImageDownloaderTests
{
    private const string Signed = "https://a.example.com/deer.png?sig=secret-signature";

    private static readonly Dictionary<string, Func<StubGateway, StubGateway>> Troubles = new()
    {
        ["408"] = gateway => gateway.Answer("slow", HttpStatusCode.RequestTimeout),
        ["429"] = gateway => gateway.Answer("often", HttpStatusCode.TooManyRequests),
        ["500"] = gateway => gateway.Answer("oops", HttpStatusCode.InternalServerError),
        ["502"] = gateway => gateway.Answer("oops", HttpStatusCode.BadGateway),
        ["503"] = gateway => gateway.Answer("oops", HttpStatusCode.ServiceUnavailable),
        ["504"] = gateway => gateway.Answer("oops", HttpStatusCode.GatewayTimeout),
        ["524"] = gateway => gateway.Answer("oops", (HttpStatusCode)524),
        ["refused"] = gateway => gateway.FailToConnect(new HttpRequestException("Connection refused.")),
        ["reset"] = gateway => gateway.Fail(new IOException("Connection reset.")),
        ["given up"] = gateway => gateway.Fail(new OperationCanceledException("The connection took too long.")),
        ["cut off"] = gateway => gateway.Answer(ChunkedBody.BreakingOff(Pictures.Png(), new IOException("Connection reset."))),
        ["cut off by HTTP"] = gateway => gateway.Answer(ChunkedBody.BreakingOff(Pictures.Png(), new HttpRequestException("The response ended prematurely."))),
        ["damaged gzip"] = gateway => gateway.Answer(_ => Compressed(body => new GZipStream(body, CompressionMode.Decompress))),
        ["damaged brotli"] = gateway => gateway.Answer(_ => Compressed(body => new BrotliStream(body, CompressionMode.Decompress))),
    };

    public static TheoryData<string> TroubleNames => [.. Troubles.Keys];

    [Theory]
    [MemberData(nameof(TroubleNames))]
    public async Task DownloadAsync_TroubleThatPasses_IsOvercomeAfterTheseDelays(string trouble)
    {
        (Bench bench, GeneratedImage image) = await PictureAsync();
        using Bench _ = bench;
        for (int count = 0; count < 7; count++)
        {
            Troubles[trouble](bench.Gateway);
        }

        bench.Gateway.Answer(Pictures.Png(), HttpStatusCode.OK, "image/png");

        Assert.Equal(Pictures.Png(), await FetchAsync(bench, image));
        Assert.Equal([0, 500, 1500, 3500, 7500, 15_500, 30_500, 45_500], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Theory]
    [MemberData(nameof(TroubleNames))]
    public async Task DownloadAsync_TroubleThatStays_EndsAtTheDeadlineWithTheLastFailureInside(string trouble)
    {
        (Bench bench, GeneratedImage image) = await PictureAsync();
        using Bench _ = bench;
        Troubles[trouble](bench.Gateway);

        ImageDownloadException exception = await FailAsync<ImageDownloadException>(bench, image);

        Assert.Equal(TimeSpan.FromMinutes(10), bench.Time.GetUtcNow() - bench.Time.Start);
        Assert.StartsWith("The picture at https://a.example.com/deer.png was not fetched within 00:10:00. Try it again before the URL expires.", exception.Message, StringComparison.Ordinal);
        ImageDownloadException last = Assert.IsType<ImageDownloadException>(exception.InnerException);
        Assert.StartsWith("The picture at https://a.example.com/deer.png ", last.Message, StringComparison.Ordinal);
        Assert.Equal(bench.Gateway.TimesOf(HttpMethod.Get).Count(), exception.Attempts);
        Assert.DoesNotContain("secret-signature", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DownloadAsync_ClientIsClosed_IsADownloadFailureAtOnce()
    {
        var core = new ClientCore(Bench.Key, new AIHubMixClientOptions());
        var downloader = new ImageDownloader(core, new CallSettings(new AIHubMixClientOptions(), null), GatewayRequest.Prediction(ImageModel.Untyped("a/b"), null), null);
        core.Transport.Dispose();

        ImageDownloadException exception = await Assert.ThrowsAsync<ImageDownloadException>(() => downloader.DownloadAsync(new Uri("https://example.com/deer.png"), TestContext.Current.CancellationToken));

        Assert.Equal((1, BillingClass.Billed), (exception.Attempts, exception.Billing));
        Assert.Contains("the client is closed", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DownloadAsync_NoAnswer_IsGivenUpAfterHalfAMinuteAndTriedAgain()
    {
        (Bench bench, GeneratedImage image) = await PictureAsync();
        using Bench _ = bench;
        bench.Gateway.Hang().Hang().Answer(Pictures.Png(), HttpStatusCode.OK, "image/png");

        Assert.Equal(Pictures.Png(), await FetchAsync(bench, image));
        Assert.Equal([0, 30_500, 61_500], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task DownloadAsync_NoAnswerEver_EndsAtTheDeadline()
    {
        (Bench bench, GeneratedImage image) = await PictureAsync();
        using Bench _ = bench;
        bench.Gateway.Hang();

        ImageDownloadException exception = await FailAsync<ImageDownloadException>(bench, image);

        Assert.Equal(TimeSpan.FromMinutes(10), bench.Time.GetUtcNow() - bench.Time.Start);
        Assert.Contains("nothing came for 30 seconds.", exception.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DownloadAsync_BodyStalls_IsGivenUpAfterHalfAMinuteAndTriedAgain()
    {
        (Bench bench, GeneratedImage image) = await PictureAsync();
        using Bench _ = bench;
        bench.Gateway.Answer(ChunkedBody.Stalling(Pictures.Png())).Answer(Pictures.Png(), HttpStatusCode.OK, "image/png");

        Assert.Equal(Pictures.Png(), await FetchAsync(bench, image));
        Assert.Equal([0, 30_500], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task DownloadAsync_BodyComesSlowlyButSteadily_IsTakenHoweverLongItLasts()
    {
        (Bench bench, GeneratedImage image) = await PictureAsync();
        using Bench _ = bench;
        var body = new ChunkedBody([.. Pictures.Png().Chunk(1).Select(chunk => (Func<CancellationToken, Task<byte[]>>)(cancellationToken => Slowly(chunk, cancellationToken)))]);
        bench.Gateway.Answer(body);

        Assert.Equal(Pictures.Png(), await FetchAsync(bench, image));
        Assert.Equal([0], bench.Gateway.TimesOf(HttpMethod.Get));
        Assert.Equal(TimeSpan.FromSeconds(15 * Pictures.Png().Length), bench.Time.GetUtcNow() - bench.Time.Start);

        async Task<byte[]> Slowly(byte[] chunk, CancellationToken cancellationToken)
        {
            await Task.Delay(TimeSpan.FromSeconds(15), bench.Time, cancellationToken);
            return chunk;
        }
    }

    [Fact]
    public async Task DownloadAsync_BodyAlwaysStalls_EndsAtTheDeadline()
    {
        (Bench bench, GeneratedImage image) = await PictureAsync(configure: options => options with { Deadline = TimeSpan.FromMinutes(2) });
        using Bench _ = bench;
        bench.Gateway.Answer(ChunkedBody.Stalling(Pictures.Png()));

        await FailAsync<ImageDownloadException>(bench, image);

        Assert.Equal(TimeSpan.FromMinutes(2), bench.Time.GetUtcNow() - bench.Time.Start);
    }

    [Theory]
    [InlineData("7", 7000)]
    [InlineData("60", 60_000)]
    [InlineData("61", 60_000)]
    [InlineData("86400", 60_000)]
    [InlineData("0", 500)]
    [InlineData("Sun, 01 Mar 2026 12:00:20 GMT", 20_000)]
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT", 500)]
    [InlineData("Mon, 01 Mar 2027 12:00:00 GMT", 60_000)]
    [InlineData("soon", 500)]
    public async Task DownloadAsync_RetryAfter_IsHonouredUpToAMinute(string value, double delay)
    {
        foreach (HttpStatusCode status in (HttpStatusCode[])[HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable])
        {
            (Bench bench, GeneratedImage image) = await PictureAsync();
            using Bench _ = bench;
            bench.Gateway.Answer("later", status, headers: ("Retry-After", value)).Answer(Pictures.Png(), HttpStatusCode.OK, "image/png");

            await FetchAsync(bench, image);

            Assert.Equal([0, delay], bench.Gateway.TimesOf(HttpMethod.Get));
        }
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task DownloadAsync_Expired_IsToldAtOnce(int status)
    {
        (Bench bench, GeneratedImage image) = await PictureAsync();
        using Bench _ = bench;
        bench.Gateway.Answer("no", (HttpStatusCode)status);

        ImageExpiredException exception = await FailAsync<ImageExpiredException>(bench, image);

        Assert.Equal(
            $"The picture at https://a.example.com/deer.png was answered with {status} {(HttpStatusCode)status}. The URL has most likely expired; pictures must be saved soon after they are made.",
            exception.Message);
        AssertAtOnce(bench);
        Assert.Equal(((HttpStatusCode)status, image.Url, "bfl/flux-kontext-max", "rid"), (exception.StatusCode, exception.Url, exception.Model, exception.RequestId));
        Assert.Equal((null, null, BillingClass.Billed, 1), (exception.TaskId, exception.TaskToken, exception.Billing, exception.Attempts));
        Assert.DoesNotContain("secret-signature", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DownloadAsync_PictureOfATaskExpired_TellsHowToGetAFreshUrl()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer($$$"""{"status":"Ready","result":{"sample":"{{{Signed}}}"}}""", headers: ("x-aihubmix-request-id", "rid-poll")).Answer("no", HttpStatusCode.Forbidden)
            .Answer("""{"status":"Ready","result":{"sample":"https://a.example.com/fresh.png"}}""").Answer(Pictures.Png(), HttpStatusCode.OK, "image/png");
        GeneratedImage image = (await bench.GenerateAsync()).Images[0];

        ImageExpiredException exception = await FailAsync<ImageExpiredException>(bench, image);

        Assert.EndsWith("The URL has most likely expired: collect the task again by its token, which may name a fresh one.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(("t1", "bfl/flux-kontext-max", "rid-submit", BillingClass.Billed), (exception.TaskId, exception.Model, exception.RequestId, exception.Billing));
        ImageResult again = await bench.WaitAsync(bench.Client.ResumeTask(exception.TaskToken!));
        Assert.Equal(Pictures.Png(), await FetchAsync(bench, again.Images[0]));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(405)]
    [InlineData(409)]
    [InlineData(422)]
    [InlineData(451)]
    [InlineData(304)]
    public async Task DownloadAsync_RefusedForGood_IsToldAtOnce(int status)
    {
        (Bench bench, GeneratedImage image) = await PictureAsync();
        using Bench _ = bench;
        bench.Gateway.Answer("no", (HttpStatusCode)status);

        ImageDownloadException exception = await FailAsync<ImageDownloadException>(bench, image);

        Assert.Equal($"The picture at https://a.example.com/deer.png was answered with {status} {(HttpStatusCode)status}. Try it again before the URL expires.", exception.Message);
        AssertAtOnce(bench);
        Assert.Equal(((HttpStatusCode)status, image.Url, 1), (exception.StatusCode, exception.Url, exception.Attempts));
    }

    [Theory]
    [InlineData("<html>sign in</html>", "20 bytes of text/html")]
    [InlineData("", "0 bytes of text/html")]
    public async Task DownloadAsync_NoPictureServed_IsReadAgainThreeTimes(string body, string found)
    {
        (Bench bench, GeneratedImage image) = await PictureAsync();
        using Bench _ = bench;
        bench.Gateway.Answer(body, type: "text/html");

        ImageDownloadException exception = await FailAsync<ImageDownloadException>(bench, image);

        Assert.Equal($"The picture at https://a.example.com/deer.png is no picture: {found}. (4 attempts were made.)", exception.Message);
        Assert.Equal((HttpStatusCode.OK, 4), (exception.StatusCode, exception.Attempts));
        Assert.Equal([0, 500, 1500, 3500], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task DownloadAsync_NoPictureServedThreeTimes_IsOvercome()
    {
        (Bench bench, GeneratedImage image) = await PictureAsync();
        using Bench _ = bench;
        bench.Gateway.Answer("<html>").Answer("<html>").Answer("<html>").Answer(Pictures.Png(), HttpStatusCode.OK, null);

        Assert.Equal(Pictures.Png(), await FetchAsync(bench, image));
    }

    [Fact]
    public async Task DownloadAsync_AnnouncedTooLarge_IsRefusedUnread()
    {
        (Bench bench, GeneratedImage image) = await PictureAsync();
        using Bench _ = bench;
        var content = new ByteArrayContent(Pictures.Png());
        content.Headers.ContentLength = 256L * 1024 * 1024 + 1;
        bench.Gateway.Answer(content);

        ImageDownloadException exception = await FailAsync<ImageDownloadException>(bench, image);

        Assert.Contains("has 268435457 bytes; at most 268435456 are taken", exception.Message, StringComparison.Ordinal);
        AssertAtOnce(bench);
    }

    [Fact]
    public async Task DownloadAsync_LongAfterTheGeneration_HasItsOwnDeadline()
    {
        (Bench bench, GeneratedImage image) = await PictureAsync(configure: options => options with { Deadline = TimeSpan.FromSeconds(20) });
        using Bench _ = bench;
        bench.Time.Advance(TimeSpan.FromHours(1));
        bench.Gateway.Answer("oops", HttpStatusCode.BadGateway);

        await FailAsync<ImageDownloadException>(bench, image);

        Assert.Equal(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(20), bench.Time.GetUtcNow() - bench.Time.Start);
    }

    [Fact]
    public async Task DownloadAsync_DeadlineAndRetriesOfTheCall_GoBeforeThoseOfTheClient()
    {
        using var bench = Bench.Answering($$"""{"output":["{{Signed}}"]}""");
        bench.Gateway.Answer("oops", HttpStatusCode.BadGateway);
        var retry = new RetryOptions { BaseDelay = TimeSpan.FromSeconds(4), MaxDelay = TimeSpan.FromSeconds(6) };
        ImageResult result = await bench.Time.RunAsync(bench.Client.GenerateAsync(
            ImageModels.FluxKontextMax, new() { Prompt = "deer" }, new() { Deadline = TimeSpan.FromSeconds(12), Retry = retry }, TestContext.Current.CancellationToken));

        await FailAsync<ImageDownloadException>(bench, result.Images[0]);

        Assert.Equal([0, 2000, 5000, 8000, 11_000], bench.Gateway.TimesOf(HttpMethod.Get));
        Assert.Equal(TimeSpan.FromSeconds(12), bench.Time.GetUtcNow() - bench.Time.Start);
    }

    [Fact]
    public async Task DownloadAsync_PredictionsAreNeverSentAgain_StillIsTriedAgain()
    {
        (Bench bench, GeneratedImage image) = await PictureAsync(configure: options => options with { Retry = RetryOptions.Never });
        using Bench _ = bench;
        bench.Gateway.Answer("oops", HttpStatusCode.BadGateway).Answer(Pictures.Png(), HttpStatusCode.OK, null);

        Assert.Equal(Pictures.Png(), await FetchAsync(bench, image));
    }

    [Theory]
    [InlineData("during the request")]
    [InlineData("during the body")]
    [InlineData("during a delay")]
    [InlineData("before")]
    public async Task DownloadAsync_Cancelled_EndsAtOnceWithTheCallersToken(string when)
    {
        (Bench bench, GeneratedImage image) = await PictureAsync();
        using Bench _ = bench;
        using var caller = new CancellationTokenSource();
        switch (when)
        {
            case "during the request":
                bench.Gateway.Hang();
                break;
            case "during the body":
                bench.Gateway.Answer(ChunkedBody.Stalling(Pictures.Png()));
                break;
            case "during a delay":
                bench.Gateway.Answer("oops", HttpStatusCode.BadGateway);
                break;
            default:
                await caller.CancelAsync();
                break;
        }

        Task<ReadOnlyMemory<byte>> fetching = image.GetBytesAsync(caller.Token).AsTask();
        Assert.Equal(when == "before", fetching.IsCompleted);
        await caller.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAsync<OperationCanceledException>(() => fetching);
        Assert.Equal(caller.Token, exception.CancellationToken);
        Assert.Equal(bench.Time.Start, bench.Time.GetUtcNow());
    }

    [Fact]
    public async Task DownloadAsync_CancelledOnce_CanBeFetchedAgain()
    {
        (Bench bench, GeneratedImage image) = await PictureAsync();
        using Bench _ = bench;
        bench.Gateway.Hang().Answer(Pictures.Png(), HttpStatusCode.OK, null);
        using var caller = new CancellationTokenSource();
        Task<ReadOnlyMemory<byte>> first = image.GetBytesAsync(caller.Token).AsTask();
        await caller.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => first);

        Assert.Equal(Pictures.Png(), await FetchAsync(bench, image));
    }

    [Fact]
    public async Task DownloadAsync_HeadersOfClientAndCall_GoWithTheGatewaysRequestsOnly()
    {
        using var bench = Bench.WithTask(options => options with { Headers = new Dictionary<string, string> { ["APP-Code"] = "code-of-the-client" }, IdempotencyHeader = "Idempotency-Key" });
        bench.Gateway.Answer("""{"status":"Ready","result":{"sample":"https://api.aihubmix.com/files/deer.png"}}""")
            .Answer("oops", HttpStatusCode.BadGateway).Redirect("https://cdn.example.com/deer.png").Answer(Pictures.Png(), HttpStatusCode.OK, null);
        var headers = new Dictionary<string, string> { ["X-Of-Call"] = "value-of-the-call" };
        ImageResult result = await bench.Time.RunAsync(bench.Client.GenerateAsync(
            ImageModels.FluxKontextMax, new() { Prompt = "deer" }, new() { Headers = headers }, TestContext.Current.CancellationToken));

        await FetchAsync(bench, result.Images[0]);

        Assert.Equal([true, true, false, false, false], bench.Gateway.Requests.Select(request => request.Headers.Contains("APP-Code") && request.Headers.Contains("X-Of-Call")));
        Assert.All(bench.Gateway.Requests.Skip(2), request => Assert.Empty(request.Headers));
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

        Assert.Equal(Pictures.Png(), await FetchAsync(bench, image));
        Assert.Equal(
            ["https://a.example.com/x/deer.png", "https://a.example.com/y/deer.png?z=1", "https://b.example.com/deer.png"],
            bench.Gateway.Requests.Skip(1).Select(request => request.Uri.AbsoluteUri));
        Assert.All(bench.Gateway.Requests.Skip(1), request => Assert.Empty(request.Headers));
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

        Exception? failure = await Record.ExceptionAsync(() => FetchAsync(bench, image));

        Assert.Equal(arrives, failure is null);
        Assert.Equal(arrives ? null : HttpStatusCode.Found, (failure as ImageDownloadException)?.StatusCode);
        Assert.Equal(1 + 6, bench.Gateway.Requests.Count);
    }

    [Theory]
    [InlineData("https://a.example.com/1", "http://a.example.com/2")]
    [InlineData("https://a.example.com/1", "ftp://a.example.com/2")]
    [InlineData("https://a.example.com/1", "file:///etc/passwd")]
    [InlineData("http://a.example.com/1", "file:///etc/passwd")]
    [InlineData("https://a.example.com/1", "//")]
    [InlineData("https://a.example.com/1", "http:///")]
    [InlineData("https://a.example.com/1", "https://")]
    [InlineData("https://a.example.com/1", "http://[::1")]
    [InlineData("https://a.example.com/1", "https://a:99999/")]
    public async Task DownloadAsync_RedirectToALesserSchemeOrNowhere_IsRefusedAtOnce(string from, string to)
    {
        (Bench bench, GeneratedImage image) = await PictureAsync(from);
        using Bench _ = bench;
        bench.Gateway.Redirect(to).Answer(Pictures.Png(), HttpStatusCode.OK, "image/png");

        ImageDownloadException exception = await FailAsync<ImageDownloadException>(bench, image);

        Assert.Equal(HttpStatusCode.Found, exception.StatusCode);
        AssertAtOnce(bench);
    }

    private static Task<HttpResponseMessage> Compressed(Func<Stream, Stream> decompress) =>
        Task.FromResult(new HttpResponseMessage { Content = new StreamContent(decompress(new MemoryStream([.. Enumerable.Repeat((byte)0xAA, 64)]))) });

    private static async Task<(Bench Bench, GeneratedImage Image)> PictureAsync(string url = Signed, Func<AIHubMixClientOptions, AIHubMixClientOptions>? configure = null)
    {
        var bench = new Bench(configure);
        bench.Gateway.Answer($$"""{"output":["{{url}}"]}""", headers: ("x-aihubmix-request-id", "rid"));
        return (bench, (await bench.GenerateAsync()).Images[0]);
    }

    private static async Task<byte[]> FetchAsync(Bench bench, GeneratedImage image) =>
        (await bench.Time.RunAsync(image.GetBytesAsync(TestContext.Current.CancellationToken).AsTask())).ToArray();

    private static Task<TException> FailAsync<TException>(Bench bench, GeneratedImage image)
        where TException : Exception => Assert.ThrowsAsync<TException>(() => FetchAsync(bench, image));

    private static void AssertAtOnce(Bench bench)
    {
        Assert.Equal(2, bench.Gateway.Requests.Count);
        Assert.Equal(bench.Time.Start, bench.Time.GetUtcNow());
    }
}
