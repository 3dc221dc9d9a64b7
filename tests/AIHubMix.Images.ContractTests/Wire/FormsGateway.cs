using System.Text.Json.Nodes;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Settings;

namespace AIHubMix.Images.ContractTests.Wire;

/// <summary>A WireMock server that answers each prediction with the form that its prompt names, and serves tasks and pictures.</summary>
public sealed class FormsGateway : IAsyncLifetime
{
    public static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private WireMockServer? _server;

    public Uri Endpoint => new(_server!.Url! + "/v1");

    /// <summary>Every form that an answer has been seen or said to take, by a name, with the form the client should tell and the number of its pictures.</summary>
    public static IReadOnlyDictionary<string, (ResponseForm Form, int Pictures)> Forms { get; } = new Dictionary<string, (ResponseForm, int)>
    {
        ["R1 object, base64"] = (ResponseForm.ObjectBase64, 1),
        ["R1 object, two pictures"] = (ResponseForm.ObjectBase64, 2),
        ["R2 object, URLs"] = (ResponseForm.ObjectUrl, 2),
        ["R3 array, URL"] = (ResponseForm.ArrayUrl, 1),
        ["R4 array, base64"] = (ResponseForm.ArrayBase64, 1),
        ["R4 array, base64 without type"] = (ResponseForm.ArrayBase64, 1),
        ["R5 array, task"] = (ResponseForm.Task, 1),
        ["R6 array, b64_json"] = (ResponseForm.ArrayBase64, 1),
        ["array of URL strings"] = (ResponseForm.ArrayUrl, 2),
        ["one URL string"] = (ResponseForm.ObjectUrl, 1),
        ["data URL"] = (ResponseForm.ArrayBase64, 1),
        ["picture body"] = (ResponseForm.Image, 1),
        ["empty array"] = (ResponseForm.None, 0),
        ["null URL"] = (ResponseForm.None, 0),
    };

    public ValueTask InitializeAsync()
    {
        _server = WireMockServer.Start(new WireMockServerSettings { Urls = ["http://127.0.0.1:0"], MaxRequestLogCount = 0 });
        string url = $"{_server.Url}/picture.png";
        string base64 = Convert.ToBase64String(Picture);
        Answer("R1 object, base64", $$$"""{"output":{"b64_json":[{"bytesBase64":"{{{base64}}}","mimeType":"png"}],"urls":[]},"usage":{"total_tokens":7061}}""");
        Answer("R1 object, two pictures", $$$"""{"output":{"urls":[],"b64_json":[{"bytesBase64":"{{{base64}}}"},{"bytesBase64":"{{{base64}}}"}]}}""");
        Answer("R2 object, URLs", $$$"""{"output":{"b64_json":[],"urls":["{{{url}}}","{{{url}}}"]}}""");
        Answer("R3 array, URL", $$$"""{"output":[{"url":"{{{url}}}"}]}""");
        Answer("R4 array, base64", $$$"""{"output":[{"bytesBase64":"{{{base64}}}","mimeType":"image/png"}]}""");
        Answer("R4 array, base64 without type", $$$"""{"output":[{"bytesBase64":"{{{base64.Replace("/", "\\/", StringComparison.Ordinal)}}}"}]}""");
        Answer("R5 array, task", """{"output":[{"taskId":"api.us1.bfl.1","polling_url":"https://api.us1.bfl.ai/v1/get_result?id=1"}]}""");
        Answer("R6 array, b64_json", $$$"""{"output":[{"b64_json":"{{{base64}}}"}]}""");
        Answer("array of URL strings", $$$"""{"output":["{{{url}}}","{{{url}}}"]}""");
        Answer("one URL string", $$$"""{"output":"{{{url}}}"}""");
        Answer("data URL", $$$"""{"output":["data:image/png;base64,{{{base64}}}"]}""");
        Answer("empty array", """{"output":[]}""");
        Answer("null URL", """{"output":[{"url":null}]}""");
        _server.Given(Prediction("picture body")).RespondWith(Response.Create().WithHeader("Content-Type", "image/png").WithBody(Picture));
        _server.Given(Request.Create().UsingGet().WithPath("/v1/tasks/api.us1.bfl.1"))
            .InScenario("task").WillSetStateTo("seen")
            .RespondWith(Response.Create().WithBody("""{"id":"1","status":"Pending","result":null}"""));
        _server.Given(Request.Create().UsingGet().WithPath("/v1/tasks/api.us1.bfl.1"))
            .InScenario("task").WhenStateIs("seen")
            .RespondWith(Response.Create().WithBody($$$"""{"id":"1","status":"Ready","result":{"sample":"{{{url}}}"}}"""));
        _server.Given(Request.Create().UsingGet().WithPath("/picture.png")).RespondWith(Response.Create().WithHeader("Content-Type", "image/png").WithBody(Picture));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _server!.Dispose();
        return ValueTask.CompletedTask;
    }

    private static IRequestBuilder Prediction(string form) =>
        Request.Create().UsingPost().WithBody((string? body) => JsonNode.Parse(body!)!["input"]!["prompt"]!.GetValue<string>() == form);

    private void Answer(string form, string json) => _server!
        .Given(Prediction(form))
        .RespondWith(Response.Create().WithHeader("Content-Type", "application/json").WithBody(json));
}
