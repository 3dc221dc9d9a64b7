using System.Net;
using AIHubMix.Images.Tests.Support;
using AIHubMix.Images.Tests.Telemetry;

namespace AIHubMix.Images.Tests.Submitting;

/// <summary>A model whose path the gateway has renamed is found under its other spelling, once for each call, and only where nothing can have been billed.</summary>
public sealed class SpellingTests
{
    private const string Picture = """{"output":["https://example.com/deer.png"]}""";
    private const string Unknown = """{"error":{"message":"incorrect model ID, or no permission to use it (tid: 1)","type":"Aihubmix_api_error"}}""";
    private const string Busy = """{"error":{"message":"the vendor's rate limit is reached, try again later","type":"Aihubmix_api_error"}}""";
    private const string ApiPage = "opanai/gpt-image-1";
    private const string Later = "openai/gpt-image-1";

    [Theory]
    [InlineData(ModelPathSpelling.ApiPage, ApiPage)]
    [InlineData(ModelPathSpelling.Later, Later)]
    public async Task GenerateAsync_RenamedModel_IsCalledAsTheOptionSays(ModelPathSpelling spelling, string path)
    {
        using var bench = new Bench(options => options with { PathSpelling = spelling });
        bench.Gateway.Answer(Picture);

        ImageResult result = await GenerateAsync(bench);

        Assert.Equal([path], Asked(bench));
        Assert.Equal(ApiPage, result.Model);
    }

    [Fact]
    public async Task GenerateAsync_ModelThatWasNeverRenamed_IsCalledByItsPathWhateverTheOption()
    {
        using var bench = new Bench(options => options with { PathSpelling = ModelPathSpelling.Later });
        bench.Gateway.Answer(Picture);

        await bench.GenerateAsync();

        Assert.Equal(["bfl/flux-kontext-max"], Asked(bench));
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, Unknown)]
    [InlineData(HttpStatusCode.BadRequest, Unknown)]
    [InlineData(HttpStatusCode.NotFound, """{"error":{"message":"The model `gpt-image-1` does not exist","code":"model_not_found"}}""")]
    [InlineData(HttpStatusCode.BadRequest, """{"error":{"message":"no","code":"model_not_found"}}""")]
    public async Task GenerateAsync_UnknownModel_IsTriedAtOnceUnderTheOtherSpelling(HttpStatusCode status, string body)
    {
        using var bench = new Bench();
        bench.Gateway.Answer(body, status).Answer(Picture);

        ImageResult result = await GenerateAsync(bench);

        Assert.Equal([ApiPage, Later], Asked(bench));
        Assert.Equal([0, 0], bench.Sent());
        Assert.Equal((ApiPage, 2), (result.Model, result.Attempts));
    }

    [Fact]
    public async Task GenerateAsync_UnknownByTheLaterSpelling_IsTriedUnderThatOfThePage()
    {
        using var bench = new Bench(options => options with { PathSpelling = ModelPathSpelling.Later });
        bench.Gateway.Answer(Unknown, HttpStatusCode.ServiceUnavailable).Answer(Picture);

        await GenerateAsync(bench);

        Assert.Equal([Later, ApiPage], Asked(bench));
    }

    [Fact]
    public async Task GenerateAsync_AfterAnotherSpellingWorked_UsesItAtOnceForTheLifeOfTheClient()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Unknown, HttpStatusCode.ServiceUnavailable).Answer(Picture);
        await GenerateAsync(bench);

        ImageResult second = await GenerateAsync(bench);
        await bench.GenerateAsync(ImageModels.DallE3, new DallE3Input { Prompt = "deer" });

        Assert.Equal([ApiPage, Later, Later, "opanai/dall-e-3"], Asked(bench));
        Assert.Equal((ApiPage, 1), (second.Model, second.Attempts));
    }

    [Fact]
    public async Task StreamAsync_UnknownModel_IsTriedUnderTheOtherSpelling()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Unknown, HttpStatusCode.ServiceUnavailable).Answer("""{"output":{"b64_json":[{"bytesBase64":"iVBORw0KGgoA"}],"urls":[]}}""");

        await foreach (ImageStream picture in bench.Client.StreamAsync(ImageModels.GptImage1, new GptImageInput { Prompt = "deer" }, cancellationToken: TestContext.Current.CancellationToken))
        {
            await picture.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        }

        Assert.Equal([ApiPage, Later], Asked(bench));
    }

    [Fact]
    public async Task GenerateAsync_UnknownByBoth_IsRetriedAsEverAndSaysThatBothWereTried()
    {
        using var bench = new Bench { Random = 1 };
        bench.Gateway.Answer(Unknown, HttpStatusCode.ServiceUnavailable);

        ModelUnavailableException exception = await Assert.ThrowsAsync<ModelUnavailableException>(() => GenerateAsync(bench));

        // The other spelling once, then the first as often as any 503.
        Assert.Equal([ApiPage, Later, ApiPage, ApiPage], Asked(bench));
        Assert.Equal([0, 0, 1, 3], bench.Sent());
        Assert.Equal((BillingClass.RefusedBeforeWork, ApiPage, 4), (exception.Billing, exception.Model, exception.Attempts));
    }

    [Fact]
    public async Task GenerateAsync_UnknownByBothForGood_SaysThatBothWereTried()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Unknown, HttpStatusCode.BadRequest, headers: ("x-aihubmix-request-id", "first")).Answer(Unknown, HttpStatusCode.BadRequest);

        AIHubMixApiException exception = await Assert.ThrowsAsync<AIHubMixApiException>(() => GenerateAsync(bench));

        Assert.StartsWith($"The prediction request to '{ApiPage}' was answered with 400 BadRequest, incorrect model ID", exception.Message, StringComparison.Ordinal);
        Assert.Contains($" It is not known as '{Later}' either.", exception.Message, StringComparison.Ordinal);
        Assert.Equal((BillingClass.RefusedForGood, "first", 2), (exception.Billing, exception.RequestId, exception.Attempts));
    }

    [Fact]
    public async Task GenerateAsync_UnknownByBoth_RemembersNeitherAndWaitsAsTheFirstAsked()
    {
        using var bench = new Bench();
        bench.Gateway
            .Answer(Unknown, HttpStatusCode.ServiceUnavailable, headers: ("Retry-After", "7"))
            .Answer(Unknown, HttpStatusCode.ServiceUnavailable)
            .Answer(Unknown, HttpStatusCode.BadRequest);

        await Assert.ThrowsAsync<AIHubMixApiException>(() => GenerateAsync(bench));
        await Assert.ThrowsAsync<AIHubMixApiException>(() => GenerateAsync(bench));

        Assert.Equal([ApiPage, Later, ApiPage, ApiPage, Later], Asked(bench));
        Assert.Equal([0, 0, 7], bench.Sent().Take(3));
    }

    [Fact]
    public async Task GenerateAsync_UnknownModel_IsLogged()
    {
        var log = new HeardLog();
        using var bench = new Bench(options => options with { LoggerFactory = log });
        bench.Gateway.Answer(Unknown, HttpStatusCode.BadRequest).Answer(Picture);

        await GenerateAsync(bench);

        Assert.Contains($"The gateway knows no model {ApiPage}: the prediction is sent once more, to {Later}. Nothing was billed.", log.AllText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, Busy, 3)]
    [InlineData(HttpStatusCode.BadRequest, """{"error":{"message":"size is not supported by this model","code":"size_not_supported"}}""", 1)]
    [InlineData(HttpStatusCode.Unauthorized, Unknown, 1)]
    [InlineData(HttpStatusCode.BadGateway, Unknown, 1)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "", 3)]
    public async Task GenerateAsync_AnyOtherRefusal_IsNoReasonToTryAnotherName(HttpStatusCode status, string body, int attempts)
    {
        using var bench = new Bench();
        bench.Gateway.Answer(body, status);

        await Assert.ThrowsAnyAsync<AIHubMixApiException>(() => GenerateAsync(bench));

        Assert.Equal(Enumerable.Repeat(ApiPage, attempts), Asked(bench));
    }

    [Fact]
    public async Task GenerateAsync_OtherSpellingIsRefusedForAnotherReason_GoesOnUnderIt()
    {
        using var bench = new Bench { Random = 1 };
        bench.Gateway.Answer(Unknown, HttpStatusCode.ServiceUnavailable).Answer("", HttpStatusCode.TooManyRequests).Answer(Picture);

        await GenerateAsync(bench);
        await GenerateAsync(bench);

        Assert.Equal([ApiPage, Later, Later, Later], Asked(bench));
    }

    [Fact]
    public async Task GenerateAsync_UnknownAfterARetry_IsTriedUnderTheOtherSpellingToo()
    {
        using var bench = new Bench();
        bench.Gateway.Answer("", HttpStatusCode.TooManyRequests).Answer(Unknown, HttpStatusCode.BadRequest).Answer(Picture);

        ImageResult result = await GenerateAsync(bench);

        Assert.Equal([ApiPage, ApiPage, Later], Asked(bench));
        Assert.Equal(3, result.Attempts);
    }

    [Fact]
    public async Task GenerateAsync_OtherSpellingMayHaveBeenBilled_IsNotSentAgain()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Unknown, HttpStatusCode.ServiceUnavailable).Fail(new IOException("Broken pipe."));

        ConnectionFailedException exception = await Assert.ThrowsAsync<ConnectionFailedException>(() => GenerateAsync(bench));

        Assert.Equal([ApiPage, Later], Asked(bench));
        Assert.Equal((BillingClass.OutcomeUnknown, 2), (exception.Billing, exception.Attempts));
        Assert.Contains(Later, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_UnknownAfterAnAttemptThatMayHaveBeenBilled_IsLeftAtThat()
    {
        using var bench = new Bench(options => options with { Retry = new RetryOptions { RetryUnknownOutcome = true } });
        bench.Gateway.Fail(new IOException("Broken pipe.")).Answer(Unknown, HttpStatusCode.BadRequest);

        await Assert.ThrowsAsync<ConnectionFailedException>(() => GenerateAsync(bench));

        Assert.Equal([ApiPage, ApiPage], Asked(bench));
    }

    [Fact]
    public async Task GenerateAsync_AliasOfOneSegment_IsNoPathToTry()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Unknown, HttpStatusCode.BadRequest);

        await Assert.ThrowsAsync<AIHubMixApiException>(() => bench.GenerateAsync(ImageModels.Imagen3Generate002, new ImagenInput { Prompt = "deer" }));

        Assert.Equal(["google/imagen-3.0-generate-002"], Asked(bench));
    }

    [Fact]
    public async Task GenerateAsync_ModelOfOnesOwn_IsCalledAsWritten()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Unknown, HttpStatusCode.BadRequest);

        await Assert.ThrowsAsync<AIHubMixApiException>(() => bench.GenerateAsync(new ImageModel<GptImageInput>(Later), new GptImageInput { Prompt = "deer" }));

        Assert.Equal([Later], Asked(bench));
    }

    [Fact]
    public async Task GenerateAsync_CancelledWhileTheOtherSpellingIsTried_TellsWhatIsKnownOfTheBill()
    {
        using var bench = new Bench();
        using var caller = new CancellationTokenSource();
        bench.Gateway.Answer(Unknown, HttpStatusCode.BadRequest).Answer(async token =>
        {
            await caller.CancelAsync();
            token.ThrowIfCancellationRequested();
            return null!;
        });

        GenerationCanceledException exception = await Assert.ThrowsAsync<GenerationCanceledException>(
            () => bench.Client.GenerateAsync(ImageModels.GptImage1, new GptImageInput { Prompt = "deer" }, cancellationToken: caller.Token));

        Assert.Equal(BillingClass.OutcomeUnknown, exception.Billing);
    }

    [Fact]
    public async Task SubmitAsync_TaskUnderTheOtherSpelling_HasATokenOfTheModelAsItIsInTheCatalog()
    {
        const string Task = """{"output":[{"taskId":"task-1","polling_url":"https://api.example.com/task-1"}]}""";
        using var bench = new Bench();
        bench.Gateway.Answer(Task).Answer(Unknown, HttpStatusCode.BadRequest).Answer(Task);

        string? token = (await bench.Client.SubmitAsync(ImageModels.FluxKontextPro, new FluxKontextInput { Prompt = "deer" }, cancellationToken: TestContext.Current.CancellationToken)).ToToken();
        ImageTask respelled = await bench.Client.SubmitAsync(ImageModels.FluxKontextPro, new FluxKontextInput { Prompt = "deer" }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["bfl/flux-kontext-pro", "bfl/flux-kontext-pro", "bfl/flux-Kontext-pro"], Asked(bench));
        Assert.NotNull(token);
        Assert.Equal(token, respelled.ToToken());
    }

    [Fact]
    public async Task GenerateAsync_UnknownModel_IsTheSameCallToWhoeverDeduplicates()
    {
        const string Header = "Idempotency-Key";
        using var bench = new Bench(options => options with { IdempotencyHeader = Header });
        bench.Gateway.Answer(Unknown, HttpStatusCode.ServiceUnavailable).Answer(Picture);

        await GenerateAsync(bench);

        Assert.Equal(2, bench.Gateway.Requests.Count);
        Assert.Single(bench.Gateway.Requests.SelectMany(request => request.Headers.GetValues(Header)).Distinct());
    }

    private static Task<ImageResult> GenerateAsync(Bench bench) => bench.GenerateAsync(ImageModels.GptImage1, new GptImageInput { Prompt = "deer" });

    private static IEnumerable<string> Asked(Bench bench) => bench.Gateway.Requests.Select(request => request.Uri.AbsolutePath["/v1/models/".Length..^"/predictions".Length]);
}
