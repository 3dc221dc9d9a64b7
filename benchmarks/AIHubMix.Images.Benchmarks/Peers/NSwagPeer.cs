using System.Text.Json;
using AIHubMix.Images.Benchmarks.Peers.Stock;

namespace AIHubMix.Images.Benchmarks.Peers;

/// <summary>What NSwag's own templates make of the document at build.</summary>
/// <remarks>It sends what the gateway refuses: <c>"size":"_1024x1024"</c>, <c>"quality":"Hd"</c>, and every default along with them. It leaves <c>output</c> as JSON, so a list there,
/// which most models answer with, is an exception, and an object has the picture decoded straight from its bytes.</remarks>
internal sealed class NSwagPeer(HttpClient http, Uri endpoint) : IPeer
{
    private readonly StockClient _client = new(http) { BaseUrl = endpoint.AbsoluteUri };

    public string Name => "NSwag 14.7.1";

    public async Task<string> CallAsync()
    {
        PredictionResponse answer = await _client.PredictDallE3Async(new DallE3Request
        {
            Input = new Stock.DallE3Input { Prompt = Inputs.Prompt, Size = DallE3InputSize._1024x1024, Quality = DallE3InputQuality.Hd, Style = DallE3InputStyle.Natural },
        }).ConfigureAwait(false);
        return Output(answer, "urls")[0].GetString()!;
    }

    public async Task<ReadOnlyMemory<byte>> GenerateAsync()
    {
        PredictionResponse answer = await _client.PredictGptImage1Async(new GptImageRequest { Input = new Stock.GptImageInput { Prompt = Inputs.Prompt } }).ConfigureAwait(false);
        return Output(answer, "b64_json")[0].GetProperty("bytesBase64").GetBytesFromBase64();
    }

    private static JsonElement Output(PredictionResponse answer, string name) => (JsonElement)answer.Output.AdditionalProperties[name];
}
