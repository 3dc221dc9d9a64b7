using System.Text.Json;
using System.Text.Json.Serialization;
using Refit;

namespace AIHubMix.Images.Benchmarks.Bodies.Peers;

/// <summary>Refit at its best: source-generated JSON that decodes base64 straight into the bytes.</summary>
internal sealed class RefitPeer(HttpClient http) : IPeer
{
    private readonly IRefitGateway _gateway = RestService.For<IRefitGateway>(
        http, new RefitSettings(new SystemTextJsonContentSerializer(new JsonSerializerOptions { TypeInfoResolver = RefitContext.Default })));

    public string Name => "Refit 16.4.0";

    public async Task<ReadOnlyMemory<byte>> GenerateAsync()
    {
        RefitAnswer answer = await _gateway.PredictAsync(new RefitRequest(new RefitInput("A deer drinking in the lake"))).ConfigureAwait(false);
        return answer.Output.Pictures[0].Bytes;
    }
}

internal interface IRefitGateway
{
    [Post("/v1/models/opanai/gpt-image-1/predictions")]
    Task<RefitAnswer> PredictAsync([Body] RefitRequest request);
}

internal sealed record RefitRequest([property: JsonPropertyName("input")] RefitInput Input);

internal sealed record RefitInput([property: JsonPropertyName("prompt")] string Prompt);

internal sealed record RefitAnswer([property: JsonPropertyName("output")] RefitOutput Output);

internal sealed record RefitOutput([property: JsonPropertyName("b64_json")] IReadOnlyList<RefitPicture> Pictures);

internal sealed record RefitPicture([property: JsonPropertyName("bytesBase64")] byte[] Bytes, [property: JsonPropertyName("mimeType")] string MimeType);

[JsonSerializable(typeof(RefitRequest))]
[JsonSerializable(typeof(RefitAnswer))]
internal sealed partial class RefitContext : JsonSerializerContext;
