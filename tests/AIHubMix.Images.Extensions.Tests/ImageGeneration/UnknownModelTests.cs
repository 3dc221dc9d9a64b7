using System.Drawing;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AIHubMix.Images.Extensions.ImageGeneration;
using AIHubMix.Images.Extensions.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace AIHubMix.Images.Extensions.Tests.ImageGeneration;

/// <summary>A model that is not in the document goes by what its fields say of themselves.</summary>
public sealed partial class UnknownModelTests
{
    [Fact]
    public void Compose_FieldsOfAnotherVocabulary_AreFilledByTheirRoles()
    {
        JsonObject input = Compose(
            new ImageGenerationOptions { Count = 3, ImageSize = new Size(2000, 2100), MediaType = "image/avif", ResponseFormat = ImageGenerationResponseFormat.Data },
            new DataContent(Studio.Png, "image/png"),
            new UriContent("https://example.com/a.png", "image/png"));

        Assert.Equal(
            $$"""{"words":"A deer","number":3,"resolution":"large","kind":".AVIF","answer":"bytes","pictures":["{{Convert.ToBase64String(Studio.Png)}}","https://example.com/a.png"]}""",
            input.ToJsonString());
    }

    [Theory]
    [InlineData(ImageGenerationResponseFormat.Uri, "URL")]
    [InlineData(ImageGenerationResponseFormat.Hosted, "URL")]
    [InlineData(ImageGenerationResponseFormat.Data, "bytes")]
    public void Compose_ResponseFormat_IsTheValueThatMeansIt(ImageGenerationResponseFormat format, string expected) =>
        Assert.Equal(expected, (string?)Compose(new ImageGenerationOptions { ResponseFormat = format })["answer"]);

    [Fact]
    public void Compose_ListOfPictures_TakesNoMoreThanItsLength()
    {
        AIContent picture = new DataContent(Studio.Png, "image/png");
        NotSupportedException exception = Assert.Throws<NotSupportedException>(() => Compose(new ImageGenerationOptions(), picture, picture, picture, picture));
        Assert.StartsWith("'test/model' takes 3 pictures, and the request has 4", exception.Message, StringComparison.Ordinal);
    }

    private static JsonObject Compose(ImageGenerationOptions options, params IReadOnlyList<AIContent> images) =>
        new InputComposer(new ImageModel<OddInput>("test/model"), NullLogger.Instance).Compose(new ImageGenerationRequest("A deer", images), options, null);

    public sealed record OddInput : IImageInput<OddInput>
    {
        public static JsonTypeInfo<OddInput> JsonTypeInfo => OddContext.Default.OddInput;

        public static IReadOnlyList<InputField> Fields { get; } =
        [
            Field("words", InputFieldKind.Text, InputFieldRole.Prompt),
            Field("number", InputFieldKind.Integer, InputFieldRole.Count),
            Field("resolution", InputFieldKind.Text, InputFieldRole.Size) with
            {
                Values = ["small", "large", "wide", "any"],
                Pixels = new Dictionary<string, string> { ["small"] = "512x512", ["large"] = "2048x2048", ["wide"] = "2048x1024" },
            },
            Field("kind", InputFieldKind.Text, InputFieldRole.OutputFormat) with { Values = [".PNG", ".AVIF"] },
            Field("answer", InputFieldKind.Text, InputFieldRole.ResponseFormat) with { Values = ["URL", "bytes"] },
            Field("pictures", InputFieldKind.List, InputFieldRole.Image) with { Items = Field("", InputFieldKind.Image, InputFieldRole.None), MaxLength = 3 },
        ];

        public static int? GetRequestedCount(OddInput input) => null;

        public static string? GetPrompt(OddInput input) => null;

        public static void Validate(OddInput input, InputValidation validation)
        {
        }

        private static InputField Field(string name, InputFieldKind kind, InputFieldRole role) =>
            new() { Name = name, Kind = kind, Role = role, Description = "", Source = "", Confidence = "" };
    }

    [JsonSerializable(typeof(OddInput))]
    internal sealed partial class OddContext : JsonSerializerContext;
}
