using System.IO.Pipelines;
using AIHubMix.Images.Kiota.Streams;

namespace AIHubMix.Images.Kiota.Adapter;

/// <summary>The body of a request as the stream that Kiota wants, made while it is read and never whole in memory. It can be sent once: an adapter that tries a second time fails.</summary>
internal sealed class BodyStream(HttpContent content) : ForwardOnlyStream
{
    // Much more than one write of the body is pointless; less makes the two sides wait for each other.
    private static readonly PipeOptions Buffering = new(pauseWriterThreshold: 256 * 1024, resumeWriterThreshold: 128 * 1024, minimumSegmentSize: 64 * 1024, useSynchronizationContext: false);

    private const int Untouched = 0;
    private const int AskedFor = 1;
    private const int Revoked = 2;

    private readonly CancellationTokenSource _end = new();
    private Pipe? _pipe;
    private int _state;

    /// <summary>Whether it was begun to be sent.</summary>
    public bool WasAskedFor => Volatile.Read(ref _state) == AskedFor;

    /// <summary>Keeps the body from being sent at all.</summary>
    /// <returns>False when it was begun to be sent.</returns>
    public bool TryRevoke() => Interlocked.CompareExchange(ref _state, Revoked, Untouched) != AskedFor;

    // HttpClient copies the stream into its connection: the body is written there itself.
    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        if (_pipe is not null)
        {
            await base.CopyToAsync(destination, bufferSize, cancellationToken).ConfigureAwait(false);
            return;
        }

        Begin();
        await content.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_pipe is null)
        {
            Begin();
            _pipe = new Pipe(Buffering);
            _ = WriteAsync(_pipe.Writer);
        }

        ReadResult result = await _pipe.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        int count = (int)Math.Min(result.Buffer.Length, buffer.Length);
        CopyTo(result, count, buffer.Span);
        _pipe.Reader.AdvanceTo(result.Buffer.GetPosition(count));
        return count;
    }

    /// <summary>Ends the writing of a body that nobody reads any more.</summary>
    public void End()
    {
        _end.Cancel();
        _pipe?.Reader.Complete();
    }

    // One that copies goes on after the answer has begun, as an HttpClient does with any body.
    protected override void Dispose(bool disposing)
    {
        if (_pipe is not null)
        {
            End();
        }

        base.Dispose(disposing);
    }

    private static void CopyTo(ReadResult result, int count, Span<byte> target)
    {
        foreach (ReadOnlyMemory<byte> segment in result.Buffer.Slice(0, count))
        {
            segment.Span.CopyTo(target);
            target = target[segment.Length..];
        }
    }

    private void Begin()
    {
        switch (Interlocked.CompareExchange(ref _state, AskedFor, Untouched))
        {
            case AskedFor:
                throw new InvalidOperationException("The request adapter tried to send a request a second time. When to send again is for the client's Retry options to say.");
            case Revoked:
                throw new OperationCanceledException("The call has ended before its request was sent.");
            default:
                return;
        }
    }

    private async Task WriteAsync(PipeWriter writer)
    {
        try
        {
            await content.CopyToAsync(writer.AsStream(leaveOpen: true), _end.Token).ConfigureAwait(false);
            await writer.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await writer.CompleteAsync(exception).ConfigureAwait(false);
        }
    }
}
