using AIHubMix.Images.Benchmarks.Servers;

namespace AIHubMix.Images.Benchmarks.Peers;

/// <summary>The calls of the SDK that are measured. The one place to change when the SDK has others for the same.</summary>
internal sealed class Subject(HttpMessageInvoker invoker, Uri endpoint) : IPeer, IDisposable
{
    // A pause would be all that is measured.
    private static readonly CallOptions Once = new() { Retry = RetryOptions.Never };

    private static GptImageInput Input => new() { Prompt = Inputs.Prompt };

    public AIHubMixClient Client { get; } = new(
        Contest.Key, new AIHubMixClientOptions { HttpInvoker = invoker, SubmitEndpoint = new Uri(endpoint, "v1"), TasksEndpoint = new Uri(endpoint, "v1"), Deadline = Contest.Deadline });

    public const string SubjectName = "AIHubMix.Images";

    public string Name => SubjectName;

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

    /// <returns>The length of the URL, of the picture, or of the id of the task.</returns>
    public async Task<int> ReadAsync(OutputForm form)
    {
        if (form == OutputForm.ListTask)
        {
            ImageTask task = await Client.SubmitAsync(ImageModels.GptImage1, Input).ConfigureAwait(false);
            return task.Id!.Length;
        }

        ImageResult result = await Client.GenerateAsync(ImageModels.GptImage1, Input).ConfigureAwait(false);
        GeneratedImage image = result.Images[0];
        return image.Url is { } url ? url.OriginalString.Length : (await image.GetBytesAsync().ConfigureAwait(false)).Length;
    }

    /// <returns>The status of a task.</returns>
    public async Task<string> LookAsync()
    {
        PredictionTask task = await Client.ResumeTask(ImageModels.FluxKontextMax, TaskBodies.Id).GetStatusAsync().ConfigureAwait(false);
        return task.Status!.Value.Value;
    }

    /// <returns>What the exception says.</returns>
    public async Task<string> FailAsync()
    {
        try
        {
            await Client.GenerateAsync(ImageModels.DallE3, Inputs.Dalle, Once).ConfigureAwait(false);
            throw new InvalidOperationException("No error came.");
        }
        catch (AIHubMixException exception)
        {
            return exception.Message;
        }
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

    // To Flux, for which no size is documented that a picture may not exceed: GPT Image 1 takes 50 MiB at most.
    private async Task<long> UploadAsync(ImageSource picture)
    {
        ImageResult result = await Client.GenerateAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = Inputs.Prompt, InputImage = picture }).ConfigureAwait(false);
        return long.Parse(result.RequestId!, System.Globalization.CultureInfo.InvariantCulture);
    }
}
