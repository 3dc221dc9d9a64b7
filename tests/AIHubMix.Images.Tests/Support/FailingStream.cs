namespace AIHubMix.Images.Tests.Support;

/// <summary>A body that serves its beginning and then fails, or never goes on.</summary>
internal sealed class FailingStream(byte[] beginning, Exception? failure) : Stream
{
    private bool _served;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>An answer of status 200 that breaks off after its beginning.</summary>
    public static Func<CancellationToken, Task<HttpResponseMessage>> BreakingOff(byte[] beginning, Exception failure) =>
        _ => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new FailingStream(beginning, failure)) });

    /// <summary>An answer of status 200 of which nothing comes after its beginning.</summary>
    public static Func<CancellationToken, Task<HttpResponseMessage>> Stalling(byte[] beginning) =>
        _ => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new FailingStream(beginning, null)) });

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_served && beginning.Length > 0)
        {
            _served = true;
            beginning.CopyTo(buffer);
            return beginning.Length;
        }

        return failure is null ? await Never(cancellationToken) : throw failure;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    private static Task<int> Never(CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource<int>();
        cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        return never.Task;
    }
}
