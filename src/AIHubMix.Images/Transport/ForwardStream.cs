namespace AIHubMix.Images.Transport;

/// <summary>A stream that is read from its first byte to its last, and without blocking.</summary>
internal abstract class ForwardStream : Stream
{
    public sealed override bool CanRead => true;

    public sealed override bool CanSeek => false;

    public sealed override bool CanWrite => false;

    public sealed override long Length => throw new NotSupportedException();

    public sealed override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public sealed override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public sealed override void Flush() => throw new NotSupportedException();

    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public sealed override void SetLength(long value) => throw new NotSupportedException();

    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

#pragma warning disable RS0030 // The source was made with the clock.
    /// <summary>Ends what waits on a source after a time, by the clock that the source was made with.</summary>
    protected static void CancelAfter(CancellationTokenSource source, TimeSpan delay) => source.CancelAfter(delay);
#pragma warning restore RS0030
}
