using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AIHubMix.Images.ContractTests.Page;
using AIHubMix.Images.Simulator.Judging;
using Newtonsoft.Json.Linq;
using NSwag;

namespace AIHubMix.Images.ContractTests.Document;

/// <summary>The examples of the document, held against the client and the judge.</summary>
public sealed class ExampleTests
{
    private static readonly OpenApiDocument OpenApi = DocumentModels.OpenApi;

    public static TheoryData<string, string> RequestExamples => [.. Operations.SelectMany(operation =>
        operation.Operation.RequestBody.Content["application/json"].Examples.Keys.Select(example => (PathOf(operation), example)))];

    public static TheoryData<string, string> ResponseExamples => [.. Operations.SelectMany(operation =>
        operation.Operation.ActualResponses["200"].Content["application/json"].Examples.Keys.Select(example => (PathOf(operation), example)))];

    public static TheoryData<string, string, string> ErrorExamples =>
        [.. from path in ModelProbe.Paths from response in OpenApi.Responses from example in response.Value.Content["application/json"].Examples.Keys select (path, response.Key, example)];

    public static TheoryData<string, string> TaskExamples => [.. from path in ModelProbe.Paths from example in TaskContent.Examples.Keys select (path, example)];

    public static TheoryData<string> Commands => [.. ApiPage.Generations];

    private static OpenApiMediaType TaskContent => OpenApi.Operations.Single(operation => operation.Operation.OperationId == "getTask").Operation.ActualResponses["200"].Content["application/json"];

    private static IEnumerable<OpenApiOperationDescription> Operations => OpenApi.Operations.Where(operation => operation.Operation.OperationId != "getTask");

    [Theory]
    [MemberData(nameof(RequestExamples))]
    public void RequestExample_HeldAgainstClientAndJudge_IsValidAndKeptWhole(string path, string example)
    {
        JObject body = Example(path, example);
        Assert.Empty(Judge.CheckRequest(DocumentModels.Of(path), body));
        string input = body["input"]!.ToString();
        Assert.Empty(ModelProbe.Of(path).Validate(input));
        Assert.True(Judging.IsSame(DocumentModels.Of(path), JsonNode.Parse(input)!.AsObject(), JsonNode.Parse(ModelProbe.Of(path).RoundTrip(input))!.AsObject()));
    }

    [Theory]
    [MemberData(nameof(RequestExamples))]
    public void RequestExample_WithUnknownMemberAndValue_SurvivesTheRoundTrip(string path, string example)
    {
        JsonObject input = JsonNode.Parse(Example(path, example)["input"]!.ToString())!.AsObject();
        input["a_field_of_tomorrow"] = new JsonObject { ["nested"] = new JsonArray(1, null, "x") };
        foreach (string field in DocumentModels.Of(path).Input.ActualProperties.Values.Where(field => field.Enumeration.Count > 0).Select(field => field.Name))
        {
            input[field] = "a-value-of-tomorrow";
        }

        Assert.True(Judging.IsSame(DocumentModels.Of(path), input, JsonNode.Parse(ModelProbe.Of(path).RoundTrip(input.ToJsonString()))!.AsObject()));
    }

    [Theory]
    [MemberData(nameof(ResponseExamples))]
    public async Task ResponseExample_ReadByTheClient_GivesAResultOrATask(string path, string example)
    {
        JToken body = Token(Operations.Single(operation => PathOf(operation) == path).Operation.ActualResponses["200"].Content["application/json"].Examples[example]);
        using AIHubMixClient client = ClientThatGets(HttpStatusCode.OK, body.ToString());
        ImageTask task = await client.SubmitAsync(ModelProbe.Of(path).Model, ModelProbe.Of(path).MinimalObject(), cancellationToken: TestContext.Current.CancellationToken);
        if (task.Id is null)
        {
            ImageResult result = await task.WaitAsync(null, TestContext.Current.CancellationToken);
            Assert.True(result.Images.Count > 0 || example.Contains("filtered", StringComparison.OrdinalIgnoreCase) || result.EmptyCount > 0, example);
        }
    }

    [Theory]
    [MemberData(nameof(ErrorExamples))]
    public async Task ErrorExample_AnsweredByAnyModel_IsATypedExceptionWithItsFields(string path, string response, string example)
    {
        var status = (HttpStatusCode)(response switch
        {
            "BadRequest" => 400,
            "Unauthorized" => 401,
            "Forbidden" => 403,
            "NotFound" => 404,
            "TooManyRequests" => 429,
            "InternalError" => 500,
            "ServiceUnavailable" => 503,
            _ => 502,
        });
        JToken body = Token(OpenApi.Responses[response].Content["application/json"].Examples[example]);
        using AIHubMixClient client = ClientThatGets(status, body.ToString());

        AIHubMixApiException exception = await Assert.ThrowsAnyAsync<AIHubMixApiException>(
            () => ModelProbe.Of(path).GenerateAsync(client, ModelProbe.Of(path).Minimal(), TestContext.Current.CancellationToken));

        Assert.Equal(status, exception.StatusCode);
        Assert.Equal(Member("message"), exception.Error.Message);
        Assert.Equal(Member("type"), exception.Error.Type);
        Assert.Equal(Member("param"), exception.Error.Param);
        Assert.Equal(Member("code"), exception.Error.Code);

        string? Member(string name) => (string?)body["error"]![name] is { Length: > 0 } text ? text : null;
    }

    [Theory]
    [MemberData(nameof(TaskExamples))]
    public async Task TaskExample_AnsweredByAnyModel_IsReadWaitedForOrThrown(string path, string example)
    {
        JToken state = Token(TaskContent.Examples[example]);
        var answers = new Queue<string>([
            """{"output":[{"taskId":"api.us1.bfl.1"}]}""",
            state.ToString(),
            """{"status":"Ready","result":{"sample":"https://example.com/deer.png"}}""",
        ]);
        using AIHubMixClient client = ClientThatGets(HttpStatusCode.OK, answers.Dequeue);

        ImageResult? result = null;
        Exception? failure = await Record.ExceptionAsync(
            async () => result = await ModelProbe.Of(path).GenerateAsync(client, ModelProbe.Of(path).Minimal(), TestContext.Current.CancellationToken));

        switch ((string?)state["status"])
        {
            case "Ready":
                Assert.Equal(state["result"]!["samples"]?.Count() ?? 1, result?.Images.Count);
                Assert.Single(answers);
                break;
            case "Pending" or "Reasoning" or "Generating":
                Assert.Single(result!.Images);
                Assert.Empty(answers);
                break;
            case "Request Moderated" or "Content Moderated":
                Assert.IsType<TaskModeratedException>(failure);
                break;
            case "Task not found":
                Assert.IsType<TaskNotFoundException>(failure);
                break;
            default:
                Assert.IsType<TaskFailedException>(failure);
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void PageCommand_AgainstTheDocument_IsItsPageExample(string command)
    {
        var curl = Curl.Parse(command);
        string path = curl.Url.AbsolutePath["/v1/models/".Length..^"/predictions".Length];
        Assert.Equal(JObject.Parse(curl.Body!).ToString(), Example(path, "page").ToString());
    }

    private static string PathOf(OpenApiOperationDescription operation) => operation.Path["/v1/models/".Length..^"/predictions".Length];

    private static JObject Example(string path, string example) =>
        (JObject)Token(Operations.Single(operation => PathOf(operation) == path).Operation.RequestBody.Content["application/json"].Examples[example]);

    private static JToken Token(OpenApiExample example) => (JToken)example.ActualExample.Value;

    private static AIHubMixClient ClientThatGets(HttpStatusCode status, string body) => ClientThatGets(status, () => body);

    private static AIHubMixClient ClientThatGets(HttpStatusCode status, Func<string> body) => ClientTransport.NewClient("sk-test", new AIHubMixClientOptions
    {
        HttpInvoker = new HttpMessageInvoker(new FixedAnswer(status, body)),
        Retry = RetryOptions.Never,
        TimeProvider = new ImmediateTimeProvider(),
    });

    private sealed class FixedAnswer(HttpStatusCode status, Func<string> body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body(), Encoding.UTF8, "application/json") });
    }
}
