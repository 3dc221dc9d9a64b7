using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Responses;

/// <summary>An answer to a prediction while it is read.</summary>
internal sealed class PredictionAnswer(HttpResponseMessage response, Stream body, GatewayRequest request, CallSettings settings) : IDisposable
{
    public HttpResponseMessage Response => response;

    public GatewayRequest Request => request;

    public CallSettings Settings => settings;

    public string? RequestId { get; } = GatewayTransport.RequestIdOf(response);

    public PredictionScanner Scanner { get; } = new(
        body, response.Content.Headers.ContentType?.MediaType is { } type && type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ? type : null);

    public void Dispose()
    {
        Scanner.Dispose();
        response.Dispose();
    }
}
