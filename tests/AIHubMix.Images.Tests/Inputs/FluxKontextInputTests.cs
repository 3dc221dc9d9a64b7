using System.Text.Json;
using System.Text.Json.Nodes;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Inputs;

public sealed class FluxKontextInputTests
{
    private const string Maximum = "$.input.safety_tolerance must be at most 2 when input_image is set";
    private const string Png = "iVBORw0KGgo=";

    [Fact]
    public void Json_OnlyThePromptIsSet_OnlyThePromptIsWritten() =>
        Assert.Equal("""{"prompt":"deer"}""", InputJson.Sent(new FluxKontextInput { Prompt = "deer" }));

    [Fact]
    public void Json_EverythingIsSet_EverythingIsWrittenUnderItsWireName()
    {
        var input = new FluxKontextInput
        {
            Prompt = "deer",
            InputImage = new Uri("https://example.com/1.png"),
            InputImage2 = new Uri("https://example.com/2.png"),
            InputImage3 = new Uri("https://example.com/3.png"),
            InputImage4 = ImageSource.FromBytes(Pictures.Png()),
            AspectRatio = "2:3",
            Seed = 9_000_000_000,
            SafetyTolerance = 0,
            OutputFormat = FluxOutputFormat.Jpeg,
            PromptUpsampling = false,
            Width = 768,
            Height = 1280,
            Raw = true,
        };

        Assert.Equal(
            """{"prompt":"deer","input_image":"https://example.com/1.png","input_image_2":"https://example.com/2.png","input_image_3":"https://example.com/3.png","""
            + $$"""
              "input_image_4":"{{Pictures.Base64(Pictures.Png())}}","aspect_ratio":"2:3","seed":9000000000,"safety_tolerance":0,"output_format":"jpeg","prompt_upsampling":false,"width":768,"height":1280,"raw":true}
              """,
            InputJson.Sent(input));
    }

    [Theory]
    [InlineData("1 + 1 < 3 & 'it' > \u00e9\u4e2d\u05d0 / \ud83e\udd8c\ud83c\udffd")]
    [InlineData("\u007f\u00a0\u2028\ufeff\u200d")]
    public void Json_TextThatJsonTakesAsItIs_IsReadBackTheSame(string prompt) =>
        Assert.Equal(prompt, JsonNode.Parse(InputJson.Sent(new FluxKontextInput { Prompt = prompt }))!["prompt"]!.GetValue<string>());

    [Fact]
    public void Json_PlusLessThanAndTextOutsideAscii_AreNotEscaped() =>
        Assert.Equal("""{"prompt":"1 + 1 < 3 & 'it' > `é 中 א / 鹿"}""", InputJson.Sent(new FluxKontextInput { Prompt = "1 + 1 < 3 & 'it' > `é 中 א / 鹿" }));

    [Fact]
    public void Json_QuotesBackslashesAndControlCharacters_AreEscaped() =>
        Assert.Equal("""{"prompt":"\"a\\b\"\n\t\u0001"}""", InputJson.Sent(new FluxKontextInput { Prompt = "\"a\\b\"\n\t\u0001" }));

    [Fact]
    public void Json_AdditionalMembers_AreWrittenBesideTheOthersAndReadBack()
    {
        var input = new FluxKontextInput
        {
            Prompt = "deer",
            AdditionalProperties = new Dictionary<string, JsonElement> { ["finetune"] = JsonElement.Parse("""{"näme":"1+1","n":null}"""), ["st+ps"] = JsonElement.Parse("50.0") },
        };

        string sent = InputJson.Sent(input);

        Assert.Equal("""{"prompt":"deer","finetune":{"näme":"1+1","n":null},"st+ps":50.0}""", sent);
        IDictionary<string, JsonElement> read = InputJson.Read<FluxKontextInput>(sent).AdditionalProperties!;
        Assert.Equal(["finetune", "st+ps"], read.Keys);
        Assert.All(read, member => Assert.True(JsonElement.DeepEquals(input.AdditionalProperties[member.Key], member.Value)));
    }

    [Fact]
    public void Json_UnknownMembersAndUnknownValues_SurviveARoundTrip()
    {
        const string Json = """
            {"prompt":"deer","output_format":"heif","aspect_ratio":"oddly tall","seed":-1,"x":null,"y":[1,2.50,"é"],"z":{"prompt":"inner"},"Prompt":"another case"}
            """;

        InputJson.AssertSame(Json, InputJson.Sent(InputJson.Read<FluxKontextInput>(Json)));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"output_format":"png"}""")]
    [InlineData("""{"prompt":"deer","width":"768"}""")]
    [InlineData("""{"prompt":"deer","raw":1}""")]
    [InlineData("""{"prompt":"deer","output_format":7}""")]
    [InlineData("""{"prompt":"deer","input_image":{}}""")]
    public void Json_PromptMissingOrWrongType_IsRefused(string json) => Assert.Throws<JsonException>(() => InputJson.Read<FluxKontextInput>(json));

    [Theory]
    [InlineData("""{"prompt":""}""", "$.input.prompt must have at least 1 character")]
    [InlineData("""{"prompt":"x"}""", null)]
    [InlineData("""{"prompt":null}""", "$.input.prompt is required")]
    [InlineData("""{"prompt":"x","safety_tolerance":-1}""", "$.input.safety_tolerance must be from 0 to 6")]
    [InlineData("""{"prompt":"x","safety_tolerance":0}""", null)]
    [InlineData("""{"prompt":"x","safety_tolerance":6}""", null)]
    [InlineData("""{"prompt":"x","safety_tolerance":7}""", "$.input.safety_tolerance must be from 0 to 6")]
    [InlineData("""{"prompt":"x","width":0}""", "$.input.width must be at least 1")]
    [InlineData("""{"prompt":"x","width":1,"height":1}""", null)]
    [InlineData("""{"prompt":"x","height":0}""", "$.input.height must be at least 1")]
    [InlineData("""{"prompt":"x","output_format":"gif"}""", "$.input.output_format must be one of jpeg, png, webp")]
    [InlineData("""{"prompt":"x","output_format":"webp"}""", null)]
    [InlineData("""{"prompt":"x","output_format":"PNG"}""", "$.input.output_format must be one of jpeg, png, webp")]
    [InlineData("""{"prompt":"x","seed":-9223372036854775808}""", null)]
    public void Validate_SingleMembers_GoesByTheirRules(string json, string? expected) => InputJson.AssertViolation(expected, ImageModels.FluxKontextMax, json);

    [Theory]
    [InlineData("21:9", null)]
    [InlineData("9:21", null)]
    [InlineData("1:1", null)]
    [InlineData("2100:900", null)]
    [InlineData("2101:900", "$.input.aspect_ratio must be a ratio from 9:21 to 21:9")]
    [InlineData("22:9", "$.input.aspect_ratio must be a ratio from 9:21 to 21:9")]
    [InlineData("9:22", "$.input.aspect_ratio must be a ratio from 9:21 to 21:9")]
    [InlineData("0:1", "$.input.aspect_ratio must match ^[1-9][0-9]{0,3}:[1-9][0-9]{0,3}$")]
    [InlineData("16x9", "$.input.aspect_ratio must match ^[1-9][0-9]{0,3}:[1-9][0-9]{0,3}$")]
    [InlineData("", "$.input.aspect_ratio must match ^[1-9][0-9]{0,3}:[1-9][0-9]{0,3}$")]
    [InlineData("10000:9999", "$.input.aspect_ratio must match ^[1-9][0-9]{0,3}:[1-9][0-9]{0,3}$")]
    public void Validate_AspectRatio_HasBoundsOnBothSides(string ratio, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], InputJson.Violations(ImageModels.FluxKontextPro, new FluxKontextInput { Prompt = "x", AspectRatio = ratio }));

    [Theory]
    [InlineData(false, 3, null)]
    [InlineData(true, null, null)]
    [InlineData(true, 2, null)]
    [InlineData(true, 3, Maximum)]
    public void Validate_ReferencePicture_LowersTheMaximumOfTheTolerance(bool withImage, int? tolerance, string? expected)
    {
        var input = new FluxKontextInput { Prompt = "x", SafetyTolerance = tolerance, InputImage = withImage ? ImageSource.FromBytes(Pictures.Png()) : null };

        Assert.Equal(expected is null ? [] : [expected], InputJson.Violations(ImageModels.FluxKontextMax, input));
    }

    [Fact]
    public void Validate_SecondReferencePictureAlone_DoesNotLowerTheMaximum() =>
        Assert.Empty(InputJson.Violations(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "x", SafetyTolerance = 6, InputImage2 = ImageSource.FromBytes(Pictures.Png()) }));

    [Theory]
    [InlineData("input_image")]
    [InlineData("input_image_2")]
    [InlineData("input_image_3")]
    [InlineData("input_image_4")]
    public void Validate_PictureThatIsNone_IsAViolationOfItsMember(string member)
    {
        InputJson.AssertViolation(null, ImageModels.FluxKontextMax, $$"""{"prompt":"x","{{member}}":"{{Png}}"}""");
        InputJson.AssertViolation($"$.input.{member} must be a picture of type png, jpeg, webp", ImageModels.FluxKontextMax, $$"""{"prompt":"x","{{member}}":"R0lGODlh"}""");
        InputJson.AssertViolation($"$.input.{member} must be an http or https URL or base64", ImageModels.FluxKontextMax, $$"""{"prompt":"x","{{member}}":"C:\\deer.png"}""");
    }

    [Theory]
    [InlineData("prompt")]
    [InlineData("input_image")]
    [InlineData("input_image_2")]
    [InlineData("input_image_3")]
    [InlineData("input_image_4")]
    [InlineData("aspect_ratio")]
    [InlineData("seed")]
    [InlineData("safety_tolerance")]
    [InlineData("output_format")]
    [InlineData("prompt_upsampling")]
    [InlineData("width")]
    [InlineData("height")]
    [InlineData("raw")]
    public void Validate_AdditionalMemberOfADeclaredName_IsAViolation(string name) => Assert.Equal(
        [$"$.input.{name} must be set by its own property, not among the additional members"],
        InputJson.Violations(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "x", AdditionalProperties = new Dictionary<string, JsonElement> { [name] = JsonElement.Parse("1") } }));

    [Fact]
    public void Validate_SeveralViolations_AreReportedAllAtOnce() => Assert.Equal(
        [
            "$.input.prompt must have at least 1 character",
            "$.input.aspect_ratio must be a ratio from 9:21 to 21:9",
            "$.input.safety_tolerance must be from 0 to 6",
            "$.input.output_format must be one of jpeg, png, webp",
            "$.input.width must be at least 1",
            Maximum,
        ],
        InputJson.Violations(ImageModels.FluxKontextMax, $$"""{"prompt":"","aspect_ratio":"9:1","safety_tolerance":9,"output_format":"bmp","width":-5,"input_image":"{{Png}}"}"""));

    [Theory]
    [InlineData("16:9\n")]
    [InlineData("99999999999:1")]
    public void Validate_TextThatOnlyBeginsAsARatio_IsRefused(string ratio) =>
        Assert.NotEmpty(ImageModels.FluxKontextMax.Validate(new FluxKontextInput { Prompt = "x", AspectRatio = ratio }));
}
