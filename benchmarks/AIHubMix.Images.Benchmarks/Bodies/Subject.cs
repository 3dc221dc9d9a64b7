namespace AIHubMix.Images.Benchmarks.Bodies;

/// <summary>The calls of the SDK that are measured. The one place to change when the SDK has others for the same.</summary>
internal sealed class Subject(HttpMessageInvoker invoker, Uri endpoint) : IDisposable
{
    private static readonly GptImageInput Input = new() { Prompt = "A deer drinking in the lake" };

    private readonly AIHubMixClient _client = new("sk-benchmark", new AIHubMixClientOptions { HttpInvoker = invoker, SubmitEndpoint = new Uri(endpoint, "v1") });

    public async Task ToStreamAsync(Stream destination)
    {
        await foreach (ImageStream picture in _client.StreamAsync(ImageModels.GptImage1, Input).ConfigureAwait(false))
        {
            await picture.CopyToAsync(destination).ConfigureAwait(false);
        }
    }

    public async Task<ReadOnlyMemory<byte>> ToMemoryAsync()
    {
        ImageResult result = await _client.GenerateAsync(ImageModels.GptImage1, Input).ConfigureAwait(false);
        return await result.Images[0].GetBytesAsync().ConfigureAwait(false);
    }

    public Task ToFileAsync(string path) => _client.SaveAsync(ImageModels.GptImage1, Input, path);

    /// <returns>How many bytes the server received.</returns>
    public Task<long> UploadAsync(byte[] picture) => UploadAsync(ImageSource.FromBytes(picture));

    /// <returns>How many bytes the server received.</returns>
    public Task<long> UploadFileAsync(string path) => UploadAsync(ImageSource.FromFile(path));

    public void Dispose() => _client.Dispose();

    private async Task<long> UploadAsync(ImageSource picture)
    {
        ImageResult result = await _client.GenerateAsync(ImageModels.GptImage1, Input with { Image = picture }).ConfigureAwait(false);
        return long.Parse(result.RequestId!, System.Globalization.CultureInfo.InvariantCulture);
    }
}
