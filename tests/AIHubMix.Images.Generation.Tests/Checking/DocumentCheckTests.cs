using System.Text.RegularExpressions;
using static AIHubMix.Images.Generation.Tests.Checking.DamagedDocument;

namespace AIHubMix.Images.Generation.Tests.Checking;

/// <summary>The mistakes that the lint of the document notices are noticed by the build too.</summary>
public sealed partial class DocumentCheckTests
{
    /// <summary>By the rule and the name of the case of the lint's own test.</summary>
    private static readonly Dictionary<string, (string Code, Action<DamagedDocument> Damage)> Mistakes = new()
    {
        ["oas3-valid-media-example: request, out of range"] = ("AHM018", d => d.Ask(Gpt).Set("n", "11")),
        ["oas3-valid-media-example: request, not of the enum"] = ("AHM018", d => d.Ask(Ideogram).Set("aspect_ratio", "'2:3'")),
        ["oas3-valid-media-example: request, prompt missing"] = ("AHM018", d => d.Ask(Stable, "minimal").Remove("prompt")),
        ["oas3-valid-media-example: request, second member"] = ("AHM018", d => d.Post(Gpt, "requestBody", "content", "application/json", "examples", "page", "value").Set("model", "x")),
        ["oas3-valid-media-example: request, in a value"] = ("AHM018", d => d.Ask(Ideogram)["color_palette"]["members"][0].Set("color_hex", "red")),
        ["oas3-valid-media-example: request, shared"] = ("AHM018", d => d.Shared("FluxKontextFullTextToImage")["input"].Set("safety_tolerance", "7")),
        ["oas3-valid-media-example: request, pattern"] = ("AHM018", d => d.Shared("FluxKontextFullTextToImage")["input"].Set("aspect_ratio", "16x9")),
        ["oas3-valid-media-example: reply, wrong type"] = ("AHM018", d => d.Answer(Gpt, "inline")["usage"].Set("total_tokens", "many")),
        ["oas3-valid-media-example: reply, task"] = ("AHM018", d => d["paths", Tasks, "get", "responses", "200", "content", "application/json", "examples", "pending", "value"].Set("result", "soon")),
        ["oas3-valid-media-example: error"] = ("AHM018", d => d["components", "responses", "BadRequest", "content", "application/json", "examples", "moderationBlocked", "value", "error"].Set("message", "1")),
        ["oas3-valid-media-example: header"] = ("AHM018", d => d["components", "headers", "AihubmixRequestId"].Set("example", "1")),
        ["oas3-valid-media-example: parameter"] = ("AHM018", d => d["components", "parameters", "TaskId"].Set("example", "''")),
        ["oas3-valid-schema-example: default, not of the enum"] = ("AHM017", d => d.Property("GptImageInput", "size").Set("default", "1x1")),
        ["oas3-valid-schema-example: default, out of range"] = ("AHM017", d => d.Property("FluxKontextInput", "safety_tolerance").Set("default", "9")),
        ["oas3-schema: not OpenAPI"] = ("AHM004", d => d.Post().Set("responses", "[]")),
        ["no-$ref-siblings: description beside $ref"] = ("AHM016", d => { d.Property("FluxKontextRequest", "input").Set("$ref", "'#/components/schemas/FluxKontextInput'"); d.Property("FluxKontextRequest", "input").Remove("allOf"); }),
        ["operation-operationId: missing"] = ("AHM005", d => d["paths", Tasks, "get"].Remove("operationId")),
        ["operation-operationId-unique: twice"] = ("AHM008", d => d["paths", Tasks, "get"].Set("operationId", "predictGptImage1")),
        ["operation-description: missing"] = ("AHM005", d => d.Post().Remove("description")),
        ["operation-success-response: missing"] = ("AHM005", d => d.Post(Flux, "responses").Remove("200")),
        ["operation-tag-defined: unknown tag"] = ("AHM006", d => d.Post().Set("tags", "[Nobody]")),
        ["operation-tags: none"] = ("AHM005", d => d.Post().Remove("tags")),
        ["aihubmix-described: operation without a summary"] = ("AHM005", d => d.Post().Remove("summary")),
        ["aihubmix-described: input property"] = ("AHM005", d => d.Property("ImagenInput", "seed").Remove("description")),
        ["aihubmix-described: value property"] = ("AHM005", d => d.Property("IdeogramPaletteColor", "color_hex").Set("description", "' '")),
        ["aihubmix-described: reply property"] = ("AHM005", d => d.Property("PredictionTask", "status").Remove("description")),
        ["aihubmix-described: schema"] = ("AHM005", d => d.Schema("ErrorDetail").Remove("description")),
        ["aihubmix-described: example of a request"] = ("AHM005", d => d.Post(Gpt, "requestBody", "content", "application/json", "examples", "page").Remove("summary")),
        ["aihubmix-described: header"] = ("AHM005", d => d["components", "headers", "RetryAfter"].Remove("description")),
        ["aihubmix-typed: property"] = ("AHM005", d => d.Property("DallE3Input", "user").Remove("type")),
        ["aihubmix-typed: items"] = ("AHM005", d => d.Property("IdeogramV3Input", "style_codes")["items"].Remove("type")),
        ["aihubmix-plain-input: oneOf"] = ("AHM016", d => d.Property("FluxKontextInput", "raw").Set("oneOf", "[{type: boolean}]")),
        ["aihubmix-plain-input: allOf of the schema"] = ("AHM016", d => d.Schema("GptImageInput").Set("allOf", "[{type: object}]")),
        ["aihubmix-schema-kind: no kind"] = ("AHM005", d => d.Schema("ImageUsage").Remove("x-kind")),
        ["aihubmix-schema-kind: family taken"] = ("AHM008", d => d.Schema("DallE3Input").Set("x-family", "gpt-image")),
        ["aihubmix-schema-kind: other title"] = ("AHM004", d => d.Schema("OutputItem").Set("title", "Item")),
        ["aihubmix-request-pair: input of another"] = ("AHM004", d => d.Property("DallE3Request", "input")["allOf"][0].Set("$ref", "'#/components/schemas/GptImageInput'")),
        ["aihubmix-request-pair: open envelope"] = ("AHM004", d => d.Schema("ImagenRequest").Set("additionalProperties", "true")),
        ["aihubmix-request-pair: body not required"] = ("AHM005", d => d.Post(Gpt, "requestBody").Set("required", "false")),
        ["aihubmix-request-pair: request missing"] = ("AHM005", d =>
        {
            d["components", "schemas"].Remove("StableDiffusion35Request");
            d.Post(Stable, "requestBody", "content", "application/json").Set("schema", "{type: object, properties: {input: {$ref: '#/components/schemas/StableDiffusion35Input'}}}");
        }),
        ["aihubmix-default: required"] = ("AHM017", d => d.Schema("DallE3Input", "required").Add("n")),
        ["aihubmix-sourced: no source"] = ("AHM005", d => d.Property("FluxKontextInput", "width").Remove("x-source")),
        ["aihubmix-sourced: no source in a reply"] = ("AHM005", d => d.Property("ErrorDetail", "code").Remove("x-source")),
        ["aihubmix-sourced: unknown source"] = ("AHM014", d => d.Property("FluxKontextInput", "width")["x-source"].Set("from", "[hearsay]")),
        ["aihubmix-sourced: unknown source of a rule"] = ("AHM014", d => d.Rule("FluxKontextInput", "maximum-when").Set("source", "hearsay")),
        ["aihubmix-source-used: unused"] = ("AHM015", d => d["x-sources"].Set("hearsay", "{title: Hearsay}")),
        ["aihubmix-vocabulary-key: unknown"] = ("AHM002", d => d.Property("FluxKontextInput", "raw").Set("x-tension", "1")),
        ["aihubmix-vocabulary-key: unknown, on a response"] = ("AHM002", d => d["components", "responses", "BadRequest"].Set("x-tension", "1")),
        ["aihubmix-vocabulary-key: misplaced"] = ("AHM003", d => d["info"].Set("x-family", "flux-kontext")),
        ["aihubmix-vocabulary-value: x-sources"] = ("AHM002", d => d["x-sources", "page"].Set("link", "https://example.com")),
        ["aihubmix-vocabulary-value: x-model, unknown delivery"] = ("AHM004", d => d.Post(Gpt, "x-model").Set("delivery", "later")),
        ["aihubmix-vocabulary-value: x-model, no vendor"] = ("AHM005", d => d.Post(Gpt, "x-model").Remove("vendor")),
        ["aihubmix-vocabulary-value: x-model, lifetime"] = ("AHM004", d => d.Post(Flux, "x-model").Set("urlLifetime", "10 minutes")),
        ["aihubmix-vocabulary-value: x-kind"] = ("AHM004", d => d.Schema("ImageUsage").Set("x-kind", "reply")),
        ["aihubmix-vocabulary-value: x-family"] = ("AHM004", d => d.Schema("DallE3Input").Set("x-family", "DALL-E")),
        ["aihubmix-vocabulary-value: x-rules, unknown kind"] = ("AHM004", d => d.Rule("FluxKontextInput", "maximum-when").Set("rule", "minimum-when")),
        ["aihubmix-vocabulary-value: x-rules, no reason"] = ("AHM005", d => d.Rule("ImagenInput", "excludes").Remove("why")),
        ["aihubmix-vocabulary-value: x-source"] = ("AHM004", d => d.Property("DallE3Input", "n")["x-source"].Set("confidence", "sure")),
        ["aihubmix-vocabulary-value: x-role"] = ("AHM004", d => d.Property("DallE3Input", "n").Set("x-role", "number")),
        ["aihubmix-vocabulary-value: x-image"] = ("AHM004", d => d.Property("GptImageInput", "image")["x-image"].Set("types", "[gif]")),
        ["aihubmix-vocabulary-value: x-ratio"] = ("AHM004", d => d.Property("FluxKontextInput", "aspect_ratio")["x-ratio"].Set("minimum", "9x21")),
        ["aihubmix-vocabulary-value: x-pixels"] = ("AHM004", d => d.Property("ImagenInput", "aspectRatio")["x-pixels"].Set("1:1", "'1024'")),
        ["aihubmix-vocabulary-value: x-known-values"] = ("AHM004", d => d.Property("PredictionTask", "status")["x-known-values"].Add("Ready")),
        ["aihubmix-vocabulary-value: x-csharp-name"] = ("AHM004", d => d.Property("DallE3Input", "n").Set("x-csharp-name", "how-many")),
        ["aihubmix-vocabulary-value: x-csharp-prefix"] = ("AHM004", d => d.Property("DallE3Input", "size").Set("x-csharp-prefix", "_")),
        ["aihubmix-vocabulary-value: x-csharp-names"] = ("AHM004", d => d.Property("StableDiffusion35Input", "style_preset")["x-csharp-names"].Set("3d-model", "3d")),
        ["aihubmix-model: missing"] = ("AHM005", d => d.Post().Remove("x-model")),
        ["aihubmix-model: elsewhere"] = ("AHM007", d => d["paths", Tasks, "get"].Set("x-model", "{name: Task, path: a/b, vendor: OpenAI, delivery: inline, answers: object-url, confidence: observed, lifecycle: current, capabilities: [text-to-image]}")),
        ["aihubmix-model-path: other spelling"] = ("AHM007", d => d.Post(Ideogram, "x-model").Set("path", "ideogram/v3")),
        ["aihubmix-model-path: later path that is no alias"] = ("AHM007", d => d.Post(Gpt, "x-model").Set("laterPath", "openai/gpt-image")),
        ["aihubmix-picture: a number"] = ("AHM017", d =>
        {
            d.Property("GptImageInput", "user").Set("type", "integer");
            d.Property("GptImageInput", "user").Set("x-image", "{base64: raw, types: [png]}");
        }),
        ["aihubmix-picture: single without a list"] = ("AHM017", d => d.Property("GptImageInput", "image")["x-image"].Set("single", "true")),
        ["aihubmix-vocabulary-value: x-image, single that is not"] = ("AHM004", d =>
        {
            d.Property("GptImageInput", "image").Set("type", "array");
            d.Property("GptImageInput", "image").Set("items", "{type: string}");
            d.Property("GptImageInput", "image")["x-image"].Set("single", "false");
        }),
        ["aihubmix-model-picture: required, but from text"] = ("AHM017", d => d.Schema("GptImageInput", "required").Add("image")),
        ["aihubmix-model-picture: required of one model, but from text"] = ("AHM017", d => d.Post().Set("x-rules", "[{rule: required, field: image, source: openai, why: Test.}]")),
        ["aihubmix-model-picture: not from text, but not required"] = ("AHM017", d => d.Post(Gpt, "x-model").Set("capabilities", "[image-to-image]")),
        ["aihubmix-rule-place: required on a schema"] = ("AHM003", d => d.Schema("StableDiffusion35Input").Set("x-rules", "[{rule: required, field: prompt, source: stability, why: Test.}]")),
        ["aihubmix-example-rule: required"] = ("AHM018", d => d.Post(Stable).Set("x-rules", "[{rule: required, field: seed, source: stability, why: Test.}]")),
        ["aihubmix-example-rule: refuses"] = ("AHM018", d => d.Post().Set("x-rules", "[{rule: refuses, field: size, values: ['1024x1024'], source: openai, why: Test.}]")),
        ["aihubmix-model-name: alias taken"] = ("AHM008", d => d.Post(Flux, "x-model").Set("aliases", "[bfl/flux-kontext-pro]")),
        ["aihubmix-model-name: name taken"] = ("AHM008", d => d.Post(Flux, "x-model").Set("name", "FluxKontextPro")),
        ["aihubmix-model-name: operationId not of the name"] = ("AHM004", d => d.Post().Set("operationId", "draw")),
        ["aihubmix-enum-title: missing"] = ("AHM005", d => d.Property("GptImageInput", "size").Remove("title")),
        ["aihubmix-enum-title: taken by an enum"] = ("AHM008", d => d.Property("GptImageInput", "size").Set("title", "DallE3Size")),
        ["aihubmix-enum-title: taken by a schema"] = ("AHM008", d => d.Property("PredictionTask", "status").Set("title", "PredictionTask")),
        ["aihubmix-enum-string: unquoted"] = ("AHM009", d => d.Property("ImagenInput", "language")["enum"].Add("ON")),
        ["aihubmix-enum-name: digit first, no prefix"] = ("AHM010", d => d.Property("IdeogramV3Input", "aspect_ratio").Remove("x-csharp-prefix")),
        ["aihubmix-enum-name: digit first, no name"] = ("AHM010", d => d.Property("IdeogramV3Input", "style_preset")["x-csharp-names"].Remove("80S_ILLUSTRATION")),
        ["aihubmix-enum-name: clash"] = ("AHM010", d => d.Property("ImagenInput", "personGeneration")["x-csharp-names"].Remove("ALLOW_ALL")),
        ["aihubmix-enum-name: name of no value"] = ("AHM011", d => d.Property("IdeogramV3Input", "style_preset")["x-csharp-names"].Set("GONE", "Gone")),
        ["aihubmix-enum-name: pixels of no value"] = ("AHM011", d => d.Property("ImagenInput", "aspectRatio")["x-pixels"].Set("5:4", "10x8")),
        ["aihubmix-role: twice"] = ("AHM013", d => d.Property("FluxKontextInput", "width").Set("x-role", "seed")),
        ["aihubmix-rule-field: of a schema"] = ("AHM012", d => d.Rule("FluxKontextInput", "maximum-when").Set("present", "image")),
        ["aihubmix-rule-field: of an operation"] = ("AHM012", d => d.Post(Imagen3, "x-rules", "0").Set("field", "size")),
        ["aihubmix-rule-place: maximum on a schema"] = ("AHM003", d => d.Schema("StableDiffusion35Input").Set("x-rules", "[{rule: maximum, field: cfg_scale, maximum: 5, source: stability, why: Test.}]")),
        ["aihubmix-example-rule: excludes"] = ("AHM018", d => d.Ask(Imagen3).Set("numberOfImages", "1")),
        ["aihubmix-example-rule: excludes, in a value"] = ("AHM018", d => d.Ask(Ideogram)["color_palette"].Set("name", "EMBER")),
        ["aihubmix-example-rule: requires"] = ("AHM018", d => d.Schema("GptImageInput", "x-rules").Add("{rule: requires, field: n, requires: user, source: openai, why: Test.}")),
        ["aihubmix-example-rule: maximum-when"] = ("AHM018", d => d.Shared("FluxKontextFullImageToImage")["input"].Set("safety_tolerance", "3")),
        ["aihubmix-example-rule: values-when, equals"] = ("AHM018", d => d.Ask(Gpt).Set("output_format", "jpeg")),
        ["aihubmix-example-rule: values-when, present"] = ("AHM018", d => { d.Ask(Imagen3).Remove("addWatermark"); d.Ask(Imagen3).Set("outputMimeType", "image/png"); }),
        ["aihubmix-example-rule: maximum"] = ("AHM018", d => d.Shared("ImagenFull")["input"].Set("numberOfImages", "2")),
        ["aihubmix-example-rule: absent"] = ("AHM018", d => d.Ask(Imagen3).Set("imageSize", "1K")),
        ["aihubmix-example-rule: ratio"] = ("AHM018", d => d.Shared("FluxKontextFullTextToImage")["input"].Set("aspect_ratio", "'3:1'")),
    };

    /// <summary>What the lint notices and the build does not, with the reason.</summary>
    private static readonly Dictionary<string, string> LeftToTheLint = new()
    {
        ["oas3-valid-media-example: reply, no form of output"] = "the forms of replies are alternatives (anyOf), of which nothing is generated",
        ["oas3-valid-media-example: reply, shared"] = "the same",
        ["oas3-unused-component: example"] = "harmless",
    };

    public static TheoryData<string> Cases => [.. Mistakes.Keys];

    [Fact]
    public void Check_TheDocument_FindsNothing() => Assert.Empty(new DamagedDocument().Codes());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Check_Mistake_IsFound(string mistake)
    {
        var document = new DamagedDocument();
        Mistakes[mistake].Damage(document);
        Assert.Contains(Mistakes[mistake].Code, document.Codes());
    }

    [Fact]
    public void Check_UnknownKeyOfAParameter_IsFound()
    {
        var document = new DamagedDocument();
        document["components", "parameters", "TaskId", "schema"].Set("minLenght", "1");
        Assert.Equal(["AHM002"], document.Codes());
    }

    [Fact]
    public void Check_BodyThatIsTheInput_IsOneMistakeThatNamesTheRequest()
    {
        var document = new DamagedDocument();
        document.Post(Flux, "requestBody", "content", "application/json", "schema").Set("$ref", "'#/components/schemas/FluxKontextInput'");
        Assert.Equal($"The body of {Flux} must be a schema of the kind envelope, and FluxKontextInput is of the kind input. Did you mean FluxKontextRequest?", Assert.Single(document.Problems()).Text);
    }

    [Fact]
    public void Check_BodyThatLeadsNowhere_IsOneMistake()
    {
        var document = new DamagedDocument();
        document.Post(Flux, "requestBody", "content", "application/json", "schema").Set("$ref", "'#/components/schemas/FluxKontextReqest'");
        Assert.Equal("AHM006", Assert.Single(document.Problems()).Code);
    }

    [Fact]
    public void Check_FormatsOfReplies_AreLeftAsTheyAre()
    {
        var document = new DamagedDocument();
        document.Property("OutputItem", "taskId").Set("format", "uuid");
        document.Property("ImageUsage", "total_tokens").Remove("format");
        Assert.Empty(document.Codes());
    }

    [Fact]
    public void Mistakes_OfTheLint_AreAllTriedOrLeftToIt() => Assert.Empty(
        Case().Matches(File.ReadAllText(Repository.PathOf("openapi/lint/selftest.mjs"))).Select(match => $"{match.Groups[1].Value}: {match.Groups[2].Value}")
            .Except([.. Mistakes.Keys, .. LeftToTheLint.Keys]));

    [GeneratedRegex(@"^  \['([^']+)', '([^']+)', d =>", RegexOptions.Multiline)]
    private static partial Regex Case();
}
