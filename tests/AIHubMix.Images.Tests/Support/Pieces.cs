namespace AIHubMix.Images.Tests.Support;

/// <summary>A body of which every read gives a piece at once.</summary>
/// <param name="body">The body.</param>
/// <param name="size">The length of the next piece; null for as much as is asked for.</param>
/// <param name="failure">What comes in the place of the end; null for the end.</param>
internal sealed class Pieces(ReadOnlyMemory<byte> body, Func<int>? size = null, Exception? failure = null) : Stream
{
    private int _position;

    public int Reads { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Pieces of the lengths given, and then the rest.</summary>
    public static Func<int> OfLengths(params int[] lengths)
    {
        int next = 0;
        return () => next < lengths.Length ? lengths[next++] : int.MaxValue;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Reads++;
        int count = Math.Min(buffer.Length, body.Length - _position);
        if (count == 0)
        {
            return failure is null ? ValueTask.FromResult(0) : ValueTask.FromException<int>(failure);
        }

        count = Math.Clamp(size?.Invoke() ?? count, 1, count);
        body.Span.Slice(_position, count).CopyTo(buffer.Span);
        _position += count;
        return ValueTask.FromResult(count);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
