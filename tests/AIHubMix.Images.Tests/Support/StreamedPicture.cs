namespace AIHubMix.Images.Tests.Support;

/// <summary>A picture in streams that count how often they are opened and closed, and that fail or wait where they are told to.</summary>
internal sealed class StreamedPicture(byte[] bytes)
{
    private int _opened;
    private int _closed;

    public int Opened => Volatile.Read(ref _opened);

    public int Closed => Volatile.Read(ref _closed);

    /// <summary>Whether the streams can tell their length.</summary>
    public bool CanSeek { get; init; }

    /// <summary>The most bytes of one read.</summary>
    public int Portion { get; init; } = int.MaxValue;

    /// <summary>What happens when the picture is opened for the given time.</summary>
    public Func<int, CancellationToken, Task> Opening { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>What happens before a read: given which stream it is and how many bytes of it were read.</summary>
    public Func<int, long, CancellationToken, Task> Reading { get; init; } = (_, _, _) => Task.CompletedTask;

    /// <summary>What happens when a stream is closed.</summary>
    public Func<ValueTask> Closing { get; init; } = () => default;

    public ImageSource Source(long? length = null) => ImageSource.FromStream(OpenAsync, length);

    private async ValueTask<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        int number = Interlocked.Increment(ref _opened);
        try
        {
            await Opening(number, cancellationToken);
        }
        catch
        {
            Interlocked.Increment(ref _closed);
            throw;
        }

        return new Watched(this, number, bytes);
    }

    private sealed class Watched(StreamedPicture picture, int number, byte[] bytes) : MemoryStream(bytes)
    {
        private long _read;
        private bool _isClosed;

        public override bool CanSeek => picture.CanSeek;

        public override long Length => CanSeek ? base.Length : throw new NotSupportedException();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await picture.Reading(number, _read, cancellationToken);
            int count = Read(buffer.Span[..Math.Min(buffer.Length, picture.Portion)]);
            _read += count;
            return count;
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await picture.Closing();
        }

        protected override void Dispose(bool disposing)
        {
            if (!_isClosed)
            {
                _isClosed = true;
                Interlocked.Increment(ref picture._closed);
            }

            base.Dispose(disposing);
        }
    }
}
