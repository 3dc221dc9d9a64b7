using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Images;

namespace AIHubMix.Images.Benchmarks.Peers;

/// <summary>OpenAI's own SDK, with answers of OpenAI's own form: it reads no other.</summary>
internal sealed class OpenAIPeer : IPeer
{
    private static readonly ImageGenerationOptions Small = new()
    {
        Size = OpenAI.Images.GeneratedImageSize.W1024xH1024,
        Quality = GeneratedImageQuality.High,
        Style = GeneratedImageStyle.Natural,
        ResponseFormat = OpenAI.Images.GeneratedImageFormat.Uri,
    };

    private static readonly ImageGenerationOptions Large = new() { ResponseFormat = OpenAI.Images.GeneratedImageFormat.Bytes };

    private readonly ImageClient _dalle;
    private readonly ImageClient _gptImage;

    public OpenAIPeer(HttpClient http, Uri endpoint)
    {
        var client = new OpenAIClient(new ApiKeyCredential(Contest.Key), new OpenAIClientOptions
        {
            Endpoint = new Uri(endpoint, "openai/v1"),
            Transport = new HttpClientPipelineTransport(http),
            NetworkTimeout = Contest.Deadline,
        });
        _dalle = client.GetImageClient("dall-e-3");
        _gptImage = client.GetImageClient("gpt-image-1");
    }

    public string Name => "OpenAI 2.15.0";

    public async Task<string> CallAsync()
    {
        ClientResult<OpenAI.Images.GeneratedImage> result = await _dalle.GenerateImageAsync(Inputs.Prompt, Small).ConfigureAwait(false);
        return result.Value.ImageUri.OriginalString;
    }

    public async Task<ReadOnlyMemory<byte>> GenerateAsync()
    {
        ClientResult<OpenAI.Images.GeneratedImage> result = await _gptImage.GenerateImageAsync(Inputs.Prompt, Large).ConfigureAwait(false);
        return result.Value.ImageBytes.ToMemory();
    }
}
