using System.Net.Http.Headers;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Responses;

/// <summary>An answer to a prediction while it is read.</summary>
internal sealed class PredictionAnswer(HttpResponseMessage response, Stream body, GatewayRequest request, CallSettings settings, string? requestId) : IDisposable
{
    public HttpResponseMessage Response => response;

    public GatewayRequest Request => request;

    public CallSettings Settings => settings;

    public string? RequestId => requestId;

    public PredictionScanner Scanner { get; } = new(body, ImageTypeOf(response.Content.Headers));

    public void Dispose()
    {
        Scanner.Dispose();
        response.Dispose();
    }

    // Parsed only when it is of use.
    private static string? ImageTypeOf(HttpContentHeaders headers) =>
        headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues values) && values.ToString().StartsWith("image/", StringComparison.OrdinalIgnoreCase)
            ? headers.ContentType?.MediaType
            : null;
}
