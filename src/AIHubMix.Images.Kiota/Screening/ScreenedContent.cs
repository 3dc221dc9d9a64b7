using System.Net;
using System.Text;

namespace AIHubMix.Images.Kiota.Screening;

/// <summary>The content of an answer in which credentials are blotted out: the core does not know them, and quotes from answers.</summary>
internal sealed class ScreenedContent : HttpContent
{
    /// <summary>What is shorter is no secret, and is common in any text.</summary>
    private const int ShortestSecret = 8;

    /// <summary>A successful answer that is longer has pictures in it, and no complaint about a credential.</summary>
    private const int LongestComplaint = 64 * 1024;

    private readonly HttpContent _inner;
    private readonly IReadOnlyList<byte[]> _secrets;

    private ScreenedContent(HttpContent inner, IReadOnlyList<byte[]> secrets)
    {
        _inner = inner;
        _secrets = secrets;
        foreach ((string name, IEnumerable<string> values) in inner.Headers)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    /// <summary>Blots secrets out of an answer, where it may repeat them.</summary>
    public static void Screen(HttpResponseMessage response, IReadOnlyList<string> secrets)
    {
        if (response.IsSuccessStatusCode && !(response.Content.Headers.ContentLength <= LongestComplaint))
        {
            return;
        }

        byte[][] texts = [.. secrets.Where(secret => secret.Length >= ShortestSecret).Select(Encoding.UTF8.GetBytes)];
        if (texts.Length > 0)
        {
            response.Content = new ScreenedContent(response.Content, texts);
        }
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(default);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken)
    {
        Stream stream = await _inner.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        foreach (byte[] secret in _secrets)
        {
            stream = new ScreeningStream(stream, secret);
        }

        return stream;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Stream body = await CreateContentReadStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            await body.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        }
    }

    // The length stands in the headers, if it is known.
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
