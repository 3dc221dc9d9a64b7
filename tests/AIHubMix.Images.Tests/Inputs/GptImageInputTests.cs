using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Inputs;

public sealed class GptImageInputTests
{
    private const string Background = "$.input.output_format must be png or webp when background is transparent";
    private const string Compression = "$.input.output_format must be jpeg or webp when output_compression is set";

    [Fact]
    public void Json_EverythingIsSet_EverythingIsWrittenUnderItsWireName() => Assert.Equal(
        """{"prompt":"deer","n":2,"size":"1024x1536","quality":"high","moderation":"low","background":"opaque","output_format":"webp","output_compression":80,"image":"https://example.com/1.png","input_fidelity":"high","user":"u1"}""",
        InputJson.Sent(new GptImageInput
        {
            Prompt = "deer",
            Count = 2,
            Size = GptImageSize.Size1024x1536,
            Quality = GptImageQuality.High,
            Moderation = GptImageModeration.Low,
            Background = GptImageBackground.Opaque,
            OutputFormat = GptImageOutputFormat.Webp,
            OutputCompression = 80,
            Image = new Uri("https://example.com/1.png"),
            InputFidelity = GptImageInputFidelity.High,
            User = "u1",
        }));

    [Fact]
    public void Json_UnknownValueFromAString_IsSentAsItIs() =>
        Assert.Equal("""{"prompt":"deer","size":"4096x4096"}""", InputJson.Sent(new GptImageInput { Prompt = "deer", Size = "4096x4096" }));

    [Theory]
    [InlineData("""{"prompt":"x","n":0}""", "$.input.n must be from 1 to 10")]
    [InlineData("""{"prompt":"x","n":1}""", null)]
    [InlineData("""{"prompt":"x","n":10}""", null)]
    [InlineData("""{"prompt":"x","n":11}""", "$.input.n must be from 1 to 10")]
    [InlineData("""{"prompt":"x","size":"1x1"}""", "$.input.size must be one of auto, 1024x1024, 1536x1024, 1024x1536")]
    [InlineData("""{"prompt":"x","size":"auto"}""", null)]
    [InlineData("""{"prompt":"x","quality":"High"}""", "$.input.quality must be one of low, medium, high, auto")]
    [InlineData("""{"prompt":"x","moderation":"high"}""", "$.input.moderation must be one of low, auto")]
    [InlineData("""{"prompt":"x","background":"red"}""", "$.input.background must be one of transparent, opaque, auto")]
    [InlineData("""{"prompt":"x","output_format":"gif"}""", "$.input.output_format must be one of png, jpeg, webp")]
    [InlineData("""{"prompt":"x","output_compression":-1}""", "$.input.output_compression must be from 0 to 100")]
    [InlineData("""{"prompt":"x","output_compression":0}""", null)]
    [InlineData("""{"prompt":"x","output_compression":100}""", null)]
    [InlineData("""{"prompt":"x","output_compression":101}""", "$.input.output_compression must be from 0 to 100")]
    [InlineData("""{"prompt":"x","input_fidelity":"medium"}""", "$.input.input_fidelity must be one of high, low")]
    [InlineData("""{"prompt":"x","image":"R0lGODlh"}""", "$.input.image must be a picture of type png, jpeg, webp")]
    public void Validate_SingleMembers_GoesByTheirRules(string json, string? expected) => InputJson.AssertViolation(expected, ImageModels.GptImage1, json);

    [Theory]
    [InlineData("""{"prompt":"x","background":"transparent"}""", null)]
    [InlineData("""{"prompt":"x","background":"transparent","output_format":"png"}""", null)]
    [InlineData("""{"prompt":"x","background":"transparent","output_format":"webp"}""", null)]
    [InlineData("""{"prompt":"x","background":"transparent","output_format":"jpeg"}""", Background)]
    [InlineData("""{"prompt":"x","background":"opaque","output_format":"jpeg"}""", null)]
    [InlineData("""{"prompt":"x","output_format":"jpeg"}""", null)]
    [InlineData("""{"prompt":"x","output_compression":50}""", null)]
    [InlineData("""{"prompt":"x","output_compression":50,"output_format":"jpeg"}""", null)]
    [InlineData("""{"prompt":"x","output_compression":50,"output_format":"webp"}""", null)]
    [InlineData("""{"prompt":"x","output_compression":50,"output_format":"png"}""", Compression)]
    [InlineData("""{"prompt":"x","output_compression":0,"output_format":"png"}""", Compression)]
    [InlineData("""{"prompt":"x","output_format":"png"}""", null)]
    public void Validate_OutputFormat_MustFitBackgroundAndCompression(string json, string? expected) => InputJson.AssertViolation(expected, ImageModels.GptImage1, json);

    [Theory]
    [InlineData(50 * 1024 * 1024, true)]
    [InlineData(50 * 1024 * 1024 + 1, false)]
    public void Validate_PictureAtTheLimit_GoesByItsSize(int size, bool allowed)
    {
        byte[] bytes = new byte[size];
        Pictures.Png().CopyTo(bytes, 0);

        Assert.Equal(
            allowed ? [] : ["$.input.image must have at most 52428800 bytes"],
            InputJson.Violations(ImageModels.GptImage1, new GptImageInput { Prompt = "x", Image = ImageSource.FromBytes(bytes) }));
    }

    [Theory]
    [InlineData(32000, null)]
    [InlineData(32001, "$.input.prompt must have at most 32000 characters")]
    public void Validate_LongPrompt_GoesByItsLength(int length, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], InputJson.Violations(ImageModels.GptImage1, new GptImageInput { Prompt = new string('a', length) }));

    [Fact]
    public void Validate_DefaultOfAnOpenEnum_IsAViolation() =>
        Assert.Equal(
            ["$.input.size must be one of auto, 1024x1024, 1536x1024, 1024x1536"],
            InputJson.Violations(ImageModels.GptImage1, new GptImageInput { Prompt = "x", Size = default(GptImageSize) }));
}
