using System.Net;
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

    private static async Task<GeneratedImage> InlineAsync(byte[] bytes)
    {
        using var bench = Bench.Answering($$"""{"output":[{"bytesBase64":"{{Pictures.Base64(bytes)}}"}]}""");
        return (await bench.GenerateAsync()).Images[0];
    }
}
