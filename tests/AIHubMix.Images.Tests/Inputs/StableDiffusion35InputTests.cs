using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Inputs;

public sealed class StableDiffusion35InputTests
{
    [Fact]
    public void Json_EverythingIsSet_EverythingIsWrittenUnderItsWireName()
    {
        string json =
            """{"prompt":"deer","n":1,"negative_prompt":"snow","size":"1024x1024","aspect_ratio":"21:9","image_prompt":{"image":"PICTURE","strength":0.25},"mode":"image-to-image","strength":0.5,"""
            + """
              "seed":4294967294,"output_format":"jpeg","cfg_scale":4.5,"style_preset":"3d-model"}
              """;

        Assert.Equal(json.Replace("PICTURE", Pictures.Base64(Pictures.Png()), StringComparison.Ordinal), InputJson.Sent(new StableDiffusion35Input
        {
            Prompt = "deer",
            Count = 1,
            NegativePrompt = "snow",
            Size = "1024x1024",
            AspectRatio = "21:9",
            ImagePrompt = new StableDiffusionImagePrompt { Image = ImageSource.FromBytes(Pictures.Png()), Strength = 0.25 },
            Mode = "image-to-image",
            Strength = 0.5,
            Seed = 4294967294,
            OutputFormat = StableDiffusionOutputFormat.Jpeg,
            CfgScale = 4.5,
            StylePreset = "3d-model",
        }));
    }

    [Theory]
    [InlineData("""{"prompt":"x","n":10}""", null)]
    [InlineData("""{"prompt":"x","n":11}""", "$.input.n must be from 1 to 10")]
    [InlineData("""{"prompt":"x","strength":0}""", null)]
    [InlineData("""{"prompt":"x","strength":1}""", null)]
    [InlineData("""{"prompt":"x","strength":-0.01}""", "$.input.strength must be from 0 to 1")]
    [InlineData("""{"prompt":"x","strength":1.01}""", "$.input.strength must be from 0 to 1")]
    [InlineData("""{"prompt":"x","cfg_scale":1}""", null)]
    [InlineData("""{"prompt":"x","cfg_scale":10}""", null)]
    [InlineData("""{"prompt":"x","cfg_scale":0.9}""", "$.input.cfg_scale must be from 1 to 10")]
    [InlineData("""{"prompt":"x","cfg_scale":10.1}""", "$.input.cfg_scale must be from 1 to 10")]
    [InlineData("""{"prompt":"x","seed":4294967295}""", "$.input.seed must be from 0 to 4294967294")]
    [InlineData("""{"prompt":"x","mode":"odd"}""", "$.input.mode must be one of text-to-image, image-to-image")]
    [InlineData("""{"prompt":"x","output_format":"webp"}""", "$.input.output_format must be one of jpeg, png")]
    [InlineData("""{"prompt":"x","image_prompt":{"strength":2}}""", "$.input.image_prompt.strength must be from 0 to 1")]
    [InlineData("""{"prompt":"x","image_prompt":{"image":"R0lGODlh"}}""", "$.input.image_prompt.image must be a picture of type png, jpeg, webp")]
    [InlineData("""{"prompt":"x","image_prompt":{}}""", null)]
    public void Validate_SingleMembers_GoesByTheirRules(string json, string? expected) => InputJson.AssertViolation(expected, ImageModels.StableDiffusion35Large, json);

    [Theory]
    [InlineData(10000, null)]
    [InlineData(10001, "$.input.negative_prompt must have at most 10000 characters")]
    public void Validate_LongNegativePrompt_GoesByItsLength(int length, string? expected) => Assert.Equal(
        expected is null ? [] : [expected],
        InputJson.Violations(ImageModels.StableDiffusion35Large, new StableDiffusion35Input { Prompt = "x", NegativePrompt = new string('a', length) }));
}
