using AIHubMix.Images.Extensions.Tests.Support;
using Microsoft.Extensions.AI;

namespace AIHubMix.Images.Extensions.Tests.ImageGeneration;

public sealed class OriginalImagesTests
{
    private static readonly string Base64 = Convert.ToBase64String(Studio.Png);

    [Fact]
    public async Task GenerateAsync_EveryKindOfContent_FillsTheFieldsInOrder()
    {
        await using Studio studio = await Studio.OpenAsync();

        await studio.GenerateAsync(
            ImageModels.FluxKontextMax,
            null,
            new DataContent(Studio.Png, "image/png"),
            new UriContent("https://example.com/style.png", "image/png"),
            new UriContent(new Uri($"data:image/png;base64,{Base64}"), "image/png"),
            new DataContent($"data:image/png;base64,{Base64}"));

        Assert.Equal(
            [("input_image", Base64), ("input_image_2", "https://example.com/style.png"), ("input_image_3", Base64), ("input_image_4", Base64)],
            studio.Input.Where(member => member.Key != "prompt").Select(member => (member.Key, (string)member.Value!)));
        studio.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Fact]
    public async Task GenerateAsync_FieldInsideAnObject_IsFilledBesideWhatIsThere()
    {
        await using Studio studio = await Studio.OpenAsync();
        await studio.GenerateAsync(
            ImageModels.StableDiffusion35Large,
            new ImageGenerationOptions { RawRepresentationFactory = _ => new StableDiffusion35Input { Prompt = "", ImagePrompt = new() { Strength = 0.5 } } },
            new DataContent(Studio.Png, "image/png"));
        Assert.Equal((0.5, Base64), ((double)studio.Input["image_prompt"]!["strength"]!, (string)studio.Input["image_prompt"]!["image"]!));
    }

    [Fact]
    public async Task GenerateAsync_MorePicturesThanTheModelTakes_SaysWhichModelsTakeThem()
    {
        await using Studio studio = await Studio.OpenAsync();
        AIContent picture = new DataContent(Studio.Png, "image/png");

        NotSupportedException two = await Assert.ThrowsAsync<NotSupportedException>(() => studio.GenerateAsync(ImageModels.GptImage1, null, picture, picture));
        NotSupportedException five = await Assert.ThrowsAsync<NotSupportedException>(() => studio.GenerateAsync(ImageModels.FluxKontextMax, null, picture, picture, picture, picture, picture));
        NotSupportedException hundred = await Assert.ThrowsAsync<NotSupportedException>(() => studio.GenerateAsync(ImageModels.FluxKontextMax, null, [.. Enumerable.Repeat(picture, 100)]));
        NotSupportedException unknown = await Assert.ThrowsAsync<NotSupportedException>(() => studio.GenerateAsync(ImageModel.Untyped("vendor/model"), null, picture));

        Assert.Matches(@"^'opanai/gpt-image-1' takes one picture, and the request has 2; nothing was sent\. Those that take so many: ImageModels\.FluxKontextMax, ImageModels\.FluxKontextPro(, ImageModels\.\w+){0,4}( and \d+ more)?\.$", two.Message);
        Assert.StartsWith("'bfl/flux-kontext-max' takes 4 pictures, and the request has 5; nothing was sent. ", five.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("FluxKontext", five.Message, StringComparison.Ordinal);
        Assert.Equal("'bfl/flux-kontext-max' takes 4 pictures, and the request has 100; nothing was sent. No model of the catalog takes so many.", hundred.Message);
        Assert.EndsWith("Where this model takes pictures is not known: pass them in a JsonObject by RawRepresentationFactory.", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(0, studio.Gateway.Timeline.Count);
    }

    [Fact]
    public async Task GenerateAsync_ContentThatIsNoPicture_IsRefused()
    {
        await using Studio studio = await Studio.OpenAsync();
        await RefusesAsync("A picture at a file: URI cannot be sent.", new UriContent("file:///etc/passwd", "image/png"));
        await RefusesAsync("A TextContent cannot be sent as a picture.", new TextContent("A deer"));
        await RefusesAsync("A HostedFileContent cannot be sent as a picture.", new HostedFileContent("file-1"));
        await Assert.ThrowsAsync<InvalidInputException>(() => studio.GenerateAsync(ImageModels.GptImage1, null, new DataContent("no picture"u8.ToArray(), "image/png")));
        Assert.Equal(0, studio.Gateway.Timeline.Count);

        async Task RefusesAsync(string reason, AIContent content)
        {
            NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => studio.GenerateAsync(ImageModels.GptImage1, null, content));
            Assert.StartsWith(reason, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task EditImageAsync_OfMicrosoftExtensionsAI_EditsThePicture()
    {
        await using Studio studio = await Studio.OpenAsync();
        using IImageGenerator generator = studio.Client.AsImageGenerator(ImageModels.GptImage1);

        ImageGenerationResponse response = await studio.Clock.RunAsync(generator.EditImageAsync(Studio.Png, "deer.png", "More antlers", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Single(response.Contents);
        Assert.Equal(("More antlers", Base64), ((string?)studio.Input["prompt"], (string?)studio.Input["image"]));
    }
}
