using System.Runtime.CompilerServices;

namespace AIHubMix.Images.Responses;

/// <summary>The current picture of a scanner as a stream. Closing it leaves the scanner open: the next picture may follow.</summary>
/// <param name="scanner">The scanner, at a picture.</param>
/// <param name="translate">What a failure is told as; null for as it is.</param>
internal sealed class ScannedPicture(PredictionScanner scanner, Func<Exception, Exception>? translate = null) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await scanner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (translate?.Invoke(exception) is { } told && told != exception)
        {
            throw told;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
