using AIHubMix.Images.Simulator;
using AIHubMix.Images.Simulator.Contract;
using AIHubMix.Images.Simulator.Judging;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NSwag;

namespace AIHubMix.Images.ContractTests.Judgement;

/// <summary>The judge against a small document written for it, verdict by verdict: what it says must not follow from the document that it is used with.</summary>
public sealed class JudgeTests
{
    private const string Rules = """
        { "rule": "requires", "field": "mask", "requires": "picture" },
        { "rule": "excludes", "fields": ["size", "ratio"] },
        { "rule": "maximum-when", "field": "level", "maximum": 2, "present": "picture" },
        { "rule": "values-when", "field": "format", "when": "clear", "equals": true, "values": ["png"] }
        """;

    [Theory]
    [InlineData("""{"prompt":"A deer"}""")]
    [InlineData("""{"prompt":"🦌🦌🦌🦌🦌🦌"}""")]
    [InlineData("""{"prompt":"A deer","mask":"https://example.com/mask.png","picture":"https://example.com/deer.png"}""")]
    [InlineData("""{"prompt":"A deer","picture":"iVBORw0KGgo="}""")]
    [InlineData("""{"prompt":"A deer","picture":"data:image/png;base64,iVBORw0KGgo="}""")]
    [InlineData("""{"prompt":"A deer","picture":"DATA:image/png;base64,iVBORw0KGgo="}""")]
    [InlineData("""{"prompt":"A deer","size":"1x1"}""")]
    [InlineData("""{"prompt":"A deer","ratio":"2:1"}""")]
    [InlineData("""{"prompt":"A deer","ratio":"1:2"}""")]
    [InlineData("""{"prompt":"A deer","level":6}""")]
    [InlineData("""{"prompt":"A deer","level":2,"picture":"https://example.com/deer.png"}""")]
    [InlineData("""{"prompt":"A deer","clear":true,"format":"png"}""")]
    [InlineData("""{"prompt":"A deer","clear":false,"format":"jpeg"}""")]
    [InlineData("""{"prompt":"A deer","colors":[{"hex":"#fff"}]}""")]
    [InlineData("""{"prompt":"A deer","weight":1}""")]
    [InlineData("""{"prompt":"A deer","user":"🦌ab"}""")]
    [InlineData("""{"prompt":"A deer","of_tomorrow":{"a":1}}""")]
    public async Task CheckRequest_WhatTheDocumentAllows_IsAccepted(string input) => Assert.Empty(await CheckAsync(input));

    [Theory]
    [InlineData("{}", "$.input.prompt: PropertyRequired")]
    [InlineData("""{"prompt":""}""", "$.input.prompt: StringTooShort")]
    [InlineData("""{"prompt":"1234567"}""", "$.input.prompt: StringTooLong")]
    [InlineData("""{"prompt":7}""", "$.input.prompt: StringExpected")]
    [InlineData("""{"prompt":"A deer","user":"ab"}""", "$.input.user: StringTooShort")]
    [InlineData("""{"prompt":"A deer","user":"🦌a"}""", "$.input.user: StringTooShort")]
    [InlineData("""{"prompt":"A deer","mask":"https://example.com/mask.png"}""", "$.input.mask: requires")]
    [InlineData("""{"prompt":"A deer","size":"1x1","ratio":"1:1"}""", "$.input.size: excludes")]
    [InlineData("""{"prompt":"A deer","level":3,"picture":"https://example.com/deer.png"}""", "$.input.level: maximum-when")]
    [InlineData("""{"prompt":"A deer","level":7}""", "$.input.level: NumberTooBig")]
    [InlineData("""{"prompt":"A deer","level":-1}""", "$.input.level: NumberTooSmall")]
    [InlineData("""{"prompt":"A deer","clear":true,"format":"jpeg"}""", "$.input.format: values-when")]
    [InlineData("""{"prompt":"A deer","format":"gif"}""", "$.input.format: NotInEnumeration")]
    [InlineData("""{"prompt":"A deer","ratio":"201:100"}""", "$.input.ratio: ratio")]
    [InlineData("""{"prompt":"A deer","ratio":"100:201"}""", "$.input.ratio: ratio")]
    [InlineData("""{"prompt":"A deer","picture":"no picture!"}""", "$.input.picture: image")]
    [InlineData("""{"prompt":"A deer","picture":"data:image/png;base64,no picture!"}""", "$.input.picture: image")]
    [InlineData("""{"prompt":"A deer","picture":"R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"}""", "$.input.picture: image")]
    [InlineData("""{"prompt":"A deer","colors":[{"hex":"#fff"},{"hex":"#fff\n"}]}""", "$.input.colors[1].hex: PatternMismatch")]
    [InlineData("""{"prompt":"A deer","colors":[{"hex":"#fff","name":"white"}]}""", "$.input.colors[0].hex: excludes")]
    [InlineData("""{"prompt":"A deer","weight":1.0000000000000002}""", "$.input.weight: NumberTooBig")]
    [InlineData("""{"prompt":"A deer","seed":99999999999999999999}""", "$.input.seed: IntegerExpected")]
    public async Task CheckRequest_WhatTheDocumentForbids_IsNamedByPathFieldAndKind(string input, string violation)
    {
        Violation found = Assert.Single(await CheckAsync(input));

        Assert.Equal(violation, Named(found));
        Assert.Equal(violation["$.input.".Length..].Split('.', '[', ':')[0], found.Field);
    }

    [Theory]
    [InlineData("{}", "is required")]
    [InlineData("""{"prompt":""}""", "must have at least 1 character")]
    [InlineData("""{"prompt":"1234567"}""", "must have at most 6 characters")]
    [InlineData("""{"prompt":7}""", "must be text")]
    [InlineData("""{"prompt":"A deer","level":7}""", "must be from 0 to 6")]
    [InlineData("""{"prompt":"A deer","level":"a"}""", "must be a whole number")]
    [InlineData("""{"prompt":"A deer","weight":2}""", "must be a finite number of at most 1")]
    [InlineData("""{"prompt":"A deer","weight":"a"}""", "must be a number")]
    [InlineData("""{"prompt":"A deer","clear":"a"}""", "must be true or false")]
    [InlineData("""{"prompt":"A deer","colors":{}}""", "must be a list")]
    [InlineData("""{"prompt":"A deer","colors":[1]}""", "must be an object")]
    [InlineData("""{"prompt":"A deer","colors":[{"hex":"white"}]}""", "must match ^#[0-9a-f]{3}$")]
    [InlineData("""{"prompt":"A deer","format":"gif"}""", "must be one of png, jpeg")]
    [InlineData("""{"prompt":"A deer","id":"a"}""", "must be of the format uuid")]
    [InlineData("""{"prompt":"A deer","rgb":[0,256,0]}""", "must be from 0 to 255")]
    [InlineData("""{"prompt":"A deer","rgb":[0]}""", "must have at least 2 items")]
    [InlineData("""{"prompt":"A deer","rgb":[0,0,0,0]}""", "must have at most 3 items")]
    [InlineData("""{"prompt":"A deer","ratio":"3:1"}""", "must be a ratio from 1:2 to 2:1")]
    [InlineData("""{"prompt":"A deer","picture":"no picture!"}""", "must be an http or https URL, or base64 of a picture of type png")]
    [InlineData("""{"prompt":"A deer","mask":"a"}""", "needs picture to be set as well")]
    [InlineData("""{"prompt":"A deer","size":"1x1","ratio":"1:1"}""", "must not be set together with ratio")]
    [InlineData("""{"prompt":"A deer","level":3,"picture":"https://example.com/a.png"}""", "must be at most 2 when picture is set")]
    [InlineData("""{"prompt":"A deer","clear":true,"format":"jpeg"}""", "must be png when clear is true")]
    public async Task CheckRequest_WhatTheDocumentForbids_IsToldWithItsLimit(string input, string rule) => Assert.Equal(rule, Assert.Single(await CheckAsync(input)).Rule);

    [Theory]
    [InlineData("""{ "rule": "maximum", "field": "level", "maximum": 2 }""", "must be at most 2 for this model")]
    [InlineData("""{ "rule": "refuses", "field": "level", "values": [3, 4] }""", "must not be 3 or 4 for this model")]
    [InlineData("""{ "rule": "absent", "field": "level" }""", "is not taken by this model")]
    [InlineData("""{ "rule": "required", "field": "mask" }""", "is required by this model")]
    public async Task CheckRequest_RuleOfTheModel_IsToldWithItsLimit(string rule, string text) => Assert.Equal(text, Assert.Single(await CheckAsync("""{"prompt":"A deer","level":3}""", rule)).Rule);

    [Theory]
    [InlineData("{}", "$.input: PropertyRequired")]
    [InlineData("""{"input":7}""", "$.input: ObjectExpected")]
    [InlineData("""{"input":{"prompt":"A deer"},"stream":true}""", "$.stream: NoAdditionalPropertiesAllowed")]
    [InlineData("[]", "$: ObjectExpected")]
    public async Task CheckRequest_EnvelopeOfAnotherForm_ConcernsNoField(string body, string violation)
    {
        Violation found = Assert.Single(Judge.CheckRequest(await LoadAsync(Rules), JToken.Parse(body)));

        Assert.Equal((violation, ""), (Named(found), found.Field));
    }

    [Fact]
    public async Task CheckRequest_SeveralAtOnce_AreAllNamed() => Assert.Equal(
        ["$.input.prompt: PropertyRequired", "$.input.level: NumberTooBig", "$.input.mask: requires"],
        (await CheckAsync("""{"level":7,"mask":"https://example.com/mask.png"}""")).Select(Named));

    [Fact]
    public async Task CheckRequest_RuleThatTheJudgeDoesNotKnow_IsNotPassedOver()
    {
        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(
            () => CheckAsync("""{"prompt":"A deer"}""", """{ "rule": "rhymes", "field": "prompt" }"""));

        Assert.Contains("'rhymes'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelContract_RolesAndDefaults_AreThoseOfTheDocument()
    {
        ModelContract model = await LoadAsync(Rules);

        Assert.Equal(["prompt"], model.FieldsOf("prompt").Select(field => field.Name));
        Assert.Equal("A deer", (string?)model.ValueOf("prompt", new JObject { ["prompt"] = "A deer" }));
        Assert.Equal("png", (string?)model.ValueOf("output-format", []));
        Assert.Null(model.ValueOf("count", []));
        Assert.Equal(6, model.MaximumOf(model.Input.ActualProperties["level"]));
        Assert.Empty(model.Aliases);
        Assert.Null(model.UrlLifetime);
        Assert.Contains($"-d '{{\"input\":{{\"prompt\":\"It'\\''s a deer\"}}}}'", model.CurlExample(new Uri("http://127.0.0.1:1/v1"), "sk-test"), StringComparison.Ordinal);
    }

    private static string Named(Violation violation) => $"{violation.Path}: {violation.Kind}";

    private static async Task<IReadOnlyList<Violation>> CheckAsync(string input, string rules = Rules)
    {
        using var reader = new JsonTextReader(new StringReader(input)) { DateParseHandling = DateParseHandling.None };
        return Judge.CheckRequest(await LoadAsync(rules), new JObject { ["input"] = JObject.Load(reader) });
    }

    private static async Task<ModelContract> LoadAsync(string rules)
    {
        string json =
            $$"""
              {
                "openapi": "3.0.3",
                "info": { "title": "A small document", "version": "1" },
                "paths": { "/v1/models/acme/painter/predictions": { "post": {
                  "x-model": { "name": "Painter", "path": "acme/painter", "answers": "array-url" },
                  "requestBody": { "content": { "application/json": {
                    "schema": { "$ref": "#/components/schemas/Request" },
                    "examples": { "page": { "value": { "input": { "prompt": "It's a deer" } } } } } } },
                  "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "type": "object" } } } } } } } },
                "components": { "schemas": {
                  "Request": { "type": "object", "required": ["input"], "additionalProperties": false, "properties": { "input": { "$ref": "#/components/schemas/Input" } } },
                  "Input": { "type": "object", "required": ["prompt"], "x-rules": [{{rules}}], "properties": {
                    "prompt": { "type": "string", "minLength": 1, "maxLength": 6, "x-role": "prompt" },
                    "picture": { "type": "string", "x-image": { "types": ["png"] } },
                    "mask": { "type": "string" },
                    "size": { "type": "string" },
                    "ratio": { "type": "string", "x-ratio": { "minimum": "1:2", "maximum": "2:1" } },
                    "level": { "type": "integer", "format": "int32", "minimum": 0, "maximum": 6 },
                    "seed": { "type": "integer", "format": "int64" },
                    "weight": { "type": "number", "maximum": 1 },
                    "clear": { "type": "boolean" },
                    "format": { "type": "string", "enum": ["png", "jpeg"], "default": "png", "x-role": "output-format" },
                    "id": { "type": "string", "format": "uuid" },
                    "user": { "type": "string", "minLength": 3 },
                    "rgb": { "type": "array", "minItems": 2, "maxItems": 3, "items": { "type": "integer", "format": "int32", "minimum": 0, "maximum": 255 } },
                    "colors": { "type": "array", "items": { "$ref": "#/components/schemas/Color" } } } },
                  "Color": { "type": "object", "x-rules": [{ "rule": "excludes", "fields": ["hex", "name"] }],
                    "properties": { "hex": { "type": "string", "pattern": "^#[0-9a-f]{3}$" }, "name": { "type": "string" } } } } }
              }
              """;
        return Assert.Single(new GatewayDocument(await OpenApiDocument.FromJsonAsync(json, TestContext.Current.CancellationToken)).Models);
    }
}
