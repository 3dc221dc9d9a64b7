using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIHubMix.Images.Benchmarks.Peers;

/// <summary>The limit: HttpClient and source-generated JSON, written by hand for this one call, with nothing checked but the status.</summary>
internal sealed class RawPeer(HttpClient http, Uri endpoint) : IPeer
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly Uri _dalle = new(endpoint, "v1/models/opanai/dall-e-3/predictions");
    private readonly Uri _gptImage = new(endpoint, "v1/models/opanai/gpt-image-1/predictions");

    public string Name => "raw HttpClient";

    public async Task<string> CallAsync()
    {
        RawAnswer answer = await PostAsync(_dalle, new RawRequest(new RawInput(Inputs.Prompt, "1024x1024", "hd", "natural"))).ConfigureAwait(false);
        return answer.Output.Urls[0];
    }

    public async Task<ReadOnlyMemory<byte>> GenerateAsync()
    {
        RawAnswer answer = await PostAsync(_gptImage, new RawRequest(new RawInput(Inputs.Prompt))).ConfigureAwait(false);
        return answer.Output.Pictures[0].Bytes;
    }

    private async Task<RawAnswer> PostAsync(Uri url, RawRequest body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, RawContext.Default.RawRequest)) };
        request.Content.Headers.ContentType = Json;
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        using Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        return (await JsonSerializer.DeserializeAsync(stream, RawContext.Default.RawAnswer).ConfigureAwait(false))!;
    }
}

internal sealed record RawRequest([property: JsonPropertyName("input")] RawInput Input);

internal sealed record RawInput(
    [property: JsonPropertyName("prompt")] string Prompt,
    [property: JsonPropertyName("size")] string? Size = null,
    [property: JsonPropertyName("quality")] string? Quality = null,
    [property: JsonPropertyName("style")] string? Style = null);

internal sealed record RawAnswer([property: JsonPropertyName("output")] RawOutput Output);

internal sealed record RawOutput(
    [property: JsonPropertyName("urls")] IReadOnlyList<string> Urls,
    [property: JsonPropertyName("b64_json")] IReadOnlyList<RawPicture> Pictures);

internal sealed record RawPicture([property: JsonPropertyName("bytesBase64")] byte[] Bytes, [property: JsonPropertyName("mimeType")] string MimeType);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RawRequest))]
[JsonSerializable(typeof(RawAnswer))]
internal sealed partial class RawContext : JsonSerializerContext;
