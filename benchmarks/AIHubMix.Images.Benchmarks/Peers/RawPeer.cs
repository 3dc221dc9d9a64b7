using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AIHubMix.Images.Benchmarks.Servers;

namespace AIHubMix.Images.Benchmarks.Peers;

/// <summary>The limit: HttpClient and source-generated JSON, written by hand for this one call, with nothing checked but the status.</summary>
internal sealed class RawPeer(HttpClient http, Uri endpoint) : IPeer
{
    private const int LongestExcerpt = 512;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly Uri _dalle = new(endpoint, "v1/models/opanai/dall-e-3/predictions");
    private readonly Uri _gptImage = new(endpoint, "v1/models/opanai/gpt-image-1/predictions");
    private readonly Uri _tasks = new(endpoint, "v1/tasks/");

    public string Name => "raw HttpClient";

    public async Task<string> CallAsync()
    {
        RawAnswer answer = await PostAsync(_dalle, new RawRequest(RawInput.Dalle), RawContext.Default.RawAnswer).ConfigureAwait(false);
        return answer.Output.Urls[0];
    }

    public async Task<ReadOnlyMemory<byte>> GenerateAsync()
    {
        RawAnswer answer = await PostAsync(_gptImage, new RawRequest(new RawInput(Inputs.Prompt)), RawContext.Default.RawAnswer).ConfigureAwait(false);
        return answer.Output.Pictures[0].Bytes;
    }

    /// <returns>The length of the URL, of the picture, or of the id of the task.</returns>
    public async Task<int> ReadAsync(OutputForm form)
    {
        var request = new RawRequest(new RawInput(Inputs.Prompt));
        return form.IsObject()
            ? (await PostAsync(_gptImage, request, RawContext.Default.RawAnswer).ConfigureAwait(false)).Length(form)
            : (await PostAsync(_gptImage, request, RawContext.Default.RawListAnswer).ConfigureAwait(false)).Length(form);
    }

    /// <returns>The status of a task.</returns>
    public async Task<string> LookAsync()
    {
        using HttpResponseMessage response = await http.GetAsync(new Uri(_tasks, TaskBodies.Id), HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        using Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        return (await JsonSerializer.DeserializeAsync(stream, RawContext.Default.RawTask).ConfigureAwait(false))!.Status;
    }

    /// <returns>What the exception says: the error's message, or the beginning of what came in its place.</returns>
    public async Task<string> FailAsync()
    {
        try
        {
            using HttpRequestMessage request = Post(_dalle, JsonSerializer.SerializeToUtf8Bytes(new RawRequest(RawInput.Dalle), RawContext.Default.RawRequest));
            using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                throw new InvalidOperationException("No error came.");
            }

            throw await ErrorAsync(response).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Sends a picture as a member that is an array of bytes, without the head of a data URL.</summary>
    public async Task UploadAsync(byte[] picture) =>
        await PostAsync(_gptImage, JsonSerializer.SerializeToUtf8Bytes(new RawPictureRequest(new RawPictureInput(Inputs.Prompt, picture)), RawContext.Default.RawPictureRequest), RawContext.Default.RawAnswer).ConfigureAwait(false);

    private static async Task<HttpRequestException> ErrorAsync(HttpResponseMessage response)
    {
        string message;
        if (response.Content.Headers.ContentType?.MediaType == "application/json")
        {
            using Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            message = (await JsonSerializer.DeserializeAsync(stream, RawContext.Default.RawFailure).ConfigureAwait(false))!.Error.Message;
        }
        else
        {
            string text = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
            message = text.Length > LongestExcerpt ? text[..LongestExcerpt] : text;
        }

        return new HttpRequestException(message, null, response.StatusCode);
    }

    private Task<TAnswer> PostAsync<TAnswer>(Uri url, RawRequest body, JsonTypeInfo<TAnswer> type) =>
        PostAsync(url, JsonSerializer.SerializeToUtf8Bytes(body, RawContext.Default.RawRequest), type);

    private async Task<TAnswer> PostAsync<TAnswer>(Uri url, byte[] body, JsonTypeInfo<TAnswer> type)
    {
        using HttpRequestMessage request = Post(url, body);
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        using Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        return (await JsonSerializer.DeserializeAsync(stream, type).ConfigureAwait(false))!;
    }

    private static HttpRequestMessage Post(Uri url, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = Json;
        return request;
    }
}
