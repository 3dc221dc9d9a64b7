using System.Text.Json;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Inputs;

public sealed class IdeogramV3InputTests
{
    [Fact]
    public void Json_EverythingIsSet_EverythingIsWrittenUnderItsWireName()
    {
        const string Json =
            """{"prompt":"deer","rendering_speed":"TURBO","aspect_ratio":"1x3","resolution":"1024x1024","seed":7,"num_images":2,"magic_prompt":"OFF","negative_prompt":"snow","style_type":"REALISTIC","""
            + """
              "style_preset":"80S_ILLUSTRATION","style_codes":["0123abCD"],"color_palette":{"name":"EMBER","members":[{"color_hex":"#fff","color_weight":0.5}]},"custom_model_uri":"model/a/version/b","enable_copyright_detection":true}
              """;

        Assert.Equal(Json, InputJson.Sent(new IdeogramV3Input
        {
            Prompt = "deer",
            RenderingSpeed = IdeogramRenderingSpeed.Turbo,
            AspectRatio = "1x3",
            Resolution = "1024x1024",
            Seed = 7,
            NumImages = 2,
            MagicPrompt = IdeogramMagicPrompt.Off,
            NegativePrompt = "snow",
            StyleType = IdeogramStyleType.Realistic,
            StylePreset = "80S_ILLUSTRATION",
            StyleCodes = ["0123abCD"],
            ColorPalette = new IdeogramColorPalette { Name = IdeogramPaletteName.Ember, Members = [new IdeogramPaletteColor { ColorHex = "#fff", ColorWeight = 0.5 }] },
            CustomModelUri = "model/a/version/b",
            EnableCopyrightDetection = true,
        }));
        InputJson.AssertSame(Json, InputJson.Sent(InputJson.Read<IdeogramV3Input>(Json)));
    }

    [Fact]
    public void Json_UnknownMembersOfNestedObjects_SurviveARoundTrip()
    {
        const string Json = """{"prompt":"x","color_palette":{"name":"NEON","mood":"dark","members":[{"color_hex":"#fff","color_name":"white"},{"color_hex":"#000"}]}}""";

        InputJson.AssertSame(Json, InputJson.Sent(InputJson.Read<IdeogramV3Input>(Json)));
    }

    [Theory]
    [InlineData("""{"prompt":"x","num_images":0}""", "$.input.num_images must be from 1 to 8")]
    [InlineData("""{"prompt":"x","num_images":8}""", null)]
    [InlineData("""{"prompt":"x","num_images":9}""", "$.input.num_images must be from 1 to 8")]
    [InlineData("""{"prompt":"x","seed":-1}""", "$.input.seed must be from 0 to 2147483647")]
    [InlineData("""{"prompt":"x","seed":2147483647}""", null)]
    [InlineData("""{"prompt":"x","rendering_speed":"turbo"}""", "$.input.rendering_speed must be one of FLASH, TURBO, BALANCED, DEFAULT, QUALITY")]
    [InlineData("""{"prompt":"x","magic_prompt":"MAYBE"}""", "$.input.magic_prompt must be one of AUTO, ON, OFF")]
    [InlineData("""{"prompt":"x","style_type":"ODD"}""", "$.input.style_type must be one of AUTO, GENERAL, REALISTIC, DESIGN, CUSTOM, FICTION, STYLIZED")]
    [InlineData("""{"prompt":"x","aspect_ratio":"16x9","style_preset":"WATERCOLOR"}""", null)]
    [InlineData("""{"prompt":"x","resolution":"1536x640"}""", null)]
    [InlineData("""{"prompt":"x","negative_prompt":""}""", null)]
    [InlineData("""{"prompt":"x","custom_model_uri":"model/a/version/1"}""", null)]
    [InlineData("""{"prompt":"x","custom_model_uri":"model/a/b/version/1"}""", "$.input.custom_model_uri must match ^model/[^/]+/version/[^/]+$")]
    [InlineData("""{"prompt":"x","custom_model_uri":"a"}""", "$.input.custom_model_uri must match ^model/[^/]+/version/[^/]+$")]
    public void Validate_SingleMembers_GoesByTheirRules(string json, string? expected) => InputJson.AssertViolation(expected, ImageModels.IdeogramV3, json);

    [Theory]
    [InlineData("""{"prompt":"x","aspect_ratio":"1x1","resolution":"1024x1024"}""", "$.input.aspect_ratio must not be set together with resolution")]
    [InlineData("""{"prompt":"x","style_type":"AUTO","style_codes":["01234567"]}""", "$.input.style_type must not be set together with style_codes")]
    [InlineData("""{"prompt":"x","aspect_ratio":"1x1","style_type":"AUTO"}""", null)]
    [InlineData("""{"prompt":"x","resolution":"1024x1024","style_codes":["01234567"]}""", null)]
    [InlineData("""{"prompt":"x","style_type":"AUTO","style_preset":"WATERCOLOR"}""", null)]
    public void Validate_MembersThatExcludeEachOther_AreTakenOneAtATime(string json, string? expected) => InputJson.AssertViolation(expected, ImageModels.IdeogramV3, json);

    [Theory]
    [InlineData("""["01234567","89ABcdef"]""", null)]
    [InlineData("""[]""", null)]
    [InlineData("""["0123456"]""", "$.input.style_codes[0] must match ^[0-9a-fA-F]{8}$")]
    [InlineData("""["01234567","012345678"]""", "$.input.style_codes[1] must match ^[0-9a-fA-F]{8}$")]
    [InlineData("""["01234567","0123456g"]""", "$.input.style_codes[1] must match ^[0-9a-fA-F]{8}$")]
    [InlineData("""[null]""", "$.input.style_codes[0] must not be null")]
    public void Validate_StyleCodes_AreReportedByTheirPlace(string codes, string? expected) =>
        InputJson.AssertViolation(expected, ImageModels.IdeogramV3, $$"""{"prompt":"x","style_codes":{{codes}}}""");

    [Theory]
    [InlineData("""{"name":"EMBER"}""", null)]
    [InlineData("""{"name":"ember"}""", "$.input.color_palette.name must be one of EMBER, FRESH, JUNGLE, MAGIC, MELON, MOSAIC, PASTEL, ULTRAMARINE")]
    [InlineData("""{"members":[]}""", "$.input.color_palette.members must have at least 1 item")]
    [InlineData("""{"members":[{"color_hex":"#abc"},{"color_hex":"#ABCDEF","color_weight":0.05}]}""", null)]
    [InlineData("""{"members":[{"color_hex":"#abc"},{"color_hex":"#abcdef","color_weight":1}]}""", null)]
    [InlineData("""{"members":[{"color_hex":"#abc"},{"color_hex":"#abcdef","color_weight":1.01}]}""", "$.input.color_palette.members[1].color_weight must be from 0.05 to 1")]
    [InlineData("""{"members":[{"color_hex":"#abc","color_weight":0.049}]}""", "$.input.color_palette.members[0].color_weight must be from 0.05 to 1")]
    [InlineData("""{"members":[{"color_hex":"abc"}]}""", "$.input.color_palette.members[0].color_hex must match ^#(?:[0-9a-fA-F]{3}){1,2}$")]
    [InlineData("""{"members":[{"color_hex":"#abcd"}]}""", "$.input.color_palette.members[0].color_hex must match ^#(?:[0-9a-fA-F]{3}){1,2}$")]
    [InlineData("""{"members":[{"color_hex":null}]}""", "$.input.color_palette.members[0].color_hex is required")]
    [InlineData("""{"members":[{"color_hex":"#abc"},null]}""", "$.input.color_palette.members[1] must not be null")]
    [InlineData("""{"name":"EMBER","members":[{"color_hex":"#abc"}]}""", "$.input.color_palette.name must not be set together with members")]
    public void Validate_ColorPalette_IsReportedByItsPath(string palette, string? expected) =>
        InputJson.AssertViolation(expected, ImageModels.IdeogramV3, $$"""{"prompt":"x","color_palette":{{palette}}}""");

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Validate_ColorWeightThatIsNoNumber_IsAViolation(double weight)
    {
        var input = new IdeogramV3Input { Prompt = "x", ColorPalette = new IdeogramColorPalette { Members = [new IdeogramPaletteColor { ColorHex = "#fff", ColorWeight = weight }] } };

        Assert.Equal(["$.input.color_palette.members[0].color_weight must be from 0.05 to 1"], InputJson.Violations(ImageModels.IdeogramV3, input));
    }

    [Fact]
    public void Validate_AfterNestedObjects_IsBackAtTheInputItself() => Assert.Equal(
        [
            "$.input.style_codes[0] must match ^[0-9a-fA-F]{8}$",
            "$.input.style_codes[1] must match ^[0-9a-fA-F]{8}$",
            "$.input.color_palette.members[1].color_hex must match ^#(?:[0-9a-fA-F]{3}){1,2}$",
            "$.input.color_palette.members[1].color_weight must be from 0.05 to 1",
            "$.input.custom_model_uri must match ^model/[^/]+/version/[^/]+$",
        ],
        InputJson.Violations(ImageModels.IdeogramV3, """{"prompt":"x","style_codes":["a","b"],"color_palette":{"members":[{"color_hex":"#fff"},{"color_hex":"","color_weight":2}]},"custom_model_uri":""}"""));

    [Fact]
    public void Validate_AdditionalMembersOfNestedObjects_AreCheckedToo()
    {
        var color = new IdeogramPaletteColor { ColorHex = "#fff", AdditionalProperties = new Dictionary<string, JsonElement> { ["color_weight"] = JsonElement.Parse("1"), ["name"] = JsonElement.Parse("2") } };
        var input = new IdeogramV3Input { Prompt = "x", ColorPalette = new IdeogramColorPalette { Members = [color] } };

        Assert.Equal(
            ["$.input.color_palette.members[0].color_weight must be set by its own property, not among the additional members"],
            InputJson.Violations(ImageModels.IdeogramV3, input));
    }

    [Fact]
    public void Validate_PatternFollowedByALineBreak_IsRefused()
    {
        Assert.NotEmpty(ImageModels.IdeogramV3.Validate(new IdeogramV3Input { Prompt = "x", StyleCodes = ["01234567\n"] }));
        Assert.NotEmpty(ImageModels.IdeogramV3.Validate(new IdeogramV3Input { Prompt = "x", ColorPalette = new() { Members = [new() { ColorHex = "#fff\n" }] } }));
    }
}
