using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Simulation;

public sealed class SimulatorTests(SimulatorFixture fixture) : IClassFixture<SimulatorFixture>
{
    private const string Valid = """{"input":{"prompt":"A deer"}}""";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "no key provided")]
    [InlineData("Basic c2s=", "no key provided")]
    [InlineData("Bearer ", "no key provided")]
    [InlineData("Bearer token", "invalid key")]
    [InlineData("Bearer sk-", "invalid key")]
    public async Task Predict_WithoutAnAcceptableKey_IsRefusedWith401(string? authorization, string message)
    {
        (HttpStatusCode status, JsonElement body) = await PostAsync("ideogram/V3", Valid, authorization);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.StartsWith(message, body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Predict_WithAnotherThanTheOnlyKey_IsRefused()
    {
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new SimulatorOptions { ApiKey = "sk-only" });
        using AIHubMixClient right = gateway.CreateClient();
        using var wrong = ClientTransport.NewClient("sk-other", new AIHubMixClientOptions { SubmitEndpoint = gateway.Endpoint, TasksEndpoint = gateway.Endpoint });

        await right.SubmitAsync(ImageModels.IdeogramV3, new() { Prompt = "A deer" }, cancellationToken: Cancel);
        await Assert.ThrowsAsync<AuthenticationFailedException>(() => wrong.SubmitAsync(ImageModels.IdeogramV3, new() { Prompt = "A deer" }, cancellationToken: Cancel));
        Assert.Equal(1, gateway.Ledger.Count);
    }

    [Theory]
    [InlineData("ideogram/V4")]
    [InlineData("Ideogram/V3")]
    [InlineData("bfl/flux-Kontext-max")]
    public async Task Predict_UnknownModel_IsRefusedWith503(string path)
    {
        (HttpStatusCode status, JsonElement body) = await PostAsync(path, Valid);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("Aihubmix_api_error", body.GetProperty("error").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("openai/gpt-image-1")]
    [InlineData("openai/dall-e-3")]
    [InlineData("imagen-3.0-generate-002")]
    public async Task Predict_OtherSpellingOfAModel_IsAnswered(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(path, Valid)).Status);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("<html>")]
    public async Task Predict_BodyThatIsNoJsonObject_IsRefusedWith400(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("ideogram/V3", body)).Status);

    [Theory]
    [InlineData("{}", "prompt_missing")]
    [InlineData("""{"input":null}""", "prompt_missing")]
    [InlineData("""{"input":"A deer"}""", "prompt_missing")]
    [InlineData("""{"prompt":"A deer"}""", "prompt_missing")]
    [InlineData("""{"input":{"prompt":"A deer"},"stream":true}""", "invalid_value")]
    public async Task Predict_EnvelopeOfAnotherForm_IsRefusedWith400(string body, string code)
    {
        (HttpStatusCode status, JsonElement answer) = await PostAsync("ideogram/V3", body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(code, answer.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Predict_ValueBeyondALimitWithinAList_IsToldThePlaceAndTheLimit()
    {
        (HttpStatusCode status, JsonElement answer) = await PostAsync("ideogram/V3", """{"input":{"prompt":"A deer","color_palette":{"members":[{"color_hex":"#fff"},{"color_hex":"#fff","color_weight":2}]}}}""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith("invalid input: $.input.color_palette.members[1].color_weight must be from 0.05 to 1 (tid: ", answer.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Predict_PromptOfMoreThanTheModelTakes_IsRefusedAsTooLong()
    {
        string body = $$$"""{"input":{"prompt":"{{{new string('a', 4001)}}}"}}""";
        (HttpStatusCode status, JsonElement answer) = await PostAsync("opanai/dall-e-3", body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("prompt_too_long", answer.GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("GET", "/v1/models/ideogram/V3/predictions")]
    [InlineData("POST", "/v1/tasks/api.us1.bfl.1")]
    [InlineData("GET", "/v1/tasks/")]
    [InlineData("GET", "/")]
    public async Task Request_OfNoOperation_IsRefusedWith404(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(fixture.Host, path));
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer sk-test");
        using HttpResponseMessage response = await fixture.Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains($"Invalid URL ({method} {path})", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Task_OfFlux_IsPendingAsOftenAsToldThenReady()
    {
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new SimulatorOptions { PendingPolls = 3 });
        using AIHubMixClient client = gateway.CreateClient(new AIHubMixClientOptions { TimeProvider = new ImmediateTimeProvider() });
        var seen = new List<PredictionTask>();

        ImageTask task = await client.SubmitAsync(ImageModels.FluxKontextPro, new() { Prompt = "A deer" }, cancellationToken: Cancel);
        ImageResult result = await task.WaitAsync(new Listener(seen), Cancel);

        Assert.Equal([0.25, 0.5, 0.75, null], seen.Select(state => state.Progress));
        Assert.Equal([PredictionStatus.Pending, PredictionStatus.Pending, PredictionStatus.Pending, PredictionStatus.Ready], seen.Select(state => state.Status!.Value));
        Assert.Equal(task.Id, result.TaskId);
        Assert.StartsWith("api.us1.bfl.", task.Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ledger_RefusedAndAcceptedRequests_HasTheAcceptedOnesAlone()
    {
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new SimulatorOptions { UnmatchedRequests = UnmatchedRequests.Refuse });
        using AIHubMixClient client = gateway.CreateClient(new AIHubMixClientOptions { ValidateInput = false, TimeProvider = new ImmediateTimeProvider() });

        await Assert.ThrowsAsync<AIHubMixApiException>(() => client.GenerateAsync(ImageModels.IdeogramV3, new() { Prompt = "A deer", NumImages = 9 }, cancellationToken: Cancel));
        await Assert.ThrowsAsync<ModelUnavailableException>(() => client.GenerateAsync(ImageModel.Untyped("ideogram/V9"), [], cancellationToken: Cancel));
        ImageResult ideogram = await client.GenerateAsync(ImageModels.IdeogramV3, new() { Prompt = "A deer", NumImages = 3 }, cancellationToken: Cancel);
        ImageResult flux = await client.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer" }, cancellationToken: Cancel);

        Assert.Equal(["ideogram/V3", "bfl/flux-kontext-max"], gateway.Ledger.Entries.Select(entry => entry.Model));
        Assert.Equal([3, 1], gateway.Ledger.Entries.Select(entry => entry.Pictures.Count));
        Assert.Equal([ideogram.RequestId, flux.TaskId], [gateway.Ledger.Entries[0].RequestId, gateway.Ledger.Entries[1].TaskId]);
    }

    [Fact]
    public async Task Predict_PicturesFromFilesAndStreams_AreTakenForPictures()
    {
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();
        using AIHubMixClient client = gateway.CreateClient(new AIHubMixClientOptions { TimeProvider = new ImmediateTimeProvider() });
        ImageResult drawn = await client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer", OutputFormat = "png" }, cancellationToken: Cancel);
        string path = await drawn.Images[0].SaveAsync(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), cancellationToken: Cancel);
        byte[] bytes = await File.ReadAllBytesAsync(path, Cancel);

        try
        {
            // The last of them makes the request one of no known length.
            foreach (ImageSource source in (ImageSource[])[ImageSource.FromFile(path), ImageSource.FromBytes(bytes), ImageSource.FromStream(_ => new(new BufferedStream(new MemoryStream(bytes)))), Unseekable()])
            {
                await client.SubmitAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer", InputImage = source, InputImage2 = ImageSource.FromFile(path) }, cancellationToken: Cancel);
            }
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Equal(5, gateway.Ledger.Count);

        ImageSource Unseekable() => ImageSource.FromStream(async cancellationToken =>
        {
            using var packed = new MemoryStream();
            await using (var packing = new GZipStream(packed, CompressionLevel.Fastest))
            {
                await packing.WriteAsync(bytes, cancellationToken);
            }

            return new GZipStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
        });
    }

    [Fact]
    public async Task Start_SeveralAtATime_HaveLedgersOfTheirOwn()
    {
        AIHubMixSimulator[] gateways = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AIHubMixSimulator.StartAsync()));
        foreach ((int index, AIHubMixSimulator gateway) in gateways.Index())
        {
            using AIHubMixClient client = gateway.CreateClient();
            for (int call = 0; call < index; call++)
            {
                await client.SubmitAsync(ImageModels.IdeogramV3, new() { Prompt = "A deer" }, cancellationToken: Cancel);
            }
        }

        Assert.Equal([0, 1, 2, 3], gateways.Select(gateway => gateway.Ledger.Count));
        foreach (AIHubMixSimulator gateway in gateways)
        {
            await gateway.DisposeAsync();
        }
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string model, string body, string? authorization = "Bearer sk-test")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(fixture.Host, $"/v1/models/{model}/predictions"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using HttpResponseMessage response = await fixture.Http.SendAsync(request, Cancel);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel));
        return (response.StatusCode, answer.RootElement.Clone());
    }

    private sealed class Listener(List<PredictionTask> seen) : IProgress<PredictionTask>
    {
        public void Report(PredictionTask value) => seen.Add(value);
    }
}
