namespace AIHubMix.Images.Tests.Support;

/// <summary>The body of an answer that comes in given pieces, each from code that may also fail, wait or never return.</summary>
internal sealed class ChunkedBody(params Func<CancellationToken, Task<byte[]>>[] chunks) : HttpContent
{
    /// <summary>How many bytes have been read.</summary>
    public long Served { get; private set; }

    /// <summary>The pieces one after the other, then the failure; the end where there is none.</summary>
    public static ChunkedBody Of(Exception? failure, params byte[][] chunks) => new(
    [
        .. chunks.Select(chunk => (Func<CancellationToken, Task<byte[]>>)(_ => Task.FromResult(chunk))),
        .. failure is null ? [] : (Func<CancellationToken, Task<byte[]>>[])[_ => Task.FromException<byte[]>(failure)],
    ]);

    /// <summary>An answer of status 200 that breaks off after its beginning.</summary>
    public static Func<CancellationToken, Task<HttpResponseMessage>> BreakingOff(byte[] beginning, Exception failure) =>
        _ => Task.FromResult(new HttpResponseMessage { Content = Of(failure, beginning) });

    /// <summary>An answer of status 200 of which nothing comes after its beginning.</summary>
    public static Func<CancellationToken, Task<HttpResponseMessage>> Stalling(byte[] beginning) =>
        _ => Task.FromResult(new HttpResponseMessage { Content = new ChunkedBody(_ => Task.FromResult(beginning), Network.NeverAsync<byte[]>) });

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new Body(this, chunks));

    protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => throw new NotSupportedException();

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private sealed class Body(ChunkedBody owner, Func<CancellationToken, Task<byte[]>>[] chunks) : Stream
    {
        private int _next;
        private ReadOnlyMemory<byte> _rest;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (_rest.IsEmpty && _next < chunks.Length)
            {
                _rest = await chunks[_next++](cancellationToken);
            }

            int count = Math.Min(buffer.Length, _rest.Length);
            _rest[..count].CopyTo(buffer);
            _rest = _rest[count..];
            owner.Served += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
