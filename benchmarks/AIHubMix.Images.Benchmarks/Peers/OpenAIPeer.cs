using System.ClientModel;
using System.ClientModel.Primitives;
using AIHubMix.Images.Benchmarks.Servers;
using OpenAI;
using OpenAI.Images;

namespace AIHubMix.Images.Benchmarks.Peers;

/// <summary>OpenAI's own SDK, with answers of OpenAI's own form: it reads no other.</summary>
/// <remarks>Its pipeline is as it comes, with three retries and its logging, but for the deadline, which is that of all.</remarks>
internal sealed class OpenAIPeer : IPeer
{
    public static ImageGenerationOptions Small => new()
    {
        Size = OpenAI.Images.GeneratedImageSize.W1024xH1024,
        Quality = GeneratedImageQuality.High,
        Style = GeneratedImageStyle.Natural,
        ResponseFormat = OpenAI.Images.GeneratedImageFormat.Uri,
    };

    private static ImageGenerationOptions Large => new() { ResponseFormat = OpenAI.Images.GeneratedImageFormat.Bytes };

    private readonly ImageClient _dalle;
    private readonly ImageClient _gptImage;
    private readonly Lazy<ImageClient> _once;

    public OpenAIPeer(HttpClient http, Uri endpoint)
    {
        OpenAIClient client = Create(null);
        _dalle = client.GetImageClient("dall-e-3");
        _gptImage = client.GetImageClient("gpt-image-1");

        // A pause would be all that is measured of an error.
        _once = new Lazy<ImageClient>(() => Create(new ClientRetryPolicy(maxRetries: 0)).GetImageClient("dall-e-3"));

        OpenAIClient Create(PipelinePolicy? retries) => new(new ApiKeyCredential(Contest.Key), new OpenAIClientOptions
        {
            Endpoint = new Uri(endpoint, "openai/v1"),
            Transport = new HttpClientPipelineTransport(http),
            NetworkTimeout = Contest.Deadline,
            RetryPolicy = retries,
        });
    }

    public string Name => "OpenAI 2.15.0";

    public async Task<string> CallAsync()
    {
        ClientResult<OpenAI.Images.GeneratedImage> result = await _dalle.GenerateImageAsync(Inputs.Prompt, Small).ConfigureAwait(false);
        return result.Value.ImageUri.OriginalString;
    }

    /// <returns>The length of the URL or of the picture.</returns>
    public async Task<int> ReadAsync(OutputForm form)
    {
        ClientResult<OpenAI.Images.GeneratedImage> result = await _gptImage.GenerateImageAsync(Inputs.Prompt, Large).ConfigureAwait(false);
        return form == OutputForm.ListUrl ? result.Value.ImageUri.OriginalString.Length : result.Value.ImageBytes.ToMemory().Length;
    }

    /// <returns>What the exception says.</returns>
    public async Task<string> FailAsync()
    {
        try
        {
            await _once.Value.GenerateImageAsync(Inputs.Prompt, Small).ConfigureAwait(false);
            throw new InvalidOperationException("No error came.");
        }
        catch (ClientResultException exception)
        {
            // Of an error that is no JSON its message has the status alone.
            return exception.Message + exception.GetRawResponse()!.Content;
        }
    }

    public async Task<ReadOnlyMemory<byte>> GenerateAsync()
    {
        ClientResult<OpenAI.Images.GeneratedImage> result = await _gptImage.GenerateImageAsync(Inputs.Prompt, Large).ConfigureAwait(false);
        return result.Value.ImageBytes.ToMemory();
    }
}
