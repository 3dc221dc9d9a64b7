using AIHubMix.Images.Extensions.Tests.Support;
using AIHubMix.Images.Simulator;
using Microsoft.Extensions.AI;

namespace AIHubMix.Images.Extensions.Tests.ImageGeneration;

public sealed class ResponseTests
{
    [Fact]
    public async Task GenerateAsync_InlinePicture_IsDataOfItsTrueType()
    {
        await using Studio studio = await Studio.OpenAsync();

        ImageGenerationResponse response = await studio.GenerateAsync(ImageModels.GptImage1, new ImageGenerationOptions { MediaType = "image/webp", ResponseFormat = ImageGenerationResponseFormat.Uri });

        DataContent content = Assert.IsType<DataContent>(Assert.Single(response.Contents));
        Assert.Equal("image/webp", content.MediaType);
        Assert.True(ImageHeader.TryRead(content.Data.Span, out ImageHeader header) && header.MediaType == "image/webp");
    }

    [Theory]
    [InlineData(null, "url")]
    [InlineData(ImageGenerationResponseFormat.Uri, "url")]
    [InlineData(ImageGenerationResponseFormat.Hosted, "url")]
    [InlineData(ImageGenerationResponseFormat.Data, "b64_json")]
    public async Task GenerateAsync_ModelThatAnswersInBothForms_IsAskedForOne(ImageGenerationResponseFormat? format, string form)
    {
        await using Studio studio = await Studio.OpenAsync();

        ImageGenerationResponse response = await studio.GenerateAsync(ImageModels.DallE3, new ImageGenerationOptions { ResponseFormat = format });

        Assert.Equal(format is null ? null : form, (string?)studio.Input["response_format"]);
        Assert.IsType(form == "url" ? typeof(UriContent) : typeof(DataContent), Assert.Single(response.Contents));
        Assert.Empty(studio.Gateway.Timeline.Of(GatewayOperation.Download));
    }

    [Fact]
    public async Task GenerateAsync_PictureOfATask_IsAUrlWithAllThatIsKnown()
    {
        await using Studio studio = await Studio.OpenAsync();

        ImageGenerationResponse response = await studio.GenerateAsync(ImageModels.FluxKontextMax);

        UriContent content = Assert.IsType<UriContent>(Assert.Single(response.Contents));
        ImageResult result = Assert.IsType<ImageResult>(response.RawRepresentation);
        GeneratedImage image = Assert.IsType<GeneratedImage>(content.RawRepresentation);
        Assert.Same(result.Images[0], image);
        Assert.Equal(image.Url, content.Uri);
        Assert.True(content.HasTopLevelMediaType("image"));
        Assert.Equal((result.RequestId, result.TaskId), (content.AdditionalProperties!["request_id"], content.AdditionalProperties["task_id"]));
        Assert.Equal(image.ExpiresAt!.Value, DateTimeOffset.Parse((string)content.AdditionalProperties["expires_at"]!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Null(response.Usage);
    }

    [Fact]
    public async Task GenerateAsync_DataOfAUrl_IsFetched()
    {
        await using Studio studio = await Studio.OpenAsync();

        ImageGenerationResponse response = await studio.GenerateAsync(ImageModels.FluxKontextMax, new ImageGenerationOptions { ResponseFormat = ImageGenerationResponseFormat.Data, MediaType = "image/jpeg" });

        Assert.Equal("image/jpeg", Assert.IsType<DataContent>(Assert.Single(response.Contents)).MediaType);
        studio.Gateway.Ledger.ShouldHaveDeliveredAll();
    }

    [Fact]
    public async Task GenerateAsync_PictureThatCannotBeFetched_KeepsItsUrl()
    {
        await using Studio studio = await Studio.OpenAsync();
        studio.Gateway.Faults.Next(Fault.ExpiredUrl);

        ImageGenerationResponse response = await studio.GenerateAsync(ImageModels.IdeogramV3, new ImageGenerationOptions { Count = 2, ResponseFormat = ImageGenerationResponseFormat.Data });

        Assert.Equal(1, response.Contents.Count(content => content is DataContent));
        Assert.Equal(1, response.Contents.Count(content => content is UriContent));
        Assert.Contains(studio.Warnings, warning => warning.StartsWith("A picture of ideogram/V3 was to be fetched and could not be: its URL is handed over instead.", StringComparison.Ordinal));
        studio.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Fact]
    public async Task GenerateAsync_ModelThatCountsTokens_TellsThem()
    {
        await using Studio studio = await Studio.OpenAsync();

        ImageGenerationResponse response = await studio.GenerateAsync(ImageModels.GptImage1);

        ImageUsage usage = ((ImageResult)response.RawRepresentation!).Usage!;
        Assert.NotNull(usage.TotalTokens);
        Assert.Equal((usage.InputTokens, usage.OutputTokens, usage.TotalTokens), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount));
        Assert.Equal(usage.InputTokensDetails?.TextTokens, response.Usage.InputTextTokenCount);
        Assert.Equal(usage.InputTokensDetails?.ImageTokens, response.Usage.AdditionalCounts?.TryGetValue("input_image_tokens", out long count) == true ? count : null);
    }

    [Fact]
    public async Task GetService_WhatTheGeneratorIsMadeOf_IsFound()
    {
        await using Studio studio = await Studio.OpenAsync();
        using IImageGenerator generator = studio.Client.AsImageGenerator(ImageModels.DallE3);

        ImageGeneratorMetadata metadata = generator.GetRequiredService<ImageGeneratorMetadata>();

        Assert.Equal(("aihubmix", studio.Gateway.Endpoint, "opanai/dall-e-3"), (metadata.ProviderName, metadata.ProviderUri, metadata.DefaultModelId));
        Assert.Same(studio.Client, generator.GetService<AIHubMixClient>());
        Assert.Same(ImageModels.DallE3, generator.GetService<ImageModel>());
        Assert.Same(ImageModels.DallE3, generator.GetService<ImageModel<DallE3Input>>());
        Assert.Same(generator, generator.GetService<IImageGenerator>());
        Assert.Null(generator.GetService<AIHubMixClient>("key"));
        Assert.Null(generator.GetService<string>());
    }

    [Fact]
    public async Task GenerateAsync_Cancelled_EndsAtOnceAndSaysWhatItMayHaveCost()
    {
        await using Studio studio = await Studio.OpenAsync();
        using var cancellation = new CancellationTokenSource();
        studio.Gateway.Faults.Next(Fault.NoAnswer);
        using ITimer timer = studio.Clock.After(TimeSpan.FromSeconds(5), cancellation.Cancel);

        GenerationCanceledException exception = await Assert.ThrowsAsync<GenerationCanceledException>(() => studio.Clock.RunAsync(
            studio.Client.AsImageGenerator(ImageModels.GptImage1).GenerateAsync(new ImageGenerationRequest("A deer"), null, cancellation.Token)));

        Assert.Equal((BillingClass.OutcomeUnknown, TimeSpan.FromSeconds(5)), (exception.Billing, studio.Clock.Elapsed));
    }

    [Fact]
    public async Task GenerateAsync_ServerErrorAfterTheWork_IsBilledOnce()
    {
        await using Studio studio = await Studio.OpenAsync();
        studio.Gateway.Faults.Next(Fault.ServerError(500));
        AIHubMixApiException exception = await Assert.ThrowsAsync<AIHubMixApiException>(() => studio.GenerateAsync(ImageModels.GptImage1));
        Assert.Equal(BillingClass.OutcomeUnknown, exception.Billing);
        studio.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Fact]
    public async Task GenerateAsync_CallOptions_AreThoseOfEachCall()
    {
        await using Studio studio = await Studio.OpenAsync();
        await studio.GenerateAsync(studio.Client.AsImageGenerator(ImageModels.GptImage1, new CallOptions { Headers = new Dictionary<string, string> { ["APP-Code"] = "deer" } }));
        Assert.Equal("deer", studio.Gateway.Timeline.Exchanges[0].Headers["APP-Code"]);
    }
}
