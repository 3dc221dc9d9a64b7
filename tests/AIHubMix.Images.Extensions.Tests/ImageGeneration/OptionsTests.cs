using System.Drawing;
using System.Text.Json;
using System.Text.Json.Nodes;
using AIHubMix.Images.Extensions.Tests.Support;
using Microsoft.Extensions.AI;

namespace AIHubMix.Images.Extensions.Tests.ImageGeneration;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("GptImage1", 1920, 1080, """{"size":"1536x1024"}""")]
    [InlineData("GptImage1", 500, 500, """{"size":"1024x1024"}""")]
    [InlineData("DallE3", 1080, 1920, """{"size":"1024x1792"}""")]
    [InlineData("Imagen4Preview0606", 1400, 768, """{"aspectRatio":"16:9"}""")]
    [InlineData("Imagen4Preview0606", 1024, 1024, """{"aspectRatio":"1:1"}""")]
    [InlineData("IdeogramV3", 1920, 1080, """{"resolution":"1312x736"}""")]
    [InlineData("IdeogramV3", 512, 512, """{"resolution":"1024x1024"}""")]
    [InlineData("StableDiffusion35Large", 1000, 1000, """{"size":"1024x1024"}""")]
    [InlineData("FluxKontextMax", 1024, 1536, """{"aspect_ratio":"2:3"}""")]
    [InlineData("FluxKontextMax", 1000, 1333, """{"aspect_ratio":"1000:1333"}""")]
    [InlineData("FluxKontextMax", 4000, 100, """{"aspect_ratio":"21:9"}""")]
    [InlineData("FluxKontextMax", 100, 4000, """{"aspect_ratio":"9:21"}""")]
    [InlineData("FluxKontextMax", 20001, 20000, """{"aspect_ratio":"5001:5000"}""")]
    public async Task GenerateAsync_ImageSize_IsTheNearestThatTheModelKnows(string model, int width, int height, string expected)
    {
        await using Studio studio = await Studio.OpenAsync();
        await studio.GenerateAsync(ImageModels.Find(model)!, new ImageGenerationOptions { ImageSize = new Size(width, height) });
        AssertInput(studio, expected);
        studio.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Theory]
    [InlineData("GptImage1", "image/webp", """{"output_format":"webp"}""")]
    [InlineData("FluxKontextMax", "image/jpg", """{"output_format":"jpeg"}""")]
    [InlineData("Imagen3Generate002", "IMAGE/JPEG", """{"outputMimeType":"image/jpeg"}""")]
    public async Task GenerateAsync_MediaType_IsSaidAsTheModelDoes(string model, string mediaType, string expected)
    {
        await using Studio studio = await Studio.OpenAsync();
        await studio.GenerateAsync(ImageModels.Find(model)!, new ImageGenerationOptions { MediaType = mediaType });
        AssertInput(studio, expected);
    }

    [Fact]
    public async Task GenerateAsync_OptionsThatTheModelHasNothingFor_AreLeftOutAndLogged()
    {
        await using Studio studio = await Studio.OpenAsync();

        await studio.GenerateAsync(ImageModels.FluxKontextMax, new ImageGenerationOptions
        {
            Count = 3,
            MediaType = "image/avif",
            StreamingCount = 2,
            AdditionalProperties = new() { ["quality"] = "high" },
        });

        AssertInput(studio, "{}");
        string[] leftOut = ["Count 3", "MediaType image/avif", "StreamingCount 2", "quality"];
        Assert.Equal(leftOut.Order(StringComparer.Ordinal).Select(option => $"bfl/flux-kontext-max has no field for the option {option}, which is left out."), studio.Warnings.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task GenerateAsync_OnePictureOfAModelThatAlwaysMakesOne_IsNoWarning()
    {
        await using Studio studio = await Studio.OpenAsync();
        await studio.GenerateAsync(ImageModels.FluxKontextMax, new ImageGenerationOptions { Count = 1 });
        Assert.Empty(studio.Warnings);
    }

    [Fact]
    public async Task GenerateAsync_AdditionalProperties_GoIntoTheFieldsOfTheirNames()
    {
        await using Studio studio = await Studio.OpenAsync();
        await studio.GenerateAsync(ImageModels.FluxKontextMax, new ImageGenerationOptions
        {
            AdditionalProperties = new()
            {
                ["seed"] = 7L,
                ["safety_tolerance"] = JsonElement.Parse("1"),
                ["prompt_upsampling"] = true,
                ["output_format"] = FluxOutputFormat.Webp,
                ["aspect_ratio"] = JsonValue.Create("3:4"),
                ["input_image"] = new Uri("https://example.com/deer.png"),
                ["input_image_2"] = new DataContent(Studio.Png, "image/png"),
                ["raw"] = null,
            },
        });
        AssertInput(studio, $$"""
            {"seed":7,"safety_tolerance":1,"prompt_upsampling":true,"output_format":"webp","aspect_ratio":"3:4","input_image":"https://example.com/deer.png","input_image_2":"{{Convert.ToBase64String(Studio.Png)}}"}
            """);
    }

    [Fact]
    public async Task GenerateAsync_AdditionalPropertyOfAnUnknownType_IsRefused()
    {
        await using Studio studio = await Studio.OpenAsync();
        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() =>
            studio.GenerateAsync(ImageModels.FluxKontextMax, new ImageGenerationOptions { AdditionalProperties = new() { ["seed"] = new Version(1, 2) } }));
        Assert.StartsWith("The additional property 'seed' is a System.Version, which cannot be written as JSON", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_RawJson_IsWhatTheOptionsAreLaidOver()
    {
        await using Studio studio = await Studio.OpenAsync();
        await studio.GenerateAsync(ImageModels.IdeogramV3, new ImageGenerationOptions
        {
            RawRepresentationFactory = _ => new JsonObject { ["aspect_ratio"] = "1x1", ["num_images"] = 1, ["rendering_speed"] = "TURBO", ["later_parameter"] = 1 },
            ImageSize = new Size(1024, 1024),
            Count = 2,
        });

        // The size decides alone: the vendor takes no shape beside it.
        AssertInput(studio, """{"num_images":2,"rendering_speed":"TURBO","later_parameter":1,"resolution":"1024x1024"}""");
    }

    [Fact]
    public async Task GenerateAsync_RawInputOfTheModel_IsWhatTheOptionsAreLaidOver()
    {
        await using Studio studio = await Studio.OpenAsync();
        await studio.GenerateAsync(ImageModels.GptImage1, new ImageGenerationOptions
        {
            RawRepresentationFactory = _ => new GptImageInput
            {
                Prompt = "Something else",
                Quality = GptImageQuality.Low,
                Count = 4,
                Image = ImageSource.FromStream(_ => new ValueTask<Stream>(new MemoryStream(Studio.Png))),
            },
            Count = 1,
        });
        AssertInput(studio, $$"""{"n":1,"quality":"low","image":"{{Convert.ToBase64String(Studio.Png)}}"}""");
    }

    [Fact]
    public async Task GenerateAsync_RawInputOfAnotherModel_IsRefused()
    {
        await using Studio studio = await Studio.OpenAsync();
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() =>
            studio.GenerateAsync(ImageModels.GptImage1, new ImageGenerationOptions { RawRepresentationFactory = _ => new DallE3Input { Prompt = "A deer" } }));
        Assert.StartsWith("'opanai/gpt-image-1' does not take a DallE3Input.", exception.Message, StringComparison.Ordinal);
        studio.Gateway.Ledger.ShouldHaveBilled(0);
    }

    [Fact]
    public async Task GenerateAsync_RequestWithoutPrompt_KeepsThatOfTheRawInput()
    {
        await using Studio studio = await Studio.OpenAsync();
        await studio.Clock.RunAsync(studio.Client.AsImageGenerator(ImageModels.DallE3).GenerateAsync(
            new ImageGenerationRequest(), new ImageGenerationOptions { RawRepresentationFactory = _ => new DallE3Input { Prompt = "Its own" } }, TestContext.Current.CancellationToken));
        Assert.Equal("""{"prompt":"Its own"}""", studio.Input.ToJsonString());
    }

    [Fact]
    public async Task GenerateAsync_FieldOfTheSameRoleIsSet_IsTheOneThatTheOptionGoesInto()
    {
        await using Studio studio = await Studio.OpenAsync();
        await studio.GenerateAsync(ImageModels.Imagen3Generate002, new ImageGenerationOptions { RawRepresentationFactory = _ => new JsonObject { ["sampleCount"] = 4 }, Count = 2 });
        AssertInput(studio, """{"sampleCount":2}""");
    }

    [Fact]
    public async Task GenerateAsync_ModelId_GoesBeforeTheModelOfTheGenerator()
    {
        await using Studio studio = await Studio.OpenAsync();
        IImageGenerator generator = studio.Client.AsImageGenerator(ImageModels.GptImage1);

        await studio.GenerateAsync(generator, new ImageGenerationOptions { ModelId = "ideogram/v3", Count = 2 });
        await studio.GenerateAsync(generator, new ImageGenerationOptions { ModelId = "DallE3" });

        studio.Gateway.Ledger.ShouldHaveBilled(1, ImageModels.IdeogramV3);
        studio.Gateway.Ledger.ShouldHaveBilled(1, ImageModels.DallE3);
        studio.Gateway.Ledger.ShouldHaveBilled(2);
    }

    [Fact]
    public async Task GenerateAsync_ModelThatIsNotKnown_GetsPromptAndAdditionalProperties()
    {
        await using Studio studio = await Studio.OpenAsync();
        await studio.GenerateAsync(ImageModel.Untyped("ideogram/V3"), new ImageGenerationOptions { Count = 2, AdditionalProperties = new() { ["num_images"] = 2, ["rendering_speed"] = "TURBO" } });
        AssertInput(studio, """{"num_images":2,"rendering_speed":"TURBO"}""");
        Assert.Single(studio.Warnings);
    }

    [Fact]
    public async Task GenerateAsync_ImageSizeOfNothing_IsRefused()
    {
        await using Studio studio = await Studio.OpenAsync();
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => studio.GenerateAsync(ImageModels.GptImage1, new ImageGenerationOptions { ImageSize = new Size(0, 100) }));
        Assert.StartsWith("ImageSize is 0x100; width and height must be more than zero. Nothing was sent.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_CountThatTheModelDoesNotMake_IsRefusedBeforeItIsSent()
    {
        await using Studio studio = await Studio.OpenAsync();
        InvalidInputException exception = await Assert.ThrowsAsync<InvalidInputException>(() => studio.GenerateAsync(ImageModels.DallE3, new ImageGenerationOptions { Count = 2 }));
        Assert.Equal("$.input.n", Assert.Single(exception.Violations).Path);
        Assert.Equal(0, studio.Gateway.Timeline.Count);
    }

    [Fact]
    public async Task GenerateAsync_ClientThatDoesNotValidate_SendsWhatItIsGiven()
    {
        await using Studio studio = await Studio.OpenAsync(new AIHubMixClientOptions { ValidateInput = false });
        await Assert.ThrowsAsync<AIHubMixApiException>(() => studio.GenerateAsync(ImageModels.DallE3, new ImageGenerationOptions { Count = 2 }));
        Assert.Equal(1, studio.Gateway.Timeline.Count);
    }

    private static void AssertInput(Studio studio, string expected)
    {
        JsonObject input = studio.Input;
        Assert.Equal("A deer", (string?)input["prompt"]);
        input.Remove("prompt");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), input), $"Expected {expected}, got {input.ToJsonString()}");
    }
}
