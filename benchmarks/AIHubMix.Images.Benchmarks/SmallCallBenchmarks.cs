using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using BenchmarkDotNet.Attributes;

namespace AIHubMix.Images.Benchmarks;

/// <summary>One call that is answered with a URL, over a handler in memory: the client beside HttpClient and source-generated JSON written by hand.</summary>
[MemoryDiagnoser]
public class SmallCallBenchmarks
{
    private static readonly byte[] Answer = """{"output":[{"url":"https://example.com/results/deer.png"}]}"""u8.ToArray();

    private readonly HttpMessageInvoker _invoker = new(new MemoryHandler());
    private AIHubMixClient? _client;

    [GlobalSetup]
    public void Setup() => _client = new AIHubMixClient("sk-benchmark", new AIHubMixClientOptions { HttpInvoker = _invoker });

    [Benchmark(Baseline = true)]
    public async Task<string> Raw()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://aihubmix.com/v1/models/bfl/flux-kontext-max/predictions")
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(
                new RawRequest(new RawInput(Inputs.Small.Prompt, Inputs.Small.AspectRatio!, Inputs.Small.SafetyTolerance!.Value)), RawContext.Default.RawRequest)),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sk-benchmark");
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await _invoker.SendAsync(request, default).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        await using Stream body = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        RawResponse? answer = await JsonSerializer.DeserializeAsync(body, RawContext.Default.RawResponse).ConfigureAwait(false);
        return answer!.Output[0].Url;
    }

    [Benchmark]
    public async Task<string> Client()
    {
        ImageResult result = await _client!.GenerateAsync(ImageModels.FluxKontextMax, Inputs.Small).ConfigureAwait(false);
        return result.Images[0].Url!.OriginalString;
    }

    private sealed class MemoryHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Answer) };
            response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return Task.FromResult(response);
        }
    }
}

internal sealed record RawRequest([property: JsonPropertyName("input")] RawInput Input);

internal sealed record RawInput(
    [property: JsonPropertyName("prompt")] string Prompt,
    [property: JsonPropertyName("aspect_ratio")] string AspectRatio,
    [property: JsonPropertyName("safety_tolerance")] int SafetyTolerance);

internal sealed record RawResponse([property: JsonPropertyName("output")] IReadOnlyList<RawItem> Output);

internal sealed record RawItem([property: JsonPropertyName("url")] string Url);

[JsonSerializable(typeof(RawRequest))]
[JsonSerializable(typeof(RawResponse))]
internal sealed partial class RawContext : JsonSerializerContext;
