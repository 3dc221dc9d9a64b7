using System.Net;
using System.Text;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Results;

public sealed class PictureFilesTests : IDisposable
{
    private static readonly byte[] First = Pictures.Png();
    private static readonly byte[] Second = [.. Pictures.Jpeg(), .. Enumerable.Range(0, 300_000).Select(number => (byte)(number * 7))];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SaveAsync_PicturesInTheAnswer_GetTheirNumbersAndExtensions()
    {
        using var bench = Bench.Answering(Body(First, Second));

        ImageResult result = await SaveAsync(bench, "deer");

        Assert.Equal(["deer-2.jpg", "deer.png"], _folder.Names);
        Assert.Equal([_folder.PathOf("deer.png"), _folder.PathOf("deer-2.jpg")], result.Images.Select(image => image.Path));
        Assert.Equal(["image/png", "image/jpeg"], result.Images.Select(image => image.Header!.Value.MediaType));
        Assert.Equal([false, false], result.Images.Select(image => image.IsInline));
        Assert.Equal(Second, await File.ReadAllBytesAsync(_folder.PathOf("deer-2.jpg"), TestContext.Current.CancellationToken));
        Assert.Equal((3, ResponseForm.ArrayBase64), (result.Usage!.TotalTokens, result.Form));
    }

    [Fact]
    public async Task SaveAsync_SavedPicture_CanStillBeReadAndSavedElsewhere()
    {
        using var bench = Bench.Answering(Body(Second));

        GeneratedImage image = (await SaveAsync(bench, "deer")).Images[0];

        Assert.Null(image.ExpiresAt);
        Assert.Equal(Second, await image.GetBytesAsync(TestContext.Current.CancellationToken));
        await using Stream stream = await image.OpenReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Second.Length, stream.Length);
        await image.SaveAsync(_folder.PathOf("copy"), TestContext.Current.CancellationToken);
        Assert.Equal(["copy.jpg", "deer.jpg"], _folder.Names);
    }

    [Theory]
    [InlineData("deer", "deer-2.jpg,deer.png")]
    [InlineData("deer.png", "deer-2.png,deer.png")]
    [InlineData("deer.v1", "deer.v1-2.jpg,deer.v1.png")]
    [InlineData("{n}", "1.png,2.jpg")]
    [InlineData("deer-{n}-of-{n}.jpeg", "deer-1-of-1.jpeg,deer-2-of-2.jpeg")]
    public async Task SaveAsync_Path_IsAPattern(string path, string names)
    {
        using var bench = Bench.Answering(Body(First, Second));

        await SaveAsync(bench, path);

        Assert.Equal(names.Split(','), _folder.Names);
    }

    [Fact]
    public async Task SaveAsync_TaskOrUrls_AreFetched()
    {
        // Writing a file takes real time, during which a stepped clock would go on.
        using var bench = Bench.WithTask(options => options with { TimeProvider = TimeProvider.System, PollingSchedule = PollingSchedule.Every(TimeSpan.FromMilliseconds(10)) });
        bench.Gateway.Answer("""{"status":"Ready","result":{"samples":["https://example.com/1.png","https://example.com/2.jpg"]}}""")
            .Answer(First, HttpStatusCode.OK, "image/png").Answer(Second, HttpStatusCode.OK, "image/jpeg");

        ImageResult result = await SaveAsync(bench, "deer");

        Assert.Equal(["deer-2.jpg", "deer.png"], _folder.Names);
        Assert.Equal(("t1", "https://example.com/2.jpg", _folder.PathOf("deer-2.jpg")), (result.TaskId, result.Images[1].Url!.AbsoluteUri, result.Images[1].Path));
    }

    [Fact]
    public async Task SaveAsync_DownloadFails_TellsWhatWasSaved()
    {
        using var bench = Bench.Answering("""{"output":["https://example.com/1.png","https://example.com/2.png"]}""");
        bench.Gateway.Answer(First, HttpStatusCode.OK, "image/png").Answer("", HttpStatusCode.Gone);

        ImageExpiredException exception = await Assert.ThrowsAsync<ImageExpiredException>(() => SaveAsync(bench, "deer"));

        Assert.Equal([_folder.PathOf("deer.png"), null], exception.Result!.Images.Select(image => image.Path));
        Assert.Equal(["deer.png"], _folder.Names);
    }

    [Fact]
    public async Task SaveAsync_FolderMissing_IsToldBeforeAnythingIsBought()
    {
        using var bench = Bench.Answering(Body(First));

        DirectoryNotFoundException exception = await Assert.ThrowsAsync<DirectoryNotFoundException>(() => SaveAsync(bench, Path.Combine("none", "deer")));

        Assert.Contains("nothing was sent", exception.Message, StringComparison.Ordinal);
        Assert.Empty(bench.Gateway.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task SaveAsync_BlankPath_IsRefusedBeforeAnythingIsBought(string path)
    {
        using var bench = Bench.Answering(Body(First));

        await Assert.ThrowsAsync<ArgumentException>(() => bench.Client.SaveAsync(ImageModels.FluxKontextMax, new() { Prompt = "deer" }, path, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Empty(bench.Gateway.Requests);
    }

    [Fact]
    public async Task SaveAsync_FileCannotBeWritten_RescuesThePaidPictureIntoMemory()
    {
        Directory.CreateDirectory(_folder.PathOf("deer-2.png"));
        using var bench = Bench.Answering(Body(First, Second, First));

        ImageSaveException exception = await Assert.ThrowsAsync<ImageSaveException>(() => SaveAsync(bench, "deer.png"));

        Assert.Equal([_folder.PathOf("deer.png"), null, _folder.PathOf("deer-3.png")], exception.Result.Images.Select(image => image.Path));
        Assert.Equal(Second, await exception.Result.Images[1].GetBytesAsync(TestContext.Current.CancellationToken));
        Assert.Equal((BillingClass.Billed, "bfl/flux-kontext-max"), (exception.Billing, exception.Model));
        Assert.Equal(["deer-2.png", "deer-3.png", "deer.png"], _folder.Names);
    }

    [Fact]
    public async Task SaveAsync_FileOfATaskCannotBeWritten_TellsWhatCollectsItToo()
    {
        Directory.CreateDirectory(_folder.PathOf("deer.png"));
        using var bench = new Bench();
        bench.Gateway.Answer("""{"output":[{"taskId":"deer"}]}""");
        bench.Gateway.Answer("""{"id":"deer","status":"Ready","result":{"sample":"https://example.com/deer.png"}}""");
        bench.Gateway.Answer(_ => Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(Pictures.Png()) }));

        ImageSaveException exception = await Assert.ThrowsAsync<ImageSaveException>(() => bench.Time.RunAsync(SaveAsync(bench, "deer.png")));

        Assert.Equal("deer", exception.TaskId);
        Assert.Equal("deer", bench.Client.ResumeTask(exception.TaskToken!).Id);
    }

    [Fact]
    public async Task SaveAsync_FolderVanishesMeanwhile_RescuesThePaidPictureIntoMemory()
    {
        Directory.CreateDirectory(_folder.PathOf("out"));
        using var bench = new Bench();
        bench.Gateway.Answer(_ =>
        {
            Directory.Delete(_folder.PathOf("out"));
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent(Body(Second)) });
        });

        ImageSaveException exception = await Assert.ThrowsAsync<ImageSaveException>(() => SaveAsync(bench, Path.Combine("out", "deer")));

        Assert.Equal(Second, await exception.Result.Images[0].GetBytesAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SaveAsync_DamagedPicture_LeavesNothingOfIt()
    {
        string body = Body(Second, First);
        using var bench = Bench.Answering(body.Remove(200_000, 1).Insert(200_000, "*"));

        ImageResult result = await SaveAsync(bench, "deer");

        Assert.Equal(1, result.EmptyCount);
        Assert.Equal([_folder.PathOf("deer-2.png")], result.Images.Select(image => image.Path));
        Assert.Equal(["deer-2.png"], _folder.Names);
    }

    [Fact]
    public async Task SaveAsync_ConnectionBreaks_KeepsWhatWasComplete()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(ChunkedBody.BreakingOff(Encoding.UTF8.GetBytes(Body(First, Second))[..200_000], new IOException("The connection was reset.")));

        ImageResult result = await SaveAsync(bench, "deer");

        Assert.Equal([_folder.PathOf("deer.png")], result.Images.Select(image => image.Path));
        Assert.Equal(["deer.png"], _folder.Names);
    }

    [Fact]
    public async Task SaveAsync_Cancelled_LeavesNothingBehind()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(ChunkedBody.Stalling(Encoding.UTF8.GetBytes(Body(Second))[..200_000]));
        using var caller = new CancellationTokenSource();

        Task<ImageResult> saving = bench.Client.SaveAsync(ImageModels.FluxKontextMax, new() { Prompt = "deer" }, _folder.PathOf("deer"), cancellationToken: caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAsync<GenerationCanceledException>(() => saving);
        Assert.Empty(_folder.Names);
    }

    private static string Body(params byte[][] pictures) =>
        "{\"output\":[" + string.Join(',', pictures.Select(picture => $$"""{"bytesBase64":"{{Convert.ToBase64String(picture)}}"}""")) + "],\"usage\":{\"total_tokens\":3}}";

    private Task<ImageResult> SaveAsync(Bench bench, string name) =>
        bench.Client.SaveAsync(ImageModels.FluxKontextMax, new() { Prompt = "deer" }, _folder.PathOf(name), cancellationToken: TestContext.Current.CancellationToken);
}
