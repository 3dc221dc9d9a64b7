using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AIHubMix.Images.Submitting;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Inputs;

public sealed class InputWriterTests
{
    [Fact]
    public void Write_RecordOfOnesOwn_GoesByItsJsonTypeInfo() =>
        Assert.Equal("""{"input":{"Lens":"50 mm"}}""", Encoding.UTF8.GetString(PredictionBody.Write(new OwnInput("50 mm")).Json.Span));

    [Fact]
    public void Write_NullsInLists_AreWritten() => Assert.Equal(
        """{"prompt":"x","style_codes":["A",null],"color_palette":{"members":[null,{"color_hex":"#FFF"}]}}""",
        InputJson.Sent(new IdeogramV3Input
        {
            Prompt = "x",
            StyleCodes = ["A", null!],
            ColorPalette = new IdeogramColorPalette { Members = [null!, new IdeogramPaletteColor { ColorHex = "#FFF" }] },
        }));

    [Fact]
    public void Write_DefaultOfAnOpenEnum_IsEmptyText() => Assert.Equal("""{"prompt":"x","size":""}""", InputJson.Sent(new DallE3Input { Prompt = "x", Size = default(DallE3Size) }));

    [Fact]
    public void Write_AdditionalMemberThatIsNoUnicode_TellsWhich()
    {
        var input = new DallE3Input { Prompt = "x", AdditionalProperties = new Dictionary<string, JsonElement> { ["lens"] = JsonElement.Parse("\"\\ud800\"") } };

        JsonException exception = Assert.Throws<JsonException>(() => PredictionBody.Write(input));

        Assert.Contains("'lens'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AfterAFailure_BeginsAnew()
    {
        Assert.Throws<ArgumentException>(() => PredictionBody.Write(new ImagenInput { Prompt = "x", GuidanceScale = double.NaN }));

        Assert.Equal("""{"prompt":"x"}""", InputJson.Sent(new ImagenInput { Prompt = "x" }));
    }

    private sealed record OwnInput(string Lens) : IImageInput<OwnInput>
    {
        public static JsonTypeInfo<OwnInput> JsonTypeInfo { get; } = (JsonTypeInfo<OwnInput>)new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }.GetTypeInfo(typeof(OwnInput));

        public static int? GetRequestedCount(OwnInput input) => null;

        public static string? GetPrompt(OwnInput input) => null;

        public static void Validate(OwnInput input, InputValidation validation)
        {
        }
    }
}
