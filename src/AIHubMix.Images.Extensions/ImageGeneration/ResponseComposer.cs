using System.Globalization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AIHubMix.Images.Extensions.ImageGeneration;

/// <summary>Says in the terms of Microsoft.Extensions.AI what came of a generation.</summary>
internal sealed class ResponseComposer(ILogger logger)
{
    public async Task<ImageGenerationResponse> ComposeAsync(ImageResult result, ImageGenerationResponseFormat? format, CancellationToken cancellationToken)
    {
        AIContent[] contents = await Task.WhenAll(result.Images.Select(image => ContentOfAsync(image, result, format, cancellationToken))).ConfigureAwait(false);
        return new ImageGenerationResponse([.. contents]) { RawRepresentation = result, Usage = UsageOf(result.Usage) };
    }

    private static UsageDetails? UsageOf(ImageUsage? usage)
    {
        if (usage is null)
        {
            return null;
        }

        var details = new UsageDetails
        {
            InputTokenCount = usage.InputTokens,
            OutputTokenCount = usage.OutputTokens,
            TotalTokenCount = usage.TotalTokens,
            InputTextTokenCount = usage.InputTokensDetails?.TextTokens,
            OutputTextTokenCount = usage.OutputTokensDetails?.TextTokens,
        };
        Add("input_image_tokens", usage.InputTokensDetails?.ImageTokens);
        Add("output_image_tokens", usage.OutputTokensDetails?.ImageTokens);
        return details;

        void Add(string name, long? count)
        {
            if (count is not null)
            {
                (details.AdditionalCounts ??= [])[name] = count.Value;
            }
        }
    }

    private async Task<AIContent> ContentOfAsync(GeneratedImage image, ImageResult result, ImageGenerationResponseFormat? format, CancellationToken cancellationToken)
    {
        AIContent content = await ContentOfAsync(image, result.Model, format == ImageGenerationResponseFormat.Data, cancellationToken).ConfigureAwait(false);
        content.RawRepresentation = image;
        content.AdditionalProperties = [];
        Add("request_id", result.RequestId);
        Add("task_id", result.TaskId);
        Add("expires_at", image.ExpiresAt?.ToString("O", CultureInfo.InvariantCulture));
        return content;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                content.AdditionalProperties[name] = value;
            }
        }
    }

    private async Task<AIContent> ContentOfAsync(GeneratedImage image, string model, bool fetches, CancellationToken cancellationToken)
    {
        if (image.IsInline || fetches)
        {
            try
            {
                ReadOnlyMemory<byte> bytes = await image.GetBytesAsync(cancellationToken).ConfigureAwait(false);
                return new DataContent(bytes, ImageHeader.TryRead(bytes.Span, out ImageHeader header) ? header.MediaType : MediaTypes.Of(image));
            }
            catch (ImageDownloadException exception)
            {
                // The picture is paid for: its URL must not be lost, nor the pictures beside it.
                ExtensionsLog.NotFetched(logger, model, exception.Message);
            }
        }

        return new UriContent(image.Url!, MediaTypes.Of(image));
    }
}
