using System.Net;
using System.Net.Http.Headers;
using AIHubMix.Images.Results;
using AIHubMix.Images.Tests.Support;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Tests.Results;

/// <summary>Downloads that break off, go on, wait and are given up.</summary>
public sealed class DownloadStreamTests
{
    private const string Tag = "\"deer-1\"";

    private static readonly Uri Url = new("https://a.example.com/deer.png?sig=secret-signature");
    private static readonly byte[] Picture = [.. Pictures.Png(), .. Enumerable.Range(0, 995).Select(number => (byte)(number * 7))];

    private static readonly Dictionary<string, Func<byte[], HttpContent>> Breaks = new()
    {
        ["reset"] = beginning => ChunkedBody.Of(new IOException("Connection reset."), beginning),
        ["cut off by HTTP"] = beginning => ChunkedBody.Of(new HttpRequestException("The response ended prematurely."), beginning),
        ["given up"] = beginning => ChunkedBody.Of(new OperationCanceledException("Whoever did this."), beginning),
        ["damaged"] = beginning => ChunkedBody.Of(new InvalidDataException("Not gzip."), beginning),
        ["stalls"] = beginning => new ChunkedBody(_ => Task.FromResult(beginning), Network.NeverAsync<byte[]>),
    };

    public static TheoryData<string> BreakNames => [.. Breaks.Keys];

    [Theory]
    [MemberData(nameof(BreakNames))]
    public async Task ReadAsync_BreaksOff_GoesOnFromThere(string name)
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Whole(Breaks[name](Picture[..100]))).Answer(Rest(100, Breaks[name](Picture[100..300]))).Answer(Rest(300));

        Assert.Equal(Picture, await ReadAsync(bench));

        Assert.Equal([null, "bytes=100-", "bytes=300-"], bench.Gateway.Requests.Select(request => request.Headers.Range?.ToString()));
        Assert.Equal([null, Tag, Tag], bench.Gateway.Requests.Select(request => request.Headers.IfRange?.ToString()));
        Assert.All(bench.Gateway.Requests, request => Assert.Null(request.Authorization));
    }

    [Fact]
    public async Task ReadAsync_NoTagButADate_GoesOnByTheDate()
    {
        using var bench = new Bench();
        var date = new DateTimeOffset(2026, 3, 1, 11, 0, 0, TimeSpan.Zero);
        bench.Gateway.Answer(Whole(Broken(100), tag: "W/" + Tag, modified: date)).Answer(Rest(100, tag: null, modified: date));

        Assert.Equal(Picture, await ReadAsync(bench));

        Assert.Equal("Sun, 01 Mar 2026 11:00:00 GMT", bench.Gateway.Requests[1].Headers.IfRange!.ToString());
    }

    [Theory]
    [InlineData("no validator")]
    [InlineData("weak tag")]
    [InlineData("no length")]
    public async Task ReadAsync_RestCannotBeAskedFor_ReadsTheWholeAndSkips(string because)
    {
        using var bench = new Bench();
        string? tag = because switch { "no validator" => null, "weak tag" => "W/" + Tag, _ => Tag };
        bool announced = because != "no length";
        bench.Gateway.Answer(Whole(Broken(100), tag, announced: announced)).Answer(Whole(Broken(60), tag, announced: announced)).Answer(Whole(new ByteArrayContent(Picture), tag));

        Assert.Equal(Picture, await ReadAsync(bench));

        Assert.All(bench.Gateway.Requests, request => Assert.Empty(request.Headers));
    }

    [Fact]
    public async Task ReadAsync_ServerKnowsNoRanges_Skips()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Whole(Broken(100))).Answer(Whole(ChunkedBody.Of(null, [.. Picture.Chunk(33)])));

        Assert.Equal(Picture, await ReadAsync(bench));

        Assert.Equal(2, bench.Gateway.Requests.Count);
    }

    [Theory]
    [InlineData("from")]
    [InlineData("to")]
    [InlineData("length")]
    [InlineData("no range")]
    [InlineData("unit")]
    [InlineData("short body")]
    [InlineData("other tag")]
    [InlineData("416")]
    public async Task ReadAsync_AnotherPartThanAskedFor_ReadsTheWholeAndSkips(string wrong)
    {
        using var bench = new Bench();
        long last = Picture.Length - 1;
        ContentRangeHeaderValue? range = wrong switch
        {
            "from" => new(101, last, Picture.Length),
            "to" => new(100, last - 1, Picture.Length),
            "length" => new(100, last, Picture.Length + 1),
            "unit" => new(100, last, Picture.Length) { Unit = "pixels" },
            "no range" => null,
            _ => new(100, last, Picture.Length),
        };
        HttpContent content = wrong == "short body" ? new ByteArrayContent(Picture[101..]) : new ByteArrayContent(Picture[100..]);
        content.Headers.ContentRange = range;
        bench.Gateway.Answer(Whole(Broken(100)))
            .Answer(Answer(wrong == "416" ? HttpStatusCode.RequestedRangeNotSatisfiable : HttpStatusCode.PartialContent, content, wrong == "other tag" ? "\"deer-2\"" : Tag, null))
            .Answer(Whole(new ByteArrayContent(Picture)));

        Assert.Equal(Picture, await ReadAsync(bench));

        Assert.Equal([null, "bytes=100-", null], bench.Gateway.Requests.Select(request => request.Headers.Range?.ToString()));
    }

    [Theory]
    [InlineData("tag")]
    [InlineData("date")]
    [InlineData("length")]
    [InlineData("beginning")]
    [InlineData("shorter")]
    public async Task ReadAsync_PictureHasChanged_IsAFailureThatMixesNothing(string change)
    {
        using var bench = new Bench();
        var date = new DateTimeOffset(2026, 3, 1, 11, 0, 0, TimeSpan.Zero);
        bench.Gateway.Answer(Whole(Broken(100), change == "tag" ? Tag : null, modified: date, announced: change is not ("shorter" or "beginning")));
        byte[] other = [.. Picture];
        other[99]++;
        bench.Gateway.Answer(_ => Task.FromResult(change switch
        {
            "tag" => Whole(new ByteArrayContent(Picture), "\"deer-2\"", date),
            "date" => Whole(new ByteArrayContent(Picture), null, date.AddSeconds(1)),
            "length" => Whole(new ByteArrayContent([.. Picture, 0]), null, date),
            "beginning" => Whole(ChunkedBody.Of(null, other), null, date, announced: false),
            _ => Whole(ChunkedBody.Of(null, Picture[..99]), null, date, announced: false),
        }));
        await using ImageStream picture = await bench.Time.RunAsync(Downloader(bench).OpenAsync(Url, 1, null, TestContext.Current.CancellationToken));
        byte[] buffer = new byte[2000];

        Assert.Equal(100, await picture.ReadAsync(buffer, TestContext.Current.CancellationToken));
        ImageDownloadException exception = await Assert.ThrowsAsync<ImageDownloadException>(
            () => bench.Time.RunAsync(picture.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask()));

        Assert.Equal(
            "The picture at https://a.example.com/deer.png has changed since its first 100 bytes were read. Fetch it again from the beginning before the URL expires. (5 attempts were made.)",
            exception.Message);
        Assert.Equal((BillingClass.Billed, HttpStatusCode.OK), (exception.Billing, exception.StatusCode));
    }

    [Fact]
    public async Task ReadAsync_AnotherAnswerInBetween_IsOvercome()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Whole(Broken(100))).Answer("<html>sign in</html>").Answer("oops", HttpStatusCode.BadGateway).Answer(Rest(100));

        Assert.Equal(Picture, await ReadAsync(bench));
    }

    [Fact]
    public async Task ReadAsync_ExpiresHalfway_IsToldAtOnce()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Whole(Broken(100))).Answer("gone", HttpStatusCode.Gone);

        await Assert.ThrowsAsync<ImageExpiredException>(() => ReadAsync(bench));

        Assert.Equal(2, bench.Gateway.Requests.Count);
    }

    [Fact]
    public async Task ReadAsync_ProgressBetweenBreaks_StartsTheDelaysAnew()
    {
        using var bench = new Bench();
        bench.Gateway.Answer("oops", HttpStatusCode.BadGateway).Answer("oops", HttpStatusCode.BadGateway)
            .Answer(Whole(Broken(100))).Answer(Rest(100, Broken(300, 100))).Answer("oops", HttpStatusCode.BadGateway).Answer(Rest(300));

        await ReadAsync(bench);

        Assert.Equal([0, 500, 1500, 2000, 2500, 3500], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task ReadAsync_BreaksOffForever_EndsAtTheDeadline()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Whole(Broken(100))).Answer("oops", HttpStatusCode.BadGateway);

        ImageDownloadException exception = await Assert.ThrowsAsync<ImageDownloadException>(() => ReadAsync(bench));

        Assert.Equal(TimeSpan.FromMinutes(10), bench.Time.GetUtcNow() - bench.Time.Start);
        Assert.StartsWith("The picture at https://a.example.com/deer.png was not fetched within 00:10:00.", exception.Message, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.BadGateway, bench.Gateway.Requests.Count), (Assert.IsType<ImageDownloadException>(exception.InnerException).StatusCode, exception.Attempts));
    }

    [Fact]
    public async Task ReadAsync_CallerTakesHisTime_CostsNothingOfTheDeadline()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Whole(ChunkedBody.Of(new IOException("Connection reset."), [.. Picture[..300].Chunk(100)]))).Answer("oops", HttpStatusCode.BadGateway).Answer(Rest(300));
        await using ImageStream picture = await Downloader(bench).OpenAsync(Url, 1, null, TestContext.Current.CancellationToken);
        var read = new MemoryStream();
        byte[] buffer = new byte[100];

        for (int count = -1; count != 0; read.Write(buffer, 0, count))
        {
            bench.Time.Advance(TimeSpan.FromHours(1));
            count = await bench.Time.RunAsync(picture.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask());
        }

        Assert.Equal(Picture, read.ToArray());
        Assert.Equal(3, bench.Gateway.Requests.Count);
    }

    [Fact]
    public async Task ReadAsync_WaitsOfManyReads_AddUpToTheDeadline()
    {
        using var bench = new Bench(options => options with { Deadline = TimeSpan.FromSeconds(50) });
        bench.Gateway.Answer(Whole(Broken(100))).Answer(_ => AfterAsync(bench, 20, Rest(100, Broken(300, 100)))).Answer(_ => AfterAsync(bench, 20, Rest(300, Broken(400, 300)))).Hang();
        await using ImageStream picture = await Downloader(bench).OpenAsync(Url, 1, null, TestContext.Current.CancellationToken);
        byte[] buffer = new byte[500];
        for (int reads = 0; reads < 3; reads++)
        {
            await bench.Time.RunAsync(picture.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask());
            bench.Time.Advance(TimeSpan.FromMinutes(10));
        }

        await Assert.ThrowsAsync<ImageDownloadException>(() => bench.Time.RunAsync(picture.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask()));

        Assert.Equal(TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(50), bench.Time.GetUtcNow() - bench.Time.Start);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_EndsAtOnceAndCanGoOn()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Whole(Breaks["stalls"](Picture[..100]))).Answer(Rest(100));
        using var caller = new CancellationTokenSource();
        await using ImageStream picture = await Downloader(bench).OpenAsync(Url, 1, null, CancellationToken.None);
        byte[] buffer = new byte[2000];
        Assert.Equal(100, await picture.ReadAsync(buffer, caller.Token));

        Task<int> reading = picture.ReadAsync(buffer, caller.Token).AsTask();
        Assert.False(reading.IsCompleted);
        await caller.CancelAsync();

        Assert.Equal(caller.Token, (await Assert.ThrowsAsync<OperationCanceledException>(() => reading)).CancellationToken);
        Assert.Equal(bench.Time.Start, bench.Time.GetUtcNow());
        Assert.Equal(Picture.Length - 100, await picture.ReadAsync(buffer, CancellationToken.None));
    }

    [Theory]
    [InlineData(1023, false)]
    [InlineData(1024, true)]
    public async Task ReadAsync_UnannouncedLength_EndsAtTheLimit(int limit, bool fits)
    {
        using var bench = new Bench(options => options with { MaxDownloadBytes = limit });
        var body = ChunkedBody.Of(null, [.. Picture.Chunk(64)]);
        bench.Gateway.Answer(body);

        Exception? failure = await Record.ExceptionAsync(() => ReadAsync(bench));

        Assert.Equal(fits ? null : $"The picture at https://a.example.com/deer.png has more than {limit} bytes; no more are taken.", failure?.Message);
        Assert.Single(bench.Gateway.Requests);
    }

    [Fact]
    public async Task ReadAsync_AnnouncedOverTheLimit_IsRefusedUnread()
    {
        using var bench = new Bench(options => options with { MaxDownloadBytes = 1023 });
        bench.Gateway.Answer(new ByteArrayContent(Picture));

        ImageDownloadException failure = await Assert.ThrowsAsync<ImageDownloadException>(() => ReadAsync(bench));

        Assert.Equal("The picture at https://a.example.com/deer.png has 1024 bytes; at most 1023 are taken.", failure.Message);
    }

    [Fact]
    public async Task OpenAsync_NoPicture_HandsNothingOutAndReadsNoMoreThanAHeader()
    {
        using var bench = new Bench();
        ChunkedBody[] bodies = [.. Enumerable.Range(0, 4).Select(_ => ChunkedBody.Of(null, [.. Enumerable.Repeat(new byte[1024], 1000)]))];
        foreach (ChunkedBody body in bodies)
        {
            bench.Gateway.Answer(body);
        }

        ImageDownloadException failure = await Assert.ThrowsAsync<ImageDownloadException>(
            () => bench.Time.RunAsync(Downloader(bench).OpenAsync(Url, 1, null, TestContext.Current.CancellationToken)));

        Assert.Equal("The picture at https://a.example.com/deer.png is no picture: at least 65536 bytes of unknown type. (4 attempts were made.)", failure.Message);
        Assert.All(bodies, body => Assert.Equal(65_536, body.Served));
    }

    [Fact]
    public async Task OpenAsync_FirstBytesComeOneByOne_AreWaitedForUntilTheyAreAPicture()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(ChunkedBody.Of(null, [.. Picture.Chunk(1)]));

        await using ImageStream picture = await Downloader(bench).OpenAsync(Url, 3, "png", TestContext.Current.CancellationToken);

        Assert.Equal(new ImageHeader("image/png", "png", 3, 2), picture.Header);
        Assert.Equal((3, "png", Url), (picture.Number, picture.DeclaredType, picture.Url));
    }

    [Fact]
    public async Task OpenAsync_SlotsTaken_WaitsUntilOneIsGivenBack()
    {
        using var bench = new Bench(options => options with { MaxConcurrentDownloads = 2 });
        bench.Gateway.Answer(_ => Task.FromResult(Whole(new ByteArrayContent(Picture))));
        ImageDownloader downloader = Downloader(bench);
        ImageStream first = await downloader.OpenAsync(Url, 1, null, TestContext.Current.CancellationToken);
        await using ImageStream second = await downloader.OpenAsync(Url, 2, null, TestContext.Current.CancellationToken);
        using var impatient = new CancellationTokenSource();

        Task<ImageStream> third = downloader.OpenAsync(Url, 3, null, TestContext.Current.CancellationToken);
        Task<ImageStream> cancelled = downloader.OpenAsync(Url, 4, null, impatient.Token);
        await impatient.CancelAsync();

        Assert.Equal(impatient.Token, (await Assert.ThrowsAsync<OperationCanceledException>(() => cancelled)).CancellationToken);
        Assert.False(third.IsCompleted);
        Assert.Equal(2, bench.Gateway.Requests.Count);
        await first.DisposeAsync();
        await first.DisposeAsync();
        await (await third).DisposeAsync();
    }

    [Theory]
    [InlineData("end")]
    [InlineData("dispose")]
    [InlineData("failure")]
    [InlineData("no picture")]
    [InlineData("cancellation")]
    [InlineData("while waiting to try again")]
    public async Task OpenAsync_OneSlot_IsGivenBackAtThe(string what)
    {
        using var bench = new Bench(options => options with { MaxConcurrentDownloads = 1, Deadline = TimeSpan.FromMinutes(1) });
        ImageDownloader downloader = Downloader(bench);
        using var caller = new CancellationTokenSource();
        switch (what)
        {
            case "end":
                bench.Gateway.Answer(new ByteArrayContent(Picture));
                await (await downloader.OpenAsync(Url, 1, null, TestContext.Current.CancellationToken)).CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
                break;
            case "dispose":
                bench.Gateway.Answer(new ByteArrayContent(Picture));
                await (await downloader.OpenAsync(Url, 1, null, TestContext.Current.CancellationToken)).DisposeAsync();
                break;
            case "cancellation":
                bench.Gateway.Hang();
                Task<ImageStream> opening = downloader.OpenAsync(Url, 1, null, caller.Token);
                await caller.CancelAsync();
                await Assert.ThrowsAsync<OperationCanceledException>(() => opening);
                break;
            case "while waiting to try again":
                bench.Gateway.Answer("oops", HttpStatusCode.BadGateway);
                _ = downloader.OpenAsync(Url, 1, null, caller.Token);
                break;
            default:
                bench.Gateway.Answer("no", what == "failure" ? HttpStatusCode.Gone : HttpStatusCode.OK);
                await Assert.ThrowsAnyAsync<ImageDownloadException>(() => bench.Time.RunAsync(downloader.OpenAsync(Url, 1, null, TestContext.Current.CancellationToken)));
                break;
        }

        bench.Gateway.Answer(new ByteArrayContent(Picture));
        Task<ReadOnlyMemory<byte>> next = downloader.DownloadAsync(Url, TestContext.Current.CancellationToken);

        Assert.True(next.IsCompletedSuccessfully);
        await caller.CancelAsync();
    }

    [Fact]
    public async Task DownloadAsync_NoSlotInTime_EndsAtTheDeadline()
    {
        using var bench = new Bench(options => options with { MaxConcurrentDownloads = 1 });
        bench.Gateway.Answer(new ByteArrayContent(Picture));
        ImageDownloader downloader = Downloader(bench);
        await using ImageStream held = await downloader.OpenAsync(Url, 1, null, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<ImageDownloadException>(() => bench.Time.RunAsync(downloader.DownloadAsync(Url, TestContext.Current.CancellationToken)));

        Assert.Equal(TimeSpan.FromMinutes(10), bench.Time.GetUtcNow() - bench.Time.Start);
        Assert.Single(bench.Gateway.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DownloadAsync_SixteenMebibytes_AllocatesNextToNothingBesideThePicture(bool announced)
    {
        const int Length = 16 * 1024 * 1024;
        using var bench = new Bench(options => options with { TimeProvider = TimeProvider.System });
        bench.Gateway.Answer(_ => Task.FromResult(new HttpResponseMessage { Content = Large(Length, announced) }));
        ImageDownloader downloader = Downloader(bench);

        await AllocatedByAsync(ToMemory);
        await AllocatedByAsync(ToNothing);
        Assert.InRange(await AllocatedByAsync(ToMemory), Length, Length * 1.05);

        // Without optimization every call of an asynchronous method allocates; with it there are a few kilobytes in all.
        Assert.InRange(await AllocatedByAsync(ToNothing), 0, 256 * 1024);

        Task ToMemory() => downloader.DownloadAsync(Url, CancellationToken.None);

        async Task ToNothing()
        {
            await using ImageStream picture = await downloader.OpenAsync(Url, 1, null, CancellationToken.None);
            await picture.CopyToAsync(Stream.Null, CancellationToken.None);
        }
    }

    private static async Task<long> AllocatedByAsync(Func<Task> action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Task running = action();
        long after = GC.GetAllocatedBytesForCurrentThread();

        // What goes on in another thread is not counted.
        Assert.True(running.IsCompleted);
        await running;
        return after - before;
    }

    private static ChunkedBody Large(int length, bool announced)
    {
        byte[] chunk = new byte[64 * 1024];
        Pictures.Png().CopyTo(chunk, 0);
        var next = Task.FromResult(chunk);
        var body = new ChunkedBody([.. Enumerable.Repeat<Func<CancellationToken, Task<byte[]>>>(_ => next, length / chunk.Length)]);
        body.Headers.ContentLength = announced ? length : null;
        return body;
    }

    private static ImageDownloader Downloader(Bench bench) =>
        new(new ClientCore(Bench.Key, bench.Options), new CallSettings(bench.Options, null), GatewayRequest.Prediction(ImageModel.Untyped("a/b"), null), "rid");

    private static async Task<byte[]> ReadAsync(Bench bench) =>
        (await bench.Time.RunAsync(Downloader(bench).DownloadAsync(Url, TestContext.Current.CancellationToken))).ToArray();

    private static async Task<HttpResponseMessage> AfterAsync(Bench bench, int seconds, HttpResponseMessage answer)
    {
        await Task.Delay(TimeSpan.FromSeconds(seconds), bench.Time);
        return answer;
    }

    private static ChunkedBody Broken(int to, int from = 0) => ChunkedBody.Of(new IOException("Connection reset."), Picture[from..to]);

    private static HttpResponseMessage Whole(HttpContent content, string? tag = Tag, DateTimeOffset? modified = null, bool announced = true)
    {
        if (content is ChunkedBody)
        {
            content.Headers.ContentLength = announced ? Picture.Length : null;
        }

        return Answer(HttpStatusCode.OK, content, tag, modified);
    }

    private static HttpResponseMessage Rest(int from, HttpContent? content = null, string? tag = Tag, DateTimeOffset? modified = null)
    {
        content ??= new ByteArrayContent(Picture[from..]);
        content.Headers.ContentLength = Picture.Length - from;
        content.Headers.ContentRange = new ContentRangeHeaderValue(from, Picture.Length - 1, Picture.Length);
        return Answer(HttpStatusCode.PartialContent, content, tag, modified);
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, HttpContent content, string? tag, DateTimeOffset? modified)
    {
        var response = new HttpResponseMessage(status) { Content = content };
        response.Headers.ETag = tag is null ? null : EntityTagHeaderValue.Parse(tag);
        content.Headers.LastModified = modified;
        return response;
    }
}
