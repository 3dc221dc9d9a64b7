using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Inputs;

public sealed class ImagenInputTests
{
    private const string Excludes = "$.input.numberOfImages must not be set together with sampleCount";
    private const string Jpeg = "$.input.outputMimeType must be image/jpeg when outputCompressionQuality is set";
    private const string Watermark = "$.input.addWatermark must be false when seed is set";

    [Fact]
    public void Json_EverythingIsSet_EverythingIsWrittenUnderItsWireName()
    {
        const string Json =
            """{"prompt":"deer","numberOfImages":4,"sampleCount":1,"aspectRatio":"16:9","imageSize":"2K","personGeneration":"allow_all","safetyFilterLevel":"block_none","seed":4294967295,"""
            + """
              "addWatermark":false,"enhancePrompt":true,"language":"zh-CN","guidanceScale":7.5,"outputMimeType":"image/jpeg","outputCompressionQuality":75,"includeRaiReason":true,"includeSafetyAttributes":false}
              """;

        Assert.Equal(Json, InputJson.Sent(new ImagenInput
        {
            Prompt = "deer",
            NumberOfImages = 4,
            SampleCount = 1,
            AspectRatio = "16:9",
            ImageSize = "2K",
            PersonGeneration = "allow_all",
            SafetyFilterLevel = "block_none",
            Seed = 4294967295,
            AddWatermark = false,
            EnhancePrompt = true,
            Language = "zh-CN",
            GuidanceScale = 7.5,
            OutputMimeType = "image/jpeg",
            OutputCompressionQuality = 75,
            IncludeRaiReason = true,
            IncludeSafetyAttributes = false,
        }));
        Assert.Null(InputJson.Read<ImagenInput>(Json).AdditionalProperties);
    }

    [Theory]
    [InlineData("""{"prompt":"x","numberOfImages":0}""", "$.input.numberOfImages must be from 1 to 4")]
    [InlineData("""{"prompt":"x","numberOfImages":4}""", null)]
    [InlineData("""{"prompt":"x","numberOfImages":5}""", "$.input.numberOfImages must be from 1 to 4")]
    [InlineData("""{"prompt":"x","sampleCount":0}""", "$.input.sampleCount must be from 1 to 4")]
    [InlineData("""{"prompt":"x","sampleCount":4}""", null)]
    [InlineData("""{"prompt":"x","sampleCount":5}""", "$.input.sampleCount must be from 1 to 4")]
    [InlineData("""{"prompt":"x","aspectRatio":"2:1"}""", "$.input.aspectRatio must be one of 1:1, 9:16, 16:9, 3:4, 4:3")]
    [InlineData("""{"prompt":"x","imageSize":"4K"}""", "$.input.imageSize must be one of 1K, 2K")]
    [InlineData("""{"prompt":"x","seed":-1}""", "$.input.seed must be from 0 to 4294967295")]
    [InlineData("""{"prompt":"x","seed":0}""", null)]
    [InlineData("""{"prompt":"x","seed":4294967295}""", null)]
    [InlineData("""{"prompt":"x","seed":4294967296}""", "$.input.seed must be from 0 to 4294967295")]
    [InlineData("""{"prompt":"x","personGeneration":"ALLOW_ALL"}""", null)]
    [InlineData("""{"prompt":"x","language":"de"}""", "$.input.language must be one of auto, en, zh, zh-CN, zh-TW, hi, ja, ko, pt, es")]
    [InlineData("""{"prompt":"x","outputCompressionQuality":101}""", "$.input.outputCompressionQuality must be from 0 to 100")]
    public void Validate_SingleMembers_GoesByTheirRules(string json, string? expected) => InputJson.AssertViolation(expected, ImageModels.Imagen4Preview0606, json);

    [Theory]
    [InlineData("""{"prompt":"x","numberOfImages":1,"sampleCount":1}""", Excludes)]
    [InlineData("""{"prompt":"x","outputCompressionQuality":50}""", null)]
    [InlineData("""{"prompt":"x","outputCompressionQuality":50,"outputMimeType":"image/jpeg"}""", null)]
    [InlineData("""{"prompt":"x","outputCompressionQuality":50,"outputMimeType":"image/png"}""", Jpeg)]
    [InlineData("""{"prompt":"x","outputMimeType":"image/png"}""", null)]
    [InlineData("""{"prompt":"x","seed":1}""", null)]
    [InlineData("""{"prompt":"x","seed":1,"addWatermark":false}""", null)]
    [InlineData("""{"prompt":"x","seed":1,"addWatermark":true}""", Watermark)]
    [InlineData("""{"prompt":"x","addWatermark":true}""", null)]
    public void Validate_MembersThatRestrictEachOther_GoesByBoth(string json, string? expected) => InputJson.AssertViolation(expected, ImageModels.Imagen4Preview0606, json);

    [Theory]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    [InlineData(double.NegativeInfinity, false)]
    [InlineData(double.MaxValue, true)]
    [InlineData(-7.5, true)]
    public void Validate_NumberWithoutBounds_MustBeFinite(double scale, bool allowed) => Assert.Equal(
        allowed ? [] : ["$.input.guidanceScale must be a finite number"],
        InputJson.Violations(ImageModels.Imagen4Preview0606, new ImagenInput { Prompt = "x", GuidanceScale = scale }));

    [Theory]
    [InlineData("""{"prompt":"x","numberOfImages":1}""", null)]
    [InlineData("""{"prompt":"x","numberOfImages":2}""", "$.input.numberOfImages must be at most 1 for this model")]
    [InlineData("""{"prompt":"x","sampleCount":1}""", null)]
    [InlineData("""{"prompt":"x","sampleCount":2}""", "$.input.sampleCount must be at most 1 for this model")]
    [InlineData("""{"prompt":"x","imageSize":"2K"}""", null)]
    public void Validate_Imagen4UltraPreview0606_DrawsOnePicture(string json, string? expected)
    {
        InputJson.AssertViolation(expected, ImageModels.Imagen4UltraPreview0606, json);
        InputJson.AssertViolation(null, ImageModels.Imagen4Preview0606, json);
    }

    [Theory]
    [InlineData("""{"prompt":"x"}""", null)]
    [InlineData("""{"prompt":"x","imageSize":"1K"}""", "$.input.imageSize is not taken by this model")]
    public void Validate_Imagen3Generate002_TakesNoImageSize(string json, string? expected)
    {
        InputJson.AssertViolation(expected, ImageModels.Imagen3Generate002, json);
        InputJson.AssertViolation(null, ImageModels.Imagen4UltraPreview0606, json);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(3, null, 3)]
    [InlineData(null, 2, 2)]
    public async Task RequestedCount_EitherName_IsCounted(int? numberOfImages, int? sampleCount, int? expected)
    {
        using var bench = Bench.Answering("""{"output":[]}""");

        ImageResult result = await bench.GenerateAsync(ImageModels.Imagen4Preview0606, new ImagenInput { Prompt = "x", NumberOfImages = numberOfImages, SampleCount = sampleCount });

        Assert.Equal(expected, result.RequestedCount);
    }
}
