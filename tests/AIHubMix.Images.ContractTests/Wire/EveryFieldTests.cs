using System.Text.Json.Nodes;
using AIHubMix.Images.ContractTests.Document;
using AIHubMix.Images.Simulator;
using AIHubMix.Images.Simulator.Contract;
using AIHubMix.Images.Simulator.Judging;
using Newtonsoft.Json.Linq;

namespace AIHubMix.Images.ContractTests.Wire;

/// <summary>Every value that the document allows or forbids, for every model: the client, the judge and the wire agree.</summary>
public sealed class EveryFieldTests(JudgingGateway gateway) : IClassFixture<JudgingGateway>
{
    public static TheoryData<string, string> Valid => Cases(isValid: true);

    public static TheoryData<string, string> Invalid => Cases(isValid: false);

    [Theory]
    [MemberData(nameof(Valid))]
    public async Task Generate_ValueTheDocumentAllows_GoesOutUnchangedAndIsAccepted(string path, string label)
    {
        InputCase input = Find(path, label);
        using var handler = new RecordingHandler();
        using var client = new AIHubMixClient("sk-test", new AIHubMixClientOptions
        {
            SubmitEndpoint = gateway.Endpoint,
            HttpInvoker = new HttpMessageInvoker(handler, disposeHandler: false),
        });

        ImageResult result = await ModelProbe.Of(path).GenerateAsync(client, input.Json, TestContext.Current.CancellationToken);

        Assert.Single(result.Images);
        var expected = new JsonObject { ["input"] = JsonNode.Parse(input.Json) };
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(handler.Requests.Single().Body!)), handler.Requests.Single().Body);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task Validate_ValueTheDocumentForbids_IsRefusedByClientAndJudgeAlike(string path, string label)
    {
        InputCase input = Find(path, label);
        GatewayDocument document = await GatewayDocument.LoadAsyncOnce();
        IReadOnlyList<Violation> judged = Judge.CheckRequest(document.Find(path)!, new JObject { ["input"] = JObject.Parse(input.Json) });
        Assert.NotEmpty(judged);
        if (input.Json == "{}" || label.EndsWith("above its maximum 2147483647", StringComparison.Ordinal))
        {
            // The C# type itself cannot hold it.
            Assert.Throws<System.Text.Json.JsonException>(() => ModelProbe.Of(path).Validate(input.Json));
            return;
        }

        IReadOnlyList<InputViolation> validated = ModelProbe.Of(path).Validate(input.Json);
        Assert.Equal(judged.Select(violation => violation.Path).Distinct().Order(), validated.Select(violation => violation.Path).Distinct().Order());
        Assert.All(validated, violation => Assert.NotEmpty(violation.Source));
    }

    private static InputCase Find(string path, string label) => InputCases.Of(DocumentModels.Of(path)).First(input => input.Label == label);

    private static TheoryData<string, string> Cases(bool isValid) =>
        [.. DocumentModels.All.SelectMany(model => InputCases.Of(model).Where(input => input.IsValid == isValid).Select(input => (model.Path, input.Label)).Distinct())];
}
