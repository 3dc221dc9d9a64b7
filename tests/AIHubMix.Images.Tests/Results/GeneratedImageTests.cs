using System.Net;
using System.Text.Json.Nodes;
using AIHubMix.Images.Results;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Results;

public sealed class GeneratedImageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<byte[], string> PicturesAndNames => new()
    {
        { Pictures.Png(), "deer.png" },
        { Pictures.Jpeg(), "deer.jpg" },
        { Pictures.WebpLossy(1, 1), "deer.webp" },
        { Pictures.Gif(1, 1), "deer.gif" },
        { Pictures.Avif(1, 1), "deer.avif" },
        { [1, 2, 3], "deer" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(PicturesAndNames))]
    public async Task SaveAsync_NameWithoutExtension_GetsTheOneOfTheBytes(byte[] bytes, string name)
    {
        GeneratedImage image = await InlineAsync(bytes);

        string path = await image.SaveAsync(_folder.PathOf("deer"), TestContext.Current.CancellationToken);

        Assert.Equal(_folder.PathOf(name), path);
        Assert.Equal([name], _folder.Names);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SaveAsync_NameWithExtension_IsKept()
    {
        GeneratedImage image = await InlineAsync(Pictures.Png());

        Assert.Equal(_folder.PathOf("deer.jpeg"), await image.SaveAsync(_folder.PathOf("deer.jpeg"), TestContext.Current.CancellationToken));
        Assert.Equal(["deer.jpeg"], _folder.Names);
    }

    [Fact]
    public async Task SaveAsync_FileOfThatName_IsReplaced()
    {
        await File.WriteAllBytesAsync(_folder.PathOf("deer.png"), new byte[5000], TestContext.Current.CancellationToken);
        GeneratedImage image = await InlineAsync(Pictures.Png());

        await image.SaveAsync(_folder.PathOf("deer.png"), TestContext.Current.CancellationToken);

        Assert.Equal(["deer.png"], _folder.Names);
        Assert.Equal(Pictures.Png(), await File.ReadAllBytesAsync(_folder.PathOf("deer.png"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SaveAsync_MoveFails_LeavesNothingBehind()
    {
        Directory.CreateDirectory(_folder.PathOf("deer.png"));
        GeneratedImage image = await InlineAsync(Pictures.Png());

        Assert.NotNull(await Record.ExceptionAsync(() => image.SaveAsync(_folder.PathOf("deer.png"), TestContext.Current.CancellationToken)));

        Assert.Equal(["deer.png"], _folder.Names);
    }

    [Fact]
    public async Task SaveAsync_DownloadFails_LeavesNothingBehindAndKeepsTheOldFile()
    {
        await File.WriteAllTextAsync(_folder.PathOf("deer.png"), "old", TestContext.Current.CancellationToken);
        using var bench = Bench.Answering("""{"output":["https://example.com/deer.png"]}""");
        bench.Gateway.Answer("gone", HttpStatusCode.Gone);
        GeneratedImage image = (await bench.GenerateAsync()).Images[0];

        await Assert.ThrowsAsync<ImageExpiredException>(() => image.SaveAsync(_folder.PathOf("deer.png"), TestContext.Current.CancellationToken));

        Assert.Equal(["deer.png"], _folder.Names);
        Assert.Equal("old", await File.ReadAllTextAsync(_folder.PathOf("deer.png"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SaveAsync_Cancelled_LeavesNothingBehind()
    {
        GeneratedImage image = await InlineAsync(Pictures.Png());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => image.SaveAsync(_folder.PathOf("deer.png"), new CancellationToken(canceled: true)));

        Assert.Empty(_folder.Names);
    }

    [Fact]
    public async Task SaveAsync_FolderMissing_IsAnIOException()
    {
        GeneratedImage image = await InlineAsync(Pictures.Png());

        await Assert.ThrowsAnyAsync<IOException>(() => image.SaveAsync(_folder.PathOf(Path.Combine("none", "deer.png")), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task SaveAsync_BlankPath_IsRefused(string path)
    {
        GeneratedImage image = await InlineAsync(Pictures.Png());

        await Assert.ThrowsAsync<ArgumentException>(() => image.SaveAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SaveAsync_Url_IsFetchedAndSaved()
    {
        using var bench = Bench.Answering("""{"output":["https://example.com/deer"]}""");
        bench.Gateway.Answer(Pictures.Jpeg(), HttpStatusCode.OK, "application/octet-stream");
        GeneratedImage image = (await bench.GenerateAsync()).Images[0];

        await image.SaveAsync(_folder.PathOf("deer"), TestContext.Current.CancellationToken);

        Assert.Equal(["deer.jpg"], _folder.Names);
        Assert.Equal("https://example.com/deer", bench.Gateway.Requests[1].Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SaveAsync_DownloadEndsHalfway_LeavesNothingBehindAndKeepsTheOldFile(bool cancelled)
    {
        await File.WriteAllTextAsync(_folder.PathOf("deer.png"), "old", TestContext.Current.CancellationToken);
        using var bench = new Bench(options => options with { MaxDownloadBytes = 150_000 });
        using var caller = new CancellationTokenSource();
        var halfway = new TaskCompletionSource();
        bench.Gateway.Answer("""{"output":["https://example.com/deer.png"]}""").Answer(new ChunkedBody(
            _ => Task.FromResult<byte[]>([.. Pictures.Png(), .. new byte[100_000]]),
            async token =>
            {
                await halfway.Task;
                return cancelled ? await Network.NeverAsync<byte[]>(token) : new byte[60_000];
            }));
        GeneratedImage image = (await bench.GenerateAsync()).Images[0];

        Task<string> saving = image.SaveAsync(_folder.PathOf("deer.png"), caller.Token);
        Assert.Contains(_folder.Names, name => name.StartsWith("deer.png.", StringComparison.Ordinal) && name.EndsWith(".partial", StringComparison.Ordinal));
        halfway.SetResult();
        if (cancelled)
        {
            await caller.CancelAsync();
            await Assert.ThrowsAsync<OperationCanceledException>(() => saving);
        }
        else
        {
            await Assert.ThrowsAsync<ImageDownloadException>(() => saving);
        }

        Assert.Equal(["deer.png"], _folder.Names);
        Assert.Equal("old", await File.ReadAllTextAsync(_folder.PathOf("deer.png"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SaveAsync_DownloadBreaksOff_GoesOnInTheSameFile()
    {
        byte[] picture = [.. Pictures.Png(), .. Enumerable.Range(0, 300_000).Select(number => (byte)(number * 3))];

        // Files are written in real time.
        var retry = new RetryOptions { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) };
        using var bench = new Bench(options => options with { TimeProvider = TimeProvider.System, Retry = retry });
        bench.Gateway.Answer("""{"output":["https://example.com/deer"]}""").Answer(ChunkedBody.BreakingOff(picture[..200_000], new IOException("Connection reset."))).Answer(picture, HttpStatusCode.OK, "image/png");
        GeneratedImage image = (await bench.GenerateAsync()).Images[0];

        string path = await image.SaveAsync(_folder.PathOf("deer"), TestContext.Current.CancellationToken);

        Assert.Equal(["deer.png"], _folder.Names);
        Assert.Equal(picture, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("png", true)]
    [InlineData("image/PNG", true)]
    [InlineData("jpeg", false)]
    [InlineData("image/webp", false)]
    [InlineData("", null)]
    public async Task IsOfDeclaredType_Png_IsWhatWasNamed(string declared, bool? expected)
    {
        using var bench = Bench.Answering($$"""{"output":[{"bytesBase64":"{{Pictures.Base64(Pictures.Png())}}","mimeType":"{{declared}}"}]}""");

        Assert.Equal(expected, (await bench.GenerateAsync()).Images[0].IsOfDeclaredType);
    }

    [Theory]
    [InlineData("image/jpeg", true)]
    [InlineData("image/jpg", true)]
    [InlineData("image/png", false)]
    public async Task IsOfDeclaredType_JpegStream_IsWhatWasNamed(string declared, bool expected)
    {
        await using ImageStream picture = await ImageStream.OpenAsync(new MemoryStream(Pictures.Jpeg()), 1, null, declared, TestContext.Current.CancellationToken);

        Assert.Equal(expected, picture.IsOfDeclaredType);
    }

    [Fact]
    public async Task WriteAsync_Picture_TellsThePathAndLeavesItOpen()
    {
        byte[] bytes = [.. Pictures.Gif(5, 6), .. new byte[200_000]];
        await using ImageStream picture = await ImageStream.OpenAsync(new MemoryStream(bytes), 1, null, null, TestContext.Current.CancellationToken);

        Assert.Equal(_folder.PathOf("deer.gif"), await PictureFile.WriteAsync(_folder.PathOf("deer"), picture, rescues: false, TestContext.Current.CancellationToken));

        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder.PathOf("deer.gif"), TestContext.Current.CancellationToken));
        Assert.Equal(0, await picture.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task OpenReadAsync_Inline_ReadsTheBytesAndCannotChangeThem()
    {
        GeneratedImage image = await InlineAsync(Pictures.Png());

        await using Stream stream = await image.OpenReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal((Pictures.Png().Length, false, true), (stream.Length, stream.CanWrite, stream.CanSeek));
        Assert.Equal(Pictures.Png(), await BytesOf(stream));
    }

    [Fact]
    public async Task OpenReadAsync_Url_ReadsWhileItIsFetched()
    {
        using var bench = Bench.Answering("""{"output":[{"url":"https://example.com/deer","mimeType":"image/png"}]}""");
        var body = ChunkedBody.Of(null, Pictures.Png(), new byte[1000]);
        bench.Gateway.Answer(body);
        GeneratedImage image = (await bench.GenerateAsync()).Images[0];

        await using Stream stream = await image.OpenReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Pictures.Png().Length, body.Served);
        ImageStream picture = Assert.IsType<ImageStream>(stream);
        Assert.Equal(("image/png", image.Url, 3), (picture.DeclaredType, picture.Url, picture.Header?.Width));
        Assert.Equal((byte[])[.. Pictures.Png(), .. new byte[1000]], await BytesOf(stream));
    }

    [Fact]
    public async Task ExpiresAt_UrlOfAModelThatTells_IsItsLifetimeAfterTheAnswer()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("""{"status":"Ready","result":{"sample":"https://example.com/deer.png"}}""");
        ImageTask task = await bench.SubmitAsync();
        TimeSpan lifetime = ImageModels.FluxKontextMax.UrlLifetime!.Value;

        GeneratedImage image = (await bench.WaitAsync(task)).Images[0];
        DateTimeOffset expected = bench.Time.GetUtcNow() + lifetime;

        Assert.Equal(expected, image.ExpiresAt);
        bench.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(expected, image.ExpiresAt);
    }

    [Theory]
    [InlineData("bfl/flux-kontext-max", "https://example.com/deer.png", true)]
    [InlineData("BFL/Flux-Kontext-Max", "https://example.com/deer.png", true)]
    [InlineData("a/b", "https://example.com/deer.png", false)]
    [InlineData("ideogram/V3", "https://example.com/deer.png", false)]
    [InlineData("bfl/flux-kontext-max", "iVBORw0KGgo=", false)]
    public async Task ExpiresAt_Answer_IsKnownOfUrlsOfKnownModelsOnly(string model, string output, bool isKnown)
    {
        using var bench = Bench.Answering($$"""{"output":["{{output}}"]}""");

        GeneratedImage image = (await bench.GenerateAsync(ImageModel.Untyped(model), new JsonObject { ["prompt"] = "deer" })).Images[0];

        Assert.Equal(isKnown ? bench.Time.Start + ImageModels.Find(model)!.UrlLifetime : null, image.ExpiresAt);
    }

    [Fact]
    public async Task ExpiresAt_UrlOfAModelOfOnesOwn_IsByItsOwnLifetime()
    {
        using var bench = Bench.Answering("""{"output":["https://example.com/deer.png"]}""");
        var model = new ImageModel<FluxKontextInput>("bfl/flux-kontext-max") { UrlLifetime = TimeSpan.FromMinutes(3) };

        GeneratedImage image = (await bench.GenerateAsync(model, new JsonObject { ["prompt"] = "deer" })).Images[0];

        Assert.Equal(bench.Time.Start + TimeSpan.FromMinutes(3), image.ExpiresAt);
    }

    [Theory]
    [InlineData(true, 10)]
    [InlineData(false, 3)]
    public async Task ExpiresAt_TaskTakenUp_IsByTheCatalogForATokenAndByTheModelForAnId(bool byToken, int minutes)
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("""{"status":"Ready","result":{"sample":"https://example.com/deer.png"}}""");
        ImageTask submitted = await bench.SubmitAsync();
        var model = new ImageModel<FluxKontextInput>(submitted.Model) { UrlLifetime = TimeSpan.FromMinutes(3) };

        ImageTask task = byToken ? bench.Client.ResumeTask(submitted.ToToken()!) : bench.Client.ResumeTask(model, submitted.Id!);

        GeneratedImage image = (await bench.WaitAsync(task)).Images[0];

        Assert.Equal(bench.Time.GetUtcNow() + TimeSpan.FromMinutes(minutes), image.ExpiresAt);
    }

    [Fact]
    public async Task Header_InlinePicture_IsReadFromTheBytes()
    {
        GeneratedImage image = await InlineAsync(Pictures.WebpLossless(640, 480));

        Assert.Equal(new ImageHeader("image/webp", "webp", 640, 480), image.Header);
        Assert.Equal($"image/webp, 640x480, {Pictures.WebpLossless(640, 480).Length} bytes", image.ToString());
        Assert.Equal("unknown type, 3 bytes", (await InlineAsync([1, 2, 3])).ToString());
    }

    [Fact]
    public async Task ToString_Url_LeavesTheSignatureOut()
    {
        using var bench = Bench.Answering("""{"output":["https://example.com/deer.png?sig=secret"]}""");

        Assert.Equal("https://example.com/deer.png", (await bench.GenerateAsync()).Images[0].ToString());
    }

    private static async Task<byte[]> BytesOf(Stream stream)
    {
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
        return copy.ToArray();
    }

    private static async Task<GeneratedImage> InlineAsync(byte[] bytes)
    {
        using var bench = Bench.Answering($$"""{"output":[{"bytesBase64":"{{Pictures.Base64(bytes)}}"}]}""");
        return (await bench.GenerateAsync()).Images[0];
    }
}
