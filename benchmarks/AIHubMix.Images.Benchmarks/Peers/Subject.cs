namespace AIHubMix.Images.Benchmarks.Peers;

/// <summary>The calls of the SDK that are measured. The one place to change when the SDK has others for the same.</summary>
internal sealed class Subject(HttpMessageInvoker invoker, Uri endpoint) : IPeer, IDisposable
{
    private static readonly GptImageInput Input = new() { Prompt = Inputs.Prompt };

    public AIHubMixClient Client { get; } = new(
        Contest.Key, new AIHubMixClientOptions { HttpInvoker = invoker, SubmitEndpoint = new Uri(endpoint, "v1"), TasksEndpoint = new Uri(endpoint, "v1"), Deadline = Contest.Deadline });

    public string Name => "AIHubMix.Images";

    public async Task<string> CallAsync()
    {
        ImageResult result = await Client.GenerateAsync(ImageModels.DallE3, Inputs.Dalle).ConfigureAwait(false);
        return result.Images[0].Url!.OriginalString;
    }

    public async Task<ReadOnlyMemory<byte>> GenerateAsync()
    {
        ImageResult result = await Client.GenerateAsync(ImageModels.GptImage1, Input).ConfigureAwait(false);
        return await result.Images[0].GetBytesAsync().ConfigureAwait(false);
    }

    public async Task ToStreamAsync(Stream destination)
    {
        await foreach (ImageStream picture in Client.StreamAsync(ImageModels.GptImage1, Input).ConfigureAwait(false))
        {
            await picture.CopyToAsync(destination).ConfigureAwait(false);
        }
    }

    public Task ToFileAsync(string path) => Client.SaveAsync(ImageModels.GptImage1, Input, path);

    /// <returns>How many bytes the server received.</returns>
    public Task<long> UploadAsync(byte[] picture) => UploadAsync(ImageSource.FromBytes(picture));

    /// <returns>How many bytes the server received.</returns>
    public Task<long> UploadFileAsync(string path) => UploadAsync(ImageSource.FromFile(path));

    public void Dispose() => Client.Dispose();

    private async Task<long> UploadAsync(ImageSource picture)
    {
        ImageResult result = await Client.GenerateAsync(ImageModels.GptImage1, Input with { Image = picture }).ConfigureAwait(false);
        return long.Parse(result.RequestId!, System.Globalization.CultureInfo.InvariantCulture);
    }
}
