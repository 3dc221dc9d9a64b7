using System.Net;
using System.Net.Http.Headers;

namespace AIHubMix.Images.Benchmarks.Servers;

/// <summary>A gateway without a network: it has the request written, to nowhere, and answers with bytes made beforehand.</summary>
internal sealed class MemoryHandler(byte[] gatewayBody, byte[] openAIBody) : HttpMessageHandler
{
    private readonly MediaTypeHeaderValue _mediaType = new("application/json");

    /// <summary>The status of every answer.</summary>
    public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

    /// <summary>The type of every answer.</summary>
    public string MediaType { init => _mediaType = new MediaTypeHeaderValue(value); }

    /// <summary>What answers a small call.</summary>
    public static MemoryHandler ForSmallCalls() => new(SmallBodies.Gateway, SmallBodies.OpenAI);

    /// <summary>What answers with a picture of so many MiB.</summary>
    public static MemoryHandler ForPictures(int mebibytes) => new(Picture.InGatewayBody(mebibytes), Picture.InOpenAIBody(mebibytes));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } sent)
        {
            await sent.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        }

        byte[] body = IsOpenAI(request.RequestUri!.AbsolutePath) ? openAIBody : gatewayBody;
        var response = new HttpResponseMessage(Status) { Content = new StreamContent(new MemoryStream(body, writable: false)), RequestMessage = request };
        response.Content.Headers.ContentType = _mediaType;
        return response;
    }

    /// <summary>Whether a path is one of OpenAI's own API.</summary>
    public static bool IsOpenAI(string path) => path.EndsWith("/images/generations", StringComparison.Ordinal);
}
