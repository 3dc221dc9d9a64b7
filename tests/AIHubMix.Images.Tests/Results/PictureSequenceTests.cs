using System.Net;
using System.Text;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Results;

public sealed class PictureSequenceTests
{
    private const string Ready = """{"status":"Ready","result":{"sample":"https://example.com/1.png?sig=1"}}""";

    private static readonly byte[] First = Pictures.Png(3, 2);
    private static readonly byte[] Second = [.. Pictures.Png(5, 4), .. Noise(200_000)];

    [Fact]
    public async Task StreamAsync_PicturesInTheAnswer_AreHandedOutInTurn()
    {
        using var bench = Bench.Answering(Body(First, Second));

        Assert.Equal([First, Second], await ReadAllAsync(bench));
        Assert.Single(bench.Gateway.Requests);
    }

    [Fact]
    public async Task StreamAsync_Picture_IsDescribedBeforeItIsRead()
    {
        using var bench = Bench.Answering("{\"output\":[\"data:image/png;base64," + Convert.ToBase64String(Second) + "\"]}");

        await foreach (ImageStream picture in StreamAsync(bench))
        {
            Assert.Equal(("image/png", "png", 5, 4), (picture.Header!.Value.MediaType, picture.Header.Value.Extension, picture.Header.Value.Width, picture.Header.Value.Height));
            Assert.Equal(("image/png", 1, null), (picture.DeclaredType, picture.Number, picture.Url));
        }
    }

    [Fact]
    public async Task StreamAsync_BodyThatIsAPicture_IsThePicture()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Second, HttpStatusCode.OK, "image/png");

        Assert.Equal([Second], await ReadAllAsync(bench));
    }

    [Fact]
    public async Task StreamAsync_Task_IsWaitedForAndFetched()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("""{"status":"Pending"}""").Answer(Ready).Answer(First, HttpStatusCode.OK, "image/png");

        List<byte[]> pictures = await bench.Time.RunAsync(ReadAllAsync(bench));

        Assert.Equal([First], pictures);
        Assert.Equal("https://example.com/1.png?sig=1", bench.Gateway.Requests[^1].Uri.AbsoluteUri);
    }

    [Fact]
    public async Task StreamAsync_PictureUrlAndTaskInOneAnswer_AllCome()
    {
        using var bench = Bench.Answering($$$"""{"output":[{"url":"https://example.com/0.png"},{"bytesBase64":"{{{Convert.ToBase64String(Second)}}}"},{"taskId":"t1"}]}""");
        bench.Gateway.Answer(Ready).Answer(First, HttpStatusCode.OK, "image/png").Answer(Pictures.Jpeg(), HttpStatusCode.OK, "image/jpeg");
        var numbers = new List<(int, string?)>();

        List<byte[]> pictures = await bench.Time.RunAsync(ReadAllAsync(bench, picture => numbers.Add((picture.Number, picture.Url?.AbsolutePath))));

        Assert.Equal([Second, First, Pictures.Jpeg()], pictures);
        Assert.Equal([(1, null), (2, "/0.png"), (3, "/1.png")], numbers);
    }

    [Fact]
    public async Task StreamAsync_PicturesNotRead_ArePassedOver()
    {
        using var bench = Bench.Answering(Body(Second, First, Second));
        int count = 0;

        await foreach (ImageStream picture in StreamAsync(bench))
        {
            count++;
            if (picture.Number == 2)
            {
                Assert.Equal(First, await BytesOfAsync(picture));
            }
        }

        Assert.Equal(3, count);
    }

    [Fact]
    public async Task StreamAsync_PictureKeptBeyondItsTurn_IsClosed()
    {
        using var bench = Bench.Answering(Body(First, Second));
        ImageStream? kept = null;

        await foreach (ImageStream picture in StreamAsync(bench))
        {
            kept ??= picture;
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => BytesOfAsync(kept!));
    }

    [Fact]
    public async Task StreamAsync_LeftEarly_ClosesTheAnswer()
    {
        var body = new WatchedStream(Encoding.UTF8.GetBytes(Body(First, Second)));
        using var bench = new Bench();
        bench.Gateway.Answer(new StreamContent(body));

        await foreach (ImageStream _ in StreamAsync(bench))
        {
            break;
        }

        Assert.True(body.IsClosed);
        Assert.True(body.Taken < 100_000, "The rest was read although nobody wanted it.");
    }

    [Fact]
    public async Task StreamAsync_NothingAskedFor_SendsNothing()
    {
        using var bench = new Bench();

        await using IAsyncEnumerator<ImageStream> pictures = StreamAsync(bench).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        Assert.Empty(bench.Gateway.Requests);
    }

    [Fact]
    public async Task StreamAsync_SlowReader_TakesNoMoreThanItAsksFor()
    {
        byte[] large = [.. Pictures.Png(), .. Noise(4_000_000)];
        var body = new WatchedStream(Encoding.UTF8.GetBytes(Body(large)));
        using var bench = new Bench();
        bench.Gateway.Answer(new StreamContent(body));
        byte[] part = new byte[1000];

        await foreach (ImageStream picture in StreamAsync(bench))
        {
            await picture.ReadExactlyAsync(part, TestContext.Current.CancellationToken);
            bench.Time.Advance(TimeSpan.FromHours(3));
            Assert.InRange(body.Position, 1, 200_000);
            Assert.Equal(large, (byte[])[.. part, .. await BytesOfAsync(picture)]);
        }
    }

    [Fact]
    public async Task StreamAsync_HttpClientAsInvoker_DoesNotTakeTheBodyIntoMemory()
    {
        var body = new WatchedStream(Encoding.UTF8.GetBytes(Body([.. Pictures.Png(), .. Noise(4_000_000)])));
        var gateway = new StubGateway(TimeProvider.System);
        gateway.Answer(new StreamContent(body));
        using var http = new HttpClient(gateway) { Timeout = Timeout.InfiniteTimeSpan };
        using var client = new AIHubMixClient("sk-test", new AIHubMixClientOptions { HttpInvoker = http });

        await foreach (ImageStream _ in client.StreamAsync(ImageModels.FluxKontextMax, new() { Prompt = "deer" }, cancellationToken: TestContext.Current.CancellationToken))
        {
            Assert.InRange(body.Position, 1, 200_000);
        }
    }

    [Fact]
    public async Task StreamAsync_DamagedPicture_FailsWithTheOffsetAndTheNextStillComes()
    {
        string body = Body(Second, First);
        int damage = body.IndexOf("bytesBase64", StringComparison.Ordinal) + 150_000;
        using var bench = Bench.Answering(body.Remove(damage, 1).Insert(damage, "*"));
        MalformedResponseException? failure = null;
        var pictures = new List<byte[]>();

        await foreach (ImageStream picture in StreamAsync(bench))
        {
            try
            {
                pictures.Add(await BytesOfAsync(picture));
            }
            catch (MalformedResponseException exception)
            {
                failure = exception;
            }
        }

        Assert.Equal([First], pictures);
        Assert.Equal((damage, BillingClass.Billed), (failure!.Offset, failure.Billing));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(150_000)]
    public async Task StreamAsync_ConnectionBreaks_IsTold(int after)
    {
        byte[] body = Encoding.UTF8.GetBytes(Body(Second));
        using var bench = new Bench();
        bench.Gateway.Answer(ChunkedBody.BreakingOff(body[..after], new IOException("The connection was reset.")));

        ConnectionFailedException exception = await Assert.ThrowsAsync<ConnectionFailedException>(() => ReadAllAsync(bench));

        Assert.Equal(BillingClass.OutcomeUnknown, exception.Billing);
        Assert.Contains("The connection was reset.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StreamAsync_ConnectionBreaksInAPictureNobodyReads_IsTold()
    {
        byte[] body = Encoding.UTF8.GetBytes(Body(First, Second));
        using var bench = new Bench();
        bench.Gateway.Answer(ChunkedBody.BreakingOff(body[..150_000], new IOException("The connection was reset.")));

        await Assert.ThrowsAsync<ConnectionFailedException>(async () =>
        {
            await foreach (ImageStream _ in StreamAsync(bench))
            {
            }
        });
    }

    [Fact]
    public async Task StreamAsync_NothingComesForHalfAMinute_IsTold()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(ChunkedBody.Stalling(Encoding.UTF8.GetBytes(Body(Second))[..150_000]));

        ConnectionFailedException exception = await Assert.ThrowsAsync<ConnectionFailedException>(() => bench.Time.RunAsync(ReadAllAsync(bench)));

        Assert.Contains("Nothing came for 30 seconds", exception.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(30), bench.Time.GetUtcNow() - bench.Time.Start);
    }

    [Theory]
    [InlineData("""{"error":{"message":"m","code":"x"}}""", 400, typeof(AIHubMixApiException))]
    [InlineData("""{"error":{"message":"m","code":"x"}}""", 200, typeof(AIHubMixApiException))]
    [InlineData("<html>", 200, typeof(MalformedResponseException))]
    [InlineData("{\"output\":[{\"bytesBase64\":\"*\"}]}", 200, typeof(MalformedResponseException))]
    public async Task StreamAsync_NoPicture_FailsAsGenerateAsyncDoes(string body, int status, Type type)
    {
        using var bench = Bench.Answering(body, (HttpStatusCode)status, headers: ("x-aihubmix-request-id", "rid"));

        Exception? streamed = await Record.ExceptionAsync(() => ReadAllAsync(bench));
        Exception? generated = await Record.ExceptionAsync(() => bench.GenerateAsync());

        Assert.Equal(type, streamed!.GetType());
        Assert.Equal(generated!.GetType(), streamed.GetType());
        Assert.Equal("rid", ((AIHubMixException)streamed).RequestId);
    }

    [Fact]
    public async Task StreamAsync_EmptyOutput_IsAnEmptySequence()
    {
        using var bench = Bench.Answering("""{"output":[]}""");

        Assert.Empty(await ReadAllAsync(bench));
    }

    [Fact]
    public async Task StreamAsync_Refusal_IsSentAgain()
    {
        using var bench = new Bench();
        bench.Gateway.Answer("", HttpStatusCode.TooManyRequests).Answer(Body(First));

        Assert.Equal([First], await bench.Time.RunAsync(ReadAllAsync(bench)));
        Assert.Equal(2, bench.Gateway.Requests.Count);
    }

    [Fact]
    public async Task StreamAsync_CancelledWithinAPicture_EndsAtOnce()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(ChunkedBody.Stalling(Encoding.UTF8.GetBytes(Body(Second))[..150_000]));
        using var caller = new CancellationTokenSource();
        async Task ReadAsync()
        {
            await foreach (ImageStream picture in bench.Client.StreamAsync(ImageModels.FluxKontextMax, new() { Prompt = "deer" }, cancellationToken: caller.Token))
            {
                await picture.CopyToAsync(Stream.Null, caller.Token);
            }
        }

        Task reading = ReadAsync();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task StreamAsync_LargePicture_TakesConstantMemory()
    {
        long small = await AllocatedByAsync(1);
        long large = await AllocatedByAsync(24);

        // A Debug build makes an object of every call of an async method; the scorecard of the benchmarks has the real figure.
        Assert.InRange(large - small, long.MinValue, 24 * 1024 * 1024 / 32);
    }

    private static async Task<long> AllocatedByAsync(int megabytes)
    {
        byte[] body = Encoding.UTF8.GetBytes(Body([.. Pictures.Png(), .. Noise(megabytes * 1024 * 1024)]));
        long least = long.MaxValue;
        for (int round = 0; round < 4; round++)
        {
            using var bench = new Bench(options => options with { TimeProvider = TimeProvider.System });
            bench.Gateway.Answer(new StreamContent(new MemoryStream(body)));
            long before = GC.GetAllocatedBytesForCurrentThread();
            await foreach (ImageStream picture in StreamAsync(bench))
            {
                await picture.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static string Body(params byte[][] pictures) =>
        "{\"output\":[" + string.Join(',', pictures.Select(picture => $$"""{"bytesBase64":"{{Convert.ToBase64String(picture)}}","mimeType":"png"}""")) + "],\"usage\":{\"total_tokens\":3}}";

    private static IAsyncEnumerable<ImageStream> StreamAsync(Bench bench) =>
        bench.Client.StreamAsync(ImageModels.FluxKontextMax, new() { Prompt = "deer" }, cancellationToken: TestContext.Current.CancellationToken);

    private static async Task<List<byte[]>> ReadAllAsync(Bench bench, Action<ImageStream>? seen = null)
    {
        var pictures = new List<byte[]>();
        await foreach (ImageStream picture in StreamAsync(bench))
        {
            seen?.Invoke(picture);
            pictures.Add(await BytesOfAsync(picture));
        }

        return pictures;
    }

    private static async Task<byte[]> BytesOfAsync(ImageStream picture)
    {
        using var bytes = new MemoryStream();
        await picture.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }

    private sealed class WatchedStream(byte[] bytes) : MemoryStream(bytes)
    {
        private long _taken;

        public bool IsClosed { get; private set; }

        public long Taken => IsClosed ? _taken : Position;

        protected override void Dispose(bool disposing)
        {
            _taken = IsClosed ? _taken : Position;
            IsClosed = true;
            base.Dispose(disposing);
        }
    }
}
