using System.Text.Json.Nodes;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Inputs;

public sealed class JsonInputTests
{
    private const string Answer = """{"output":["https://example.com/deer.png"]}""";

    private static readonly CallOptions Validated = new() { ValidateInput = true };
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public void Validate_WhatTheDocumentAllows_HasNoViolations() =>
        Assert.Empty(ImageModels.FluxKontextMax.Validate(Json("""{"prompt":"A deer","aspect_ratio":"2:3","safety_tolerance":6,"later":{"any":[1]}}""")));

    [Fact]
    public void Validate_EverythingWrong_NamesAllAtOnce()
    {
        IReadOnlyList<InputViolation> violations = ImageModels.FluxKontextMax.Validate(Json("""{"aspect_ratio":5,"seed":1.5,"safety_tolerance":7,"prompt_upsampling":"yes","output_format":null}"""));

        Assert.Equal(
            [
                "$.input.aspect_ratio must be text", "$.input.output_format must not be null: leave it out to get the default", "$.input.prompt is required",
                "$.input.prompt_upsampling must be true or false", "$.input.safety_tolerance must be from 0 to 6", "$.input.seed must be a whole number",
            ],
            violations.Select(violation => $"{violation.Path} {violation.Rule}").Order(StringComparer.Ordinal));
        Assert.All(violations, violation => Assert.NotEmpty(violation.Source));
    }

    [Fact]
    public void Validate_RequiredOfAnotherType_IsToldOnceAndTheOthersToo()
    {
        IReadOnlyList<InputViolation> violations = ImageModels.FluxKontextMax.Validate(Json("""{"prompt":5,"safety_tolerance":7}"""));

        Assert.Equal(["$.input.prompt", "$.input.safety_tolerance"], violations.Select(violation => violation.Path));
        Assert.Equal("5", violations[0].Value);
    }

    [Theory]
    [InlineData("2.0", "must be a whole number")]
    [InlineData("2e0", "must be a whole number")]
    [InlineData("99999999999", "must be of the JSON type that the document says, and fit in it")]
    public void Validate_NumberThatIsNoInteger_IsRefusedBesideTheOthers(string number, string rule)
    {
        IReadOnlyList<InputViolation> violations = ImageModels.GptImage1.Validate(Json($$"""{"prompt":"A deer","n":{{number}},"output_compression":101}"""));

        Assert.Equal([("$.input.n", rule), ("$.input.output_compression", "must be from 0 to 100")], violations.Select(violation => (violation.Path, violation.Rule)));
    }

    [Fact]
    public void Validate_WithinAnObject_NamesThePlace() =>
        Assert.Equal(
            "$.input.color_palette.members[0].color_weight",
            Assert.Single(ImageModels.IdeogramV3.Validate(Json("""{"prompt":"A deer","color_palette":{"members":[{"color_hex":"#fff","color_weight":"heavy"}]}}"""))).Path);

    [Theory]
    [InlineData("""{"name":5,"members":[{"color_hex":"#fff"}]}""", "name must be text")]
    [InlineData("""{"name":null}""", "name must not be null: leave it out to get the default")]
    [InlineData("""{"members":{"color_hex":"#fff"}}""", "members must be a list")]
    [InlineData("""{"members":[{"color_hex":"#fff"},{}]}""", "members[1].color_hex is required")]
    [InlineData("""{"members":[{"color_hex":"#fff","color_weight":"heavy"}]}""", "members[0].color_weight must be a number")]
    [InlineData("""{"members":["#fff"]}""", "members[0] must be an object")]
    [InlineData("""{"members":[{"color_hex":"#fff"},null]}""", "members[1] must not be null")]
    public void Validate_WrongWithinAnObject_NamesTheMemberAndTheRule(string palette, string violation) =>
        Assert.Equal([$"$.input.color_palette.{violation}"], Violations(ImageModels.IdeogramV3, $$"""{"prompt":"A deer","color_palette":{{palette}}}"""));

    [Fact]
    public void Validate_WrongWithinAnObject_HidesNoOther() => Assert.Equal(
        [
            "$.input.color_palette.members[0].color_hex must match ^#(?:[0-9a-fA-F]{3}){1,2}$", "$.input.color_palette.members[0].color_weight must be a number",
            "$.input.color_palette.members[1].color_hex is required", "$.input.color_palette.members[1].color_weight must be from 0.05 to 1",
            "$.input.color_palette.name must be text", "$.input.seed must be a whole number", "$.input.style_codes[0] must match ^[0-9a-fA-F]{8}$", "$.input.style_codes[1] must be text",
        ],
        Violations(ImageModels.IdeogramV3, """{"prompt":"A deer","seed":"x","color_palette":{"name":1,"members":[{"color_hex":"#f","color_weight":"heavy"},{"color_weight":7}]},"style_codes":["x",5]}""").Order(StringComparer.Ordinal));

    [Fact]
    public void Validate_PictureOrTextWithinAnObject_IsTakenWhereItBelongs()
    {
        JsonNode picture = ImageSource.FromBytes(Pictures.Png()).ToJsonNode();

        Assert.Empty(ImageModels.StableDiffusion35Large.Validate(new JsonObject { ["prompt"] = "A deer", ["image_prompt"] = new JsonObject { ["image"] = picture, ["strength"] = 1 } }));
        Assert.Equal(
            ["$.input.image_prompt.strength must not be a picture"],
            ImageModels.StableDiffusion35Large.Validate(new JsonObject { ["prompt"] = "A deer", ["image_prompt"] = new JsonObject { ["strength"] = ImageSource.FromBytes(Pictures.Png()).ToJsonNode() } }).Select(Told));
    }

    [Fact]
    public void Validate_NumberThatDoesNotFit_IsRefusedInItsPlaceAlone() => Assert.Equal(
        ["$.input.marks[0].x must be of the JSON type that the document says, and fit in it", "$.input.marks[1].x must be at most 9"],
        Violations(SketchInput.Model, """{"marks":[{"x":99999999999},{"x":10},{"x":1,"names":["a"]}]}"""));

    [Theory]
    [InlineData("""{"width":"","height":2048}""", "$.input.width must be a whole number")]
    [InlineData("""{"width":1024,"height":[]}""", "$.input.height must be a whole number")]
    [InlineData("""{"width":99999999999,"height":2048}""", "$.input.width must be of the JSON type that the document says, and fit in it")]
    [InlineData("""{"height":2048}""", "$.input.height needs width to be set as well")]
    [InlineData("""{"clear":"no","format":"png"}""", "$.input.clear must be true or false")]
    [InlineData("""{"clear":false,"format":"png"}""", "$.input.format must be jpeg when clear is false")]
    public void Validate_RuleWithAMemberThatIsRefused_SaysNothingOfIt(string json, string violation) => Assert.Equal([violation], Violations(SketchInput.Model, json));

    [Fact]
    public void Validate_RuleWithAMemberThatIsNull_TakesItForMissing() => Assert.Equal(
        ["$.input.width must not be null: leave it out to get the default", "$.input.height needs width to be set as well"],
        Violations(SketchInput.Model, """{"width":null,"height":2048}"""));

    [Fact]
    public void Validate_Picture_IsNotEncodedForThat()
    {
        byte[] picture = [.. Pictures.Png(), .. new byte[4_000_000]];
        JsonObject json = new() { ["prompt"] = "A deer", ["input_image"] = ImageSource.FromBytes(picture).ToJsonNode() };
        ImageModels.FluxKontextMax.Validate(json);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Empty(ImageModels.FluxKontextMax.Validate(json));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Validate_PictureWhereTextBelongs_IsRefused() =>
        Assert.Equal("must not be a picture", Assert.Single(ImageModels.FluxKontextMax.Validate(new JsonObject { ["prompt"] = ImageSource.FromBytes(Pictures.Png()).ToJsonNode() })).Rule);

    [Fact]
    public void Validate_PictureOfAnotherType_IsRefusedAsInARecord() =>
        Assert.Contains("must be", Assert.Single(ImageModels.GptImage1.Validate(new JsonObject { ["prompt"] = "A deer", ["image"] = ImageSource.FromBytes("GIF89a….."u8.ToArray()).ToJsonNode() })).Rule, StringComparison.Ordinal);

    [Fact]
    public async Task GenerateAsync_JsonThatIsToBeValidated_IsRefusedBeforeItIsSent()
    {
        using var bench = Bench.Answering(Answer);

        InvalidInputException refusal = await Assert.ThrowsAsync<InvalidInputException>(() =>
            bench.Client.GenerateAsync((ImageModel)ImageModels.FluxKontextMax, Json("""{"prompt":"A deer","safety_tolerance":7,"seed":"one"}"""), Validated, Cancel));

        Assert.Equal(["$.input.seed", "$.input.safety_tolerance"], refusal.Violations.Select(violation => violation.Path));
        Assert.Empty(bench.Gateway.Requests);
    }

    [Fact]
    public async Task GenerateAsync_JsonOfWhichNothingIsAsked_IsSentAsItIs()
    {
        using var bench = Bench.Answering(Answer);

        await bench.Client.GenerateAsync((ImageModel)ImageModels.FluxKontextMax, Json("""{"safety_tolerance":7.0}"""), cancellationToken: Cancel);

        Assert.Equal("""{"input":{"safety_tolerance":7.0}}""", Assert.Single(bench.Gateway.Requests).Text);
    }

    [Fact]
    public async Task GenerateAsync_JsonWithPicture_SendsItAsARecordDoes()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Answer);
        bench.Gateway.Answer(Answer);
        bench.Gateway.Answer(Answer);
        ImageSource picture = ImageSource.FromStream(_ => new ValueTask<Stream>(new MemoryStream(Pictures.Png())));
        JsonObject json = new() { ["prompt"] = "A deer", ["input_image"] = picture.ToJsonNode(), ["later"] = 1 };

        await bench.Client.GenerateAsync((ImageModel)ImageModels.FluxKontextMax, json, cancellationToken: Cancel);
        await bench.Client.GenerateAsync((ImageModel)ImageModels.FluxKontextMax, json, Validated, Cancel);
        await bench.Client.GenerateAsync(
            ImageModels.FluxKontextMax,
            new() { Prompt = "A deer", InputImage = picture, AdditionalProperties = new Dictionary<string, System.Text.Json.JsonElement> { ["later"] = System.Text.Json.JsonElement.Parse("1") } },
            cancellationToken: Cancel);

        Assert.Equal(3, bench.Gateway.Requests.Count);
        Assert.Single(bench.Gateway.Requests.Select(request => request.Text).Distinct());
    }

    [Fact]
    public async Task GenerateAsync_JsonWithAFileThatIsNoPicture_IsRefusedOnlyIfItIsToBeValidated()
    {
        using var bench = Bench.Answering(Answer);
        ImageSource text = ImageSource.FromStream(_ => new ValueTask<Stream>(new MemoryStream("no picture"u8.ToArray())));
        JsonObject json = new() { ["prompt"] = "A deer", ["input_image"] = text.ToJsonNode() };

        await Assert.ThrowsAsync<InvalidInputException>(() => bench.Client.GenerateAsync((ImageModel)ImageModels.FluxKontextMax, json, Validated, Cancel));

        Assert.Empty(bench.Gateway.Requests);
    }

    [Fact]
    public async Task GenerateAsync_ValidatedJson_KnowsHowManyPicturesWereAskedFor()
    {
        using var bench = Bench.Answering("""{"output":["https://example.com/deer.png"]}""");

        ImageResult result = await bench.Client.GenerateAsync((ImageModel)ImageModels.GptImage1, Json("""{"prompt":"A deer","n":2}"""), Validated, Cancel);

        Assert.Equal(2, result.RequestedCount);
        Assert.False(result.IsComplete);
    }

    [Fact]
    public void ToJsonNode_OfAUrl_IsTheUrl() =>
        Assert.Equal("\"https://example.com/deer.png\"", ImageSource.FromUri(new Uri("https://example.com/deer.png")).ToJsonNode().ToJsonString());

    [Fact]
    public async Task ToJson_OfARecord_IsSentAsTheRecordIs()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Answer);
        bench.Gateway.Answer(Answer);
        FluxKontextInput input = new()
        {
            Prompt = "A (picture of this input) 0",
            InputImage = ImageSource.FromStream(async cancel =>
            {
                await Task.Yield();
                return new MemoryStream(Pictures.Png());
            }),
            InputImage2 = new Uri("https://example.com/deer.png"),
            OutputFormat = "webp",
        };

        await bench.Client.GenerateAsync(ImageModels.FluxKontextMax, input, cancellationToken: Cancel);
        await bench.Client.GenerateAsync(ImageModels.FluxKontextMax, ImageModels.FluxKontextMax.ToJson(input), Validated, Cancel);

        Assert.Single(bench.Gateway.Requests.Select(request => request.Text).Distinct());
    }

    [Fact]
    public void ToJson_PictureInsideAnObject_IsANode()
    {
        ImageSource picture = ImageSource.FromBytes(Pictures.Png());
        JsonObject json = ImageModels.StableDiffusion35Large.ToJson(new StableDiffusion35Input { Prompt = "A deer", ImagePrompt = new() { Image = picture } });
        Assert.Same(picture, json["image_prompt"]!["image"]!.AsValue().GetValue<ImageSource>());
    }

    [Fact]
    public void ToJson_InputOfAnotherModel_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => ImageModels.FluxKontextMax.ToJson(new GptImageInput { Prompt = "A deer" }));
        Assert.Throws<ArgumentException>(() => ImageModel.Untyped("a/b").ToJson(new GptImageInput { Prompt = "A deer" }));
    }

    private static IEnumerable<string> Violations(ImageModel model, string json) => model.Validate(Json(json)).Select(Told);

    private static string Told(InputViolation violation) => $"{violation.Path} {violation.Rule}";

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
