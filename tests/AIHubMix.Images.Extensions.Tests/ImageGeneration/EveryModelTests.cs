using System.Drawing;
using System.Globalization;
using AIHubMix.Images.Extensions.Tests.Support;
using AIHubMix.Images.Simulator;
using Microsoft.Extensions.AI;

namespace AIHubMix.Images.Extensions.Tests.ImageGeneration;

/// <summary>What holds for every model of the catalog, those that are still to come too.</summary>
public sealed class EveryModelTests
{
    public static TheoryData<string> Models => [.. ImageModels.All.Select(model => model.Path)];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task GenerateAsync_CountSizeAndMediaType_AreWhatWasBilled(string path)
    {
        await using Studio studio = await Studio.OpenAsync();
        ImageModel model = ImageModels.Find(path)!;
        int count = (int)Math.Min(2, FieldOf(model, InputFieldRole.Count)?.Maximum ?? 1);
        bool hasJpeg = FieldOf(model, InputFieldRole.OutputFormat)?.Values.Any(value => value.EndsWith("jpeg", StringComparison.Ordinal)) == true;

        ImageGenerationResponse response = await studio.GenerateAsync(model, new ImageGenerationOptions
        {
            Count = count,
            ImageSize = new Size(1080, 1920),
            MediaType = hasJpeg ? "image/jpg" : "image/png",
            ResponseFormat = ImageGenerationResponseFormat.Data,
        }, NeededBy(model));

        studio.Gateway.Ledger.ShouldHaveBilled(1, model);
        studio.Gateway.Ledger.ShouldHaveDeliveredAll();
        LedgerEntry billed = studio.Gateway.Ledger.Entries[0];
        Assert.Equal(count, billed.Pictures.Count);
        bool isPortrait = HasPortrait(FieldOf(model, InputFieldRole.Size)) || HasPortrait(FieldOf(model, InputFieldRole.AspectRatio));
        bool hasFormat = FieldOf(model, InputFieldRole.OutputFormat) is not null;
        Assert.All(billed.Pictures, picture =>
        {
            Assert.InRange((double)picture.Width / picture.Height, isPortrait ? 0.5 : 1, isPortrait ? 0.67 : 1);
            Assert.Equal(hasJpeg || (!hasFormat && picture.MediaType == "image/jpeg") ? "image/jpeg" : "image/png", picture.MediaType);
        });
        Assert.Equal(billed.Pictures.Select(picture => picture.MediaType), response.Contents.Cast<DataContent>().Select(content => content.MediaType));
        Assert.All(response.Contents.Cast<DataContent>(), content => Assert.True(ImageHeader.TryRead(content.Data.Span, out _)));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task GenerateAsync_NoOptions_SendsThePromptAlone(string path)
    {
        await using Studio studio = await Studio.OpenAsync();
        ImageModel model = ImageModels.Find(path)!;

        await studio.GenerateAsync(model, null, NeededBy(model));

        studio.Gateway.Ledger.ShouldHaveBilled(1, model);
        Assert.Equal(["prompt", .. model.Fields.Where(field => field.IsRequired && field.Role == InputFieldRole.Image).Select(field => field.Name)], studio.Input.Select(member => member.Key));
        Assert.Equal("A deer", studio.Input["prompt"]!.GetValue<string>());
        Assert.Empty(studio.Warnings);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task GenerateAsync_OriginalImage_GoesWhereTheModelTakesOne(string path)
    {
        await using Studio studio = await Studio.OpenAsync();
        ImageModel model = ImageModels.Find(path)!;
        bool takesPictures = model.Fields.SelectMany(field => (IEnumerable<InputField>)[field, .. field.Members]).Any(field => field.Role == InputFieldRole.Image);

        if (takesPictures)
        {
            await studio.GenerateAsync(model, null, new DataContent(Studio.Png, "image/png"));

            studio.Gateway.Ledger.ShouldHaveBilled(1, model);
            Assert.Contains($"{Convert.ToBase64String(Studio.Png)}\"", studio.Input.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        }
        else
        {
            NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => studio.GenerateAsync(model, null, new DataContent(Studio.Png, "image/png")));

            studio.Gateway.Ledger.ShouldHaveBilled(0);
            Assert.StartsWith($"'{path}' takes no picture, and the request has 1; nothing was sent. Those that take so many: ImageModels.GptImage1, ", exception.Message, StringComparison.Ordinal);
        }

        // What the catalog promises is there.
        Assert.True(takesPictures || !model.Capabilities.HasFlag(ImageCapabilities.ImageToImage));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task GenerateAsync_RefusedInput_IsNotBilled(string path)
    {
        await using Studio studio = await Studio.OpenAsync();
        ImageModel model = ImageModels.Find(path)!;

        await Assert.ThrowsAsync<InvalidInputException>(() => studio.Clock.RunAsync(
            studio.Client.AsImageGenerator(model).GenerateAsync(new ImageGenerationRequest(""), null, TestContext.Current.CancellationToken)));

        studio.Gateway.Ledger.ShouldHaveBilled(0);
        Assert.Equal(0, studio.Gateway.Timeline.Count);
    }

    // What has no shape of the kind is asked for the nearest, a square.
    private static bool HasPortrait(InputField? shape) => shape is not null
        && (shape.Values.Count == 0 || shape.Values.Any(value => value.Split('x', '*', ':') is [var width, var height] && int.Parse(width, CultureInfo.InvariantCulture) < int.Parse(height, CultureInfo.InvariantCulture)));

    // A model that only changes pictures gets one.
    private static AIContent[] NeededBy(ImageModel model) => model.Capabilities.HasFlag(ImageCapabilities.TextToImage) ? [] : [new DataContent(Studio.Png, "image/png")];

    private static InputField? FieldOf(ImageModel model, InputFieldRole role) => model.Fields.FirstOrDefault(field => field.Role == role);
}
