using AIHubMix.Images.ContractTests.Document;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.ContractTests.Page;

public sealed class PageTests(SimulatorFixture fixture) : IClassFixture<SimulatorFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public static TheoryData<string> Commands => [.. ApiPage.Generations, ApiPage.Task];

    /// <summary>The models that take a prompt alone, as the page's overview sends it.</summary>
    public static TheoryData<string> CatalogPaths => [.. ModelProbe.Paths.Where(path => InputCases.Minimal(DocumentModels.Of(path)).Count == 1)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Replay_CommandOfThePage_IsAnswered200(string command)
    {
        using HttpResponseMessage response = await fixture.Http.SendAsync(Curl.Parse(command).ToRequest(fixture.Host), Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Single(response.Headers.GetValues("x-aihubmix-request-id"));
    }

    [Theory]
    [MemberData(nameof(CatalogPaths))]
    public async Task Replay_OverviewCommandWithEachModel_IsAnswered200(string path)
    {
        var curl = Curl.Parse(ApiPage.Overview.Replace("<model_path>", path, StringComparison.Ordinal));
        using HttpResponseMessage response = await fixture.Http.SendAsync(curl.ToRequest(fixture.Host), Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(ApiPage.GptImage1, "prompt", null, 400, "prompt_missing")]
    [InlineData(ApiPage.GptImage1, "prompt", "\"\"", 400, "prompt_missing")]
    [InlineData(ApiPage.GptImage1, "size", "\"1000x1000\"", 400, "size_not_supported")]
    [InlineData(ApiPage.GptImage1, "n", "0", 400, "n_not_within_range")]
    [InlineData(ApiPage.GptImage1, "n", "11", 400, "n_not_within_range")]
    [InlineData(ApiPage.GptImage1, "n", "\"1\"", 400, "n_not_within_range")]
    [InlineData(ApiPage.GptImage1, "quality", "\"High\"", 400, "invalid_value")]
    [InlineData(ApiPage.GptImage1, "moderation", "\"none\"", 400, "invalid_value")]
    [InlineData(ApiPage.GptImage1, "background", "true", 400, "invalid_value")]
    [InlineData(ApiPage.Imagen3, "prompt", null, 400, "prompt_missing")]
    [InlineData(ApiPage.Imagen3, "numberOfImages", "5", 400, "n_not_within_range")]
    [InlineData(ApiPage.FluxKontextMax, "prompt", "17", 400, "prompt_missing")]
    [InlineData(ApiPage.FluxKontextMax, "aspect_ratio", "\"22:9\"", 400, "size_not_supported")]
    [InlineData(ApiPage.FluxKontextMax, "aspect_ratio", "\"2x3\"", 400, "size_not_supported")]
    [InlineData(ApiPage.FluxKontextMax, "safety_tolerance", "7", 400, "invalid_value")]
    [InlineData(ApiPage.FluxKontextMax, "safety_tolerance", "-1", 400, "invalid_value")]
    [InlineData(ApiPage.IdeogramV3, "prompt", null, 400, "prompt_missing")]
    [InlineData(ApiPage.IdeogramV3, "rendering_speed", "\"quality\"", 400, "invalid_value")]
    [InlineData(ApiPage.IdeogramV3, "aspect_ratio", "\"2:1\"", 400, "size_not_supported")]
    [InlineData(ApiPage.StableDiffusion35, "prompt", null, 400, "prompt_missing")]
    [InlineData(ApiPage.StableDiffusion35, "n", "0", 400, "n_not_within_range")]
    public async Task Replay_CommandWithOneFieldBroken_IsRefusedAsDocumented(string command, string field, string? value, int status, string code)
    {
        var curl = Curl.Parse(command);
        JsonNode body = JsonNode.Parse(curl.Body!)!;
        JsonObject input = body["input"]!.AsObject();
        if (value is null)
        {
            input.Remove(field);
        }
        else
        {
            input[field] = JsonNode.Parse(value);
        }

        int before = fixture.Simulator.Ledger.Count;
        using HttpResponseMessage response = await fixture.Http.SendAsync(curl.ToRequest(fixture.Host, body.ToJsonString()), Cancel);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel));

        Assert.Equal(status, (int)response.StatusCode);
        JsonElement error = answer.RootElement.GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Contains("tid: ", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Simulator.Ledger.Entries.Skip(before), entry => JsonNode.DeepEquals(JsonNode.Parse(entry.Input), input));
    }

    [Fact]
    public Task Generate_GptImage1WithThePagesInput_SendsThePagesRequest() => AssertSends(ApiPage.GptImage1, (client, prompt) =>
        client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = prompt, Size = "1024x1024", Count = 1, Quality = GptImageQuality.High, Moderation = GptImageModeration.Low, Background = GptImageBackground.Auto }, cancellationToken: Cancel));

    [Fact]
    public Task Generate_Imagen3WithThePagesInput_SendsThePagesRequest() => AssertSends(ApiPage.Imagen3, (client, prompt) =>
        client.GenerateAsync(ImageModels.Imagen3Generate002, new() { Prompt = prompt, NumberOfImages = 1 }, cancellationToken: Cancel));

    [Fact]
    public Task Generate_FluxKontextMaxWithThePagesInput_SendsThePagesRequest() => AssertSends(ApiPage.FluxKontextMax, (client, prompt) =>
        client.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = prompt, AspectRatio = "2:3", SafetyTolerance = 6 }, cancellationToken: Cancel));

    [Fact]
    public Task Generate_IdeogramV3WithThePagesInput_SendsThePagesRequest() => AssertSends(ApiPage.IdeogramV3, (client, prompt) =>
        client.GenerateAsync(ImageModels.IdeogramV3, new() { Prompt = prompt, RenderingSpeed = IdeogramRenderingSpeed.Quality, AspectRatio = IdeogramAspectRatio.Ratio2x1 }, cancellationToken: Cancel));

    [Fact]
    public Task Generate_StableDiffusionWithThePagesInput_SendsThePagesRequest() => AssertSends(ApiPage.StableDiffusion35, (client, prompt) =>
        client.GenerateAsync(ImageModels.StableDiffusion35Large, new() { Prompt = prompt, Count = 1 }, cancellationToken: Cancel));

    [Theory]
    [MemberData(nameof(CatalogPaths))]
    public Task Generate_EachModelWithAPromptAlone_SendsTheOverviewsRequest(string path) => AssertSends(
        ApiPage.Overview.Replace("<model_path>", path, StringComparison.Ordinal),
        (client, prompt) => ModelProbe.Of(path).GenerateAsync(client, $$"""{"prompt":"{{prompt}}"}""", Cancel));

    [Fact]
    public async Task Generate_FluxKontextMax_FetchesTheTaskAsThePageDoes()
    {
        using var handler = new RecordingHandler();
        using AIHubMixClient client = NewClient(handler);
        ImageResult result = await client.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer" }, cancellationToken: Cancel);

        var curl = Curl.Parse(ApiPage.Task);
        Assert.All(handler.Requests.Skip(1), sent =>
        {
            Assert.Equal(curl.Method, sent.Request.Method.Method);
            Assert.Equal($"/v1/tasks/{result.TaskId}", sent.Request.RequestUri!.AbsolutePath);
            Assert.Equal("Bearer sk-simulator", sent.Request.Headers.Authorization!.ToString());
            Assert.Null(sent.Body);
        });
        Assert.Equal(1 + 3, handler.Requests.Count);
        Assert.Equal("https://api.aihubmix.com/v1", AIHubMixClientOptions.DefaultTasksEndpoint.AbsoluteUri);
        Assert.Equal(curl.Url.Host, AIHubMixClientOptions.DefaultTasksEndpoint.Host);
    }

    private async Task AssertSends(string command, Func<AIHubMixClient, string, Task<ImageResult>> generate)
    {
        var curl = Curl.Parse(command);
        string prompt = JsonNode.Parse(curl.Body!)!["input"]!["prompt"]!.GetValue<string>();
        using var handler = new RecordingHandler();
        using AIHubMixClient client = NewClient(handler);

        ImageResult result = await generate(client, prompt);

        (HttpRequestMessage request, string? body) = handler.Requests[0];
        Assert.Equal(curl.Method, request.Method.Method);
        Assert.Equal(curl.Url.AbsolutePath, request.RequestUri!.AbsolutePath);
        Assert.Equal(curl.Url.Host, AIHubMixClientOptions.DefaultSubmitEndpoint.Host);
        Assert.Equal(curl.Headers["Content-Type"], request.Content!.Headers.ContentType!.ToString());
        Assert.Equal("Bearer sk-simulator", request.Headers.Authorization!.ToString());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(curl.Body!), JsonNode.Parse(body!)), body);
        Assert.NotEmpty(result.Images);
    }

    private AIHubMixClient NewClient(RecordingHandler handler) => fixture.Simulator.CreateClient(new AIHubMixClientOptions
    {
        HttpInvoker = new HttpMessageInvoker(handler, disposeHandler: false),
        TimeProvider = new ImmediateTimeProvider(),
    });
}
