using System.Net;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Telemetry;

[Collection(nameof(ListeningToTheClient))]
public sealed class MetricsTests : IDisposable
{
    private const string Pending = """{"status":"Pending"}""";
    private const string Ready = """{"status":"Ready","result":{"sample":"https://example.com/deer.png"}}""";

    private readonly HeardTelemetry _heard = new();

    public void Dispose() => _heard.Dispose();

    [Fact]
    public async Task Duration_Generation_IsInSecondsWithTheTagsOfTheConventions()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Pending).Answer(Ready);

        await GenerateAsync(bench);

        HeardTelemetry.Measured measured = Assert.Single(_heard.Measurements("gen_ai.client.operation.duration"));
        Assert.Equal(("s", 1.33, 1), (measured.Unit, measured.Sum, measured.Count));
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["gen_ai.operation.name"] = "generate_content",
                ["gen_ai.provider.name"] = "aihubmix",
                ["gen_ai.request.model"] = _heard.Model.Path,
                ["gen_ai.output.type"] = "image",
                ["server.address"] = "aihubmix.com",
                ["server.port"] = "443",
            },
            measured.Tags);
        Assert.Equal([0.5, 1, 2.5, 5, 7.5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, double.PositiveInfinity], measured.Bounds);
    }

    [Fact]
    public async Task Duration_Failure_HasItsType()
    {
        using var bench = Bench.Answering("", HttpStatusCode.BadRequest);

        await Assert.ThrowsAsync<AIHubMixApiException>(() => GenerateAsync(bench));

        Assert.Equal("AIHubMix.Images.AIHubMixApiException", Assert.Single(_heard.Measurements("gen_ai.client.operation.duration")).Tags["error.type"]);
    }

    [Fact]
    public async Task Duration_PartsCalledOneByOne_AreMeasuredEach()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Ready).Answer("", HttpStatusCode.BadGateway).Answer(Pictures.Png(), HttpStatusCode.OK, null);

        ImageTask task = await bench.Time.RunAsync(bench.Client.SubmitAsync(_heard.Model, new() { Prompt = "deer" }, cancellationToken: TestContext.Current.CancellationToken));
        ImageResult result = await bench.WaitAsync(task);
        await bench.Time.RunAsync(result.Images[0].GetBytesAsync(TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(
            [("download", 0.5), ("submit", 0), ("wait", 0.665)],
            _heard.Measurements("gen_ai.client.operation.duration").Select(measured => (measured.Tags["gen_ai.operation.name"]!, measured.Sum)).Order());
    }

    [Fact]
    public async Task Tokens_AnswerCountsThem_AreMeasuredByType()
    {
        using var bench = Bench.Answering("""{"output":["https://example.com/1.png"],"usage":{"input_tokens":11,"output_tokens":222}}""");

        await GenerateAsync(bench);

        IReadOnlyList<HeardTelemetry.Measured> measured = _heard.Measurements("gen_ai.client.token.usage");
        Assert.Equal([("input", 11.0), ("output", 222.0)], measured.Select(item => (item.Tags["gen_ai.token.type"]!, item.Sum)).Order());
        Assert.All(measured, item => Assert.Equal(("{token}", "generate_content", "aihubmix"), (item.Unit, item.Tags["gen_ai.operation.name"], item.Tags["gen_ai.provider.name"])));
    }

    [Fact]
    public async Task Tokens_AnswerCountsNone_AreNotMeasured()
    {
        using var bench = Bench.Answering("""{"output":["https://example.com/1.png"]}""");

        await GenerateAsync(bench);

        Assert.Empty(_heard.Measurements("gen_ai.client.token.usage"));
    }

    [Fact]
    public async Task PollsAndRetries_Generation_AreCounted()
    {
        using var bench = new Bench();
        bench.Gateway.FailToConnect(new HttpRequestException("Connection refused.")).Answer("", HttpStatusCode.TooManyRequests).Answer("""{"output":[{"taskId":"t1"}]}""")
            .Answer(Pending).Answer("", HttpStatusCode.BadGateway).Answer("", HttpStatusCode.BadGateway).Answer(Pending).Answer(Ready);

        await GenerateAsync(bench);

        HeardTelemetry.Measured polls = Assert.Single(_heard.Measurements("aihubmix.client.polls"));
        Assert.Equal(("{request}", 3), (polls.Unit, polls.Sum));
        Assert.Equal(
            [
                ("billed", "AIHubMix.Images.AIHubMixApiException", 2.0),
                ("never_delivered", "AIHubMix.Images.ConnectionFailedException", 1.0),
                ("refused_before_work", "AIHubMix.Images.RateLimitedException", 1.0),
            ],
            _heard.Measurements("aihubmix.client.retries").Select(item => (item.Tags["aihubmix.billing_class"]!, item.Tags["error.type"]!, item.Sum)).Order());
    }

    [Fact]
    public async Task ImageSize_InlineAndDownloaded_AreMeasuredInBytes()
    {
        using var bench = Bench.Answering($$"""{"output":[{"bytesBase64":"{{Pictures.Base64(Pictures.Jpeg())}}"},"https://example.com/1.png"]}""");
        bench.Gateway.Answer(Pictures.Png(), HttpStatusCode.OK, null);

        ImageResult result = await GenerateAsync(bench);
        await bench.Time.RunAsync(result.Images[1].GetBytesAsync(TestContext.Current.CancellationToken).AsTask());

        HeardTelemetry.Measured sizes = Assert.Single(_heard.Measurements("aihubmix.client.image.size"));
        Assert.Equal(("By", Pictures.Jpeg().Length + Pictures.Png().Length, 2), (sizes.Unit, sizes.Sum, sizes.Count));
    }

    private Task<ImageResult> GenerateAsync(Bench bench) => bench.GenerateAsync(_heard.Model, new FluxKontextInput { Prompt = "deer" });
}
