using System.Net;
using System.Net.Http.Headers;

namespace AIHubMix.Images.Simulator;

/// <summary>The content of an answer, streamed as it comes, which tells the clock of every read and of its disposal.</summary>
internal sealed class WatchedContent : HttpContent
{
    private readonly HttpContent _content;
    private readonly SimulatorClock.Flight _flight;

    public WatchedContent(HttpContent content, SimulatorClock.Flight flight)
    {
        _content = content;
        _flight = flight;
        foreach ((string name, HeaderStringValues values) in content.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new WatchedStream(await _content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), _flight);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Stream source = await CreateContentReadStreamAsync(cancellationToken).ConfigureAwait(false);
        await source.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _content.Headers.ContentLength ?? 0;
        return _content.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            _flight.End();
        }

        base.Dispose(disposing);
    }

    private sealed class WatchedStream(Stream stream, SimulatorClock.Flight flight) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            flight.Reading(cancellationToken);
            int read = 0;
            try
            {
                read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                return read;
            }
            finally
            {
                flight.Read(read);
            }
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count)
        {
            flight.Reading(CancellationToken.None);
            int read = 0;
            try
            {
                read = stream.Read(buffer, offset, count);
                return read;
            }
            finally
            {
                flight.Read(read);
            }
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                stream.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
