using AIHubMix.Images.Benchmarks.Servers;
using Refit;

namespace AIHubMix.Images.Benchmarks.Peers;

/// <summary>Refit at its best: the same source-generated JSON as <see cref="RawPeer"/>, which decodes base64 straight into the bytes.</summary>
/// <remarks>Its generated client with a context, as its README says: no reflection is left. It is told which form <c>output</c> has, for it has no way to find out.</remarks>
internal sealed class RefitPeer(HttpClient http) : IPeer
{
    private readonly IRefitGateway _gateway = RestService.ForGenerated<IRefitGateway>(http, RawContext.Default);

    public string Name => "Refit 16.4.0";

    public async Task<string> CallAsync()
    {
        RawAnswer answer = await _gateway.DrawAsync(new RawRequest(RawInput.Dalle)).ConfigureAwait(false);
        return answer.Output.Urls[0];
    }

    /// <returns>The length of the URL, of the picture, or of the id of the task.</returns>
    public async Task<int> ReadAsync(OutputForm form)
    {
        var request = new RawRequest(new RawInput(Inputs.Prompt));
        return form.IsObject()
            ? (await _gateway.PredictAsync(request).ConfigureAwait(false)).Length(form)
            : (await _gateway.PredictListAsync(request).ConfigureAwait(false)).Length(form);
    }

    /// <returns>The status of a task.</returns>
    public async Task<string> LookAsync() => (await _gateway.LookAsync(TaskBodies.Id).ConfigureAwait(false)).Status;

    /// <returns>What the error says; the exception's own text where it is no JSON.</returns>
    public async Task<string> FailAsync()
    {
        try
        {
            await CallAsync().ConfigureAwait(false);
            throw new InvalidOperationException("No error came.");
        }
        catch (ApiException exception)
        {
            return exception.ContentHeaders?.ContentType?.MediaType == "application/json"
                ? (await exception.GetContentAsAsync<RawFailure>().ConfigureAwait(false))!.Error.Message
                : exception.Content!;
        }
    }

    public async Task UploadAsync(byte[] picture) =>
        await _gateway.UploadAsync(new RawPictureRequest(new RawPictureInput(Inputs.Prompt, picture))).ConfigureAwait(false);

    public async Task<ReadOnlyMemory<byte>> GenerateAsync()
    {
        RawAnswer answer = await _gateway.PredictAsync(new RawRequest(new RawInput(Inputs.Prompt))).ConfigureAwait(false);
        return answer.Output.Pictures[0].Bytes;
    }
}

internal interface IRefitGateway
{
    [Post("/v1/models/opanai/dall-e-3/predictions")]
    Task<RawAnswer> DrawAsync([Body] RawRequest request);

    [Post("/v1/models/opanai/gpt-image-1/predictions")]
    Task<RawAnswer> PredictAsync([Body] RawRequest request);

    [Post("/v1/models/opanai/gpt-image-1/predictions")]
    Task<RawListAnswer> PredictListAsync([Body] RawRequest request);

    [Post("/v1/models/opanai/gpt-image-1/predictions")]
    Task<RawAnswer> UploadAsync([Body] RawPictureRequest request);

    [Get("/v1/tasks/{taskId}")]
    Task<RawTask> LookAsync(string taskId);
}
