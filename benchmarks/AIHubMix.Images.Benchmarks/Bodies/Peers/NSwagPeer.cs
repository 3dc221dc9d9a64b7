using System.Text.Json;
using AIHubMix.Images.Benchmarks.Bodies.Peers.Stock;

namespace AIHubMix.Images.Benchmarks.Bodies.Peers;

/// <summary>What NSwag's own templates make of the document at build. They leave <c>output</c> as JSON, which has the picture decoded straight from its bytes.</summary>
internal sealed class NSwagPeer(HttpClient http, Uri endpoint) : IPeer
{
    private readonly StockClient _client = new(http) { BaseUrl = endpoint.AbsoluteUri };

    public string Name => "NSwag 14.7.1";

    public async Task<ReadOnlyMemory<byte>> GenerateAsync()
    {
        PredictionResponse answer = await _client.PredictGptImage1Async(new GptImageRequest { Input = new Stock.GptImageInput { Prompt = "A deer drinking in the lake" } }).ConfigureAwait(false);
        return ((JsonElement)answer.Output.AdditionalProperties["b64_json"])[0].GetProperty("bytesBase64").GetBytesFromBase64();
    }
}
