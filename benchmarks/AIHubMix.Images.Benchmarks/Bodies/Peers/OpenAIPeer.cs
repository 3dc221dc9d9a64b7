using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Images;

namespace AIHubMix.Images.Benchmarks.Bodies.Peers;

/// <summary>OpenAI's own SDK, with a body of OpenAI's own form.</summary>
internal sealed class OpenAIPeer(HttpClient http, Uri endpoint) : IPeer
{
    private static readonly ImageGenerationOptions Options = new() { ResponseFormat = OpenAI.Images.GeneratedImageFormat.Bytes };

    private readonly ImageClient _client = new("gpt-image-1", new ApiKeyCredential("sk-benchmark"), new OpenAIClientOptions
    {
        Endpoint = new Uri(endpoint, "openai/v1"),
        Transport = new HttpClientPipelineTransport(http),
        NetworkTimeout = Timeout.InfiniteTimeSpan,
    });

    public string Name => "OpenAI 2.15.0";

    public async Task<ReadOnlyMemory<byte>> GenerateAsync()
    {
        ClientResult<OpenAI.Images.GeneratedImage> result = await _client.GenerateImageAsync("A deer drinking in the lake", Options).ConfigureAwait(false);
        return result.Value.ImageBytes.ToMemory();
    }
}
