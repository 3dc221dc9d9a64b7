using System.Text.Json;
using System.Text.Json.Nodes;
using AIHubMix.Images.ContractTests.Document;
using AIHubMix.Images.Simulator;
using AIHubMix.Images.Simulator.Contract;
using AIHubMix.Images.Simulator.Judging;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace AIHubMix.Images.ContractTests.Wire;

/// <summary>Every value that the document allows or forbids, for every model: the client, the judge and the wire agree.</summary>
public sealed class EveryFieldTests(JudgingGateway gateway) : IClassFixture<JudgingGateway>
{
    private static readonly Dictionary<(string Path, string Label), InputCase> Inputs =
        DocumentModels.All.SelectMany(model => InputCases.Of(model).Select(input => (model.Path, input))).ToDictionary(entry => (entry.Path, entry.input.Label), entry => entry.input);

    public static TheoryData<string, string> Valid => Cases(isValid: true);

    public static TheoryData<string, string> Invalid => Cases(isValid: false);

    public static TheoryData<string, string> Fields => [.. FieldsOfModels.Select(one => (one.Path, one.Field.Name))];

    public static TheoryData<string, string, string> WrongTypes => [.. FieldsOfModels.SelectMany(one => WrongFor(one.Field).Select(json => (one.Path, one.Field.Name, json)))];

    public static TheoryData<string, string, int> LimitedPictures =>
        [.. FieldsOfModels.Where(one => LimitOf(one.Field) is not null && ModelProbe.Of(one.Path).Model.Fields.Any(known => known.Name == one.Field.Name)).Select(one => (one.Path, one.Field.Name, LimitOf(one.Field)!.Value))];

    private static IEnumerable<(string Path, JsonSchemaProperty Field)> FieldsOfModels => DocumentModels.All.SelectMany(model => model.Input.ActualProperties.Values.Select(property => (model.Path, property)));

    [Theory]
    [MemberData(nameof(Valid))]
    public async Task Generate_ValueTheDocumentAllows_GoesOutUnchangedAndIsAccepted(string path, string label)
    {
        InputCase input = Find(path, label);
        using var handler = new RecordingHandler();
        using AIHubMixClient client = Client(handler);

        ImageResult result = await ModelProbe.Of(path).GenerateAsync(client, input.Json, TestContext.Current.CancellationToken);

        Assert.Single(result.Images);
        string body = handler.Requests.Single().Body!;
        (string member, JsonNode? sent) = Assert.Single(JsonNode.Parse(body)!.AsObject());
        Assert.Equal("input", member);
        Assert.True(Judging.IsSame(DocumentModels.Of(path), JsonNode.Parse(input.Json)!.AsObject(), sent!.AsObject()), body);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Validate_ValueTheDocumentForbids_IsRefusedByClientAndJudgeAlike(string path, string label) =>
        Assert.NotEqual(Verdict.Sent, Judging.Compare(DocumentModels.Of(path), Find(path, label).Json));

    [Theory]
    [MemberData(nameof(Fields))]
    public void Validate_NullForAField_IsNotSentButForbidden(string path, string field)
    {
        ModelContract model = DocumentModels.Of(path);
        JsonObject input = InputCases.Minimal(model);
        bool isRequired = input.ContainsKey(field);
        input[field] = null;

        // A required number, truth value or word has no null to be read into.
        Assert.Contains(Judging.Compare(model, input.ToJsonString()), isRequired ? new[] { Verdict.Refused, Verdict.Unreadable } : [Verdict.Sent]);
        Assert.Equal([$"$.input.{field}"], Judging.Paths(model, input.ToJsonString()));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Validate_FieldAmongTheAdditionalMembers_IsRefused(string path, string field)
    {
        var additional = new Dictionary<string, JsonElement> { [field] = JsonElement.Parse("1"), ["a_field_of_tomorrow"] = JsonElement.Parse("1") };

        InputViolation violation = Assert.Single(ModelProbe.Of(path).ValidateWith("AdditionalProperties", additional));

        Assert.Equal($"$.input.{field}", violation.Path);
    }

    [Theory]
    [MemberData(nameof(WrongTypes))]
    public async Task Generate_UntypedValueOfAWrongJsonType_IsRefusedAndNoRecordHoldsIt(string path, string field, string json)
    {
        JsonObject input = InputCases.Minimal(DocumentModels.Of(path));
        input[field] = JsonNode.Parse(json);
        using AIHubMixClient client = Client();

        AIHubMixApiException exception = await Assert.ThrowsAnyAsync<AIHubMixApiException>(
            () => client.GenerateAsync(ModelProbe.Of(path).Model, input, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains($"$.input.{field} ", exception.Error.Message, StringComparison.Ordinal);
        Assert.Equal(Verdict.Unreadable, Judging.Compare(DocumentModels.Of(path), input.ToJsonString()));
    }

    [Theory]
    [MemberData(nameof(LimitedPictures))]
    public void Validate_PictureAtItsLimitAndAbove_IsJudgedAlike(string path, string field, int limit)
    {
        foreach (int bytes in (int[])[limit, limit + 1])
        {
            byte[] picture = new byte[bytes];
            Convert.FromBase64String("iVBORw0KGgo=").CopyTo(picture, 0);

            ModelContract model = DocumentModels.Of(path);
            bool isList = model.Input.ActualProperties[field].ActualTypeSchema.Item is not null;
            JObject input = JObject.Parse(InputCases.MinimalWith(model, field).ToJsonString());
            input[field] = isList ? new JArray(Convert.ToBase64String(picture)) : Convert.ToBase64String(picture);

            IReadOnlyList<InputViolation> violations = ModelProbe.Of(path).ValidateWith(field, isList ? new[] { ImageSource.FromBytes(picture) } : ImageSource.FromBytes(picture));
            IReadOnlyList<Violation> judged = Judge.CheckRequest(model, new JObject { ["input"] = input });

            Assert.Equal(bytes > limit ? [$"$.input.{field}{(isList ? "[0]" : "")}"] : [], violations.Select(violation => violation.Path));
            Assert.Equal(violations.Select(violation => violation.Path), judged.Select(violation => violation.Path));
        }
    }

    private static InputCase Find(string path, string label) => Inputs[(path, label)];

    private static TheoryData<string, string> Cases(bool isValid) => [.. Inputs.Where(input => input.Value.IsValid == isValid).Select(input => input.Key)];

    private static int? LimitOf(JsonSchemaProperty field) => (int?)field.Extension("x-image")?["maximumBytes"];

    private static IEnumerable<string> WrongFor(JsonSchemaProperty field)
    {
        JsonObjectType type = field.ActualTypeSchema.Type | ((bool?)field.Extension("x-image")?["single"] == true ? JsonObjectType.String : JsonObjectType.None);
        (string Json, JsonObjectType Type)[] values =
        [
            ("\"text\"", JsonObjectType.String), ("true", JsonObjectType.Boolean), ("7", JsonObjectType.Integer | JsonObjectType.Number), ("0.5", JsonObjectType.Number), ("1.0", JsonObjectType.Number),
            ("1000000000000000000000000000000", JsonObjectType.Number), ("[]", JsonObjectType.Array), ("{}", JsonObjectType.Object),
        ];
        return values.Where(value => (value.Type & type) == JsonObjectType.None).Select(value => value.Json);
    }

    private AIHubMixClient Client(HttpMessageHandler? handler = null) => ClientTransport.NewClient("sk-test", new AIHubMixClientOptions
    {
        SubmitEndpoint = gateway.Endpoint,
        HttpInvoker = handler is null ? null : new HttpMessageInvoker(handler, disposeHandler: false),
    });
}
