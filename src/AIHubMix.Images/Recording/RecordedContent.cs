using System.Net;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Recording;

/// <summary>The body of an answer, which is copied while it is read.</summary>
internal sealed class RecordedContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly Exchange _exchange;

    public RecordedContent(HttpContent inner, Exchange exchange)
    {
        _inner = inner;
        _exchange = exchange;
        foreach ((string name, System.Net.Http.Headers.HeaderStringValues values) in inner.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }

        // A body in memory knows its length without a header.
        Headers.ContentLength ??= inner.Headers.ContentLength;
    }

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new Copied(await _inner.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), _exchange);
        }
        catch (Exception exception)
        {
            _exchange.Fail(exception);
            throw;
        }
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(default);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Stream body = await CreateContentReadStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            await body.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        _inner.Dispose();
        _exchange.Close();
        base.Dispose(disposing);
    }

    private sealed class Copied(Stream inner, Exchange exchange) : ForwardStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int count;
            try
            {
                count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                exchange.Fail(exception);
                throw;
            }

            if (!buffer.IsEmpty)
            {
                exchange.Receive(buffer.Span[..count]);
            }

            return count;
        }

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync().ConfigureAwait(false);
            await base.DisposeAsync().ConfigureAwait(false);
        }

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            exchange.Close();
            base.Dispose(disposing);
        }
    }
}
