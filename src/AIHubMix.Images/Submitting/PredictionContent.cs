using System.Net;
using System.Net.Http.Headers;

namespace AIHubMix.Images.Submitting;

/// <summary>The body of one attempt to submit a prediction. It knows whether it was asked for: before that, nothing can have been billed.</summary>
internal sealed class PredictionContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _body;

    public PredictionContent(ReadOnlyMemory<byte> body)
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>Whether the transport has begun to send the body, or has taken a copy of it.</summary>
    public bool WasAskedFor { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        WasAskedFor = true;
        await stream.WriteAsync(_body, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
