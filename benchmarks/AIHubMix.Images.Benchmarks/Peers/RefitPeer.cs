using System.Text.Json;
using Refit;

namespace AIHubMix.Images.Benchmarks.Peers;

/// <summary>Refit at its best: the same source-generated JSON as <see cref="RawPeer"/>, which decodes base64 straight into the bytes.</summary>
internal sealed class RefitPeer(HttpClient http) : IPeer
{
    private readonly IRefitGateway _gateway = RestService.For<IRefitGateway>(
        http, new RefitSettings(new SystemTextJsonContentSerializer(new JsonSerializerOptions(RawContext.Default.Options))));

    public string Name => "Refit 16.4.0";

    public async Task<string> CallAsync()
    {
        RawAnswer answer = await _gateway.DrawAsync(new RawRequest(new RawInput(Inputs.Prompt, "1024x1024", "hd", "natural"))).ConfigureAwait(false);
        return answer.Output.Urls[0];
    }

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
}
