using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks.Sources;
using AIHubMix.Images.Recording;
using AIHubMix.Images.Serialization;
using AIHubMix.Images.Tasks;

namespace AIHubMix.Images.Submitting;

/// <summary>The body of one attempt to submit a prediction. It knows whether it was asked for: before that, nothing can have been billed.</summary>
internal sealed class PredictionContent : HttpContent
{
    // A multiple of three, so that the texts of the blocks make one text; and long, so that one thread seldom has to wait for the other.
    private const int BytesOfBlock = 768 * 1024;
    private const int TextOfBlock = BytesOfBlock / 3 * 4;

    private readonly PredictionBody _body;
    private readonly byte[][] _heads = [];
    private readonly long?[] _lengths = [];
    private Stream?[]? _opened;
    private volatile bool _isDisposed;
    private bool _wasWritten;

    public PredictionContent(PredictionBody body)
    {
        _body = body;
        if (body.Splices.Count > 0)
        {
            _heads = [.. body.Splices.Select(splice => splice.IsDataUrl ? Encoding.ASCII.GetBytes(DataUrlImageSourceConverter.HeadOf(splice.Source.MediaType)) : [])];
            _lengths = [.. body.Splices.Select(splice => splice.Source.Length)];
        }

        // Not a value that is shared: handlers of the caller's may change it.
        Headers.TryAddWithoutValidation("Content-Type", "application/json");
    }

    /// <summary>Whether the transport has begun to send the body, or has taken a copy of it.</summary>
    public bool WasAskedFor { get; private set; }

    /// <summary>What takes a copy of the body while it is sent; null for nothing.</summary>
    public BodyCopy? Copy { get; set; }

    /// <summary>What kept the body from ever being complete; null when that was no fault of a picture.</summary>
    public ImageSourceException? Failure { get; private set; }

    /// <summary>The picture that a failure to send is due to, whatever the handlers have made of it; null when it is none.</summary>
    public Exception? FailureBehind(Exception exception) => exception is OperationCanceledException ? null : Failure;

    /// <summary>Opens the files and streams, which gives the body its length.</summary>
    /// <exception cref="ImageSourceException">One cannot be opened.</exception>
    public Task OpenAsync(CancellationToken cancellationToken) =>
        _body.Splices.Count > 0 && _body.Splices.Any(splice => splice.Source.HasToBeOpened) ? KeepOpenAsync(cancellationToken).UnlessCancelledAsync(cancellationToken) : Task.CompletedTask;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        WasAskedFor = true;
        if (Copy is { } copy)
        {
            copy.Restart();
            stream = new CopyingStream(stream, copy);
        }

        if (_lengths.Length > 0)
        {
            return SerializePicturesAsync(stream, cancellationToken);
        }

        _wasWritten = true;
        return stream.WriteAsync(_body.Json, cancellationToken).AsTask();
    }

    private async Task SerializePicturesAsync(Stream stream, CancellationToken cancellationToken)
    {
        var turn = new Turn();
        Task writing = WriteAsync(stream, turn, cancellationToken);
        try
        {
            await writing.UnlessCancelledAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!turn.TryEnd())
        {
            // The stream that is written to may be used for something else as soon as this returns.
            await writing.ConfigureAwait(false);
            throw;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Json.Length;
        for (int index = 0; index < _lengths.Length; index++)
        {
            if (_lengths[index] is not { } bytes)
            {
                length = 0;
                return false;
            }

            length += _heads[index].Length + ((bytes + 2) / 3 * 4);
        }

        return true;
    }

    protected override void Dispose(bool disposing)
    {
        _isDisposed = true;
        CloseUnused();
        base.Dispose(disposing);
    }

    private async Task KeepOpenAsync(CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _opened, await OpenAllAsync(cancellationToken).ConfigureAwait(false));
        if (_isDisposed)
        {
            CloseUnused();
        }
    }

    private void CloseUnused() => CloseAll(Interlocked.Exchange(ref _opened, null) ?? []);

    private static void CloseAll(Stream?[] streams)
    {
        foreach (Stream? stream in streams)
        {
            ImageSource.Close(stream);
        }
    }

    private async Task<Stream?[]> OpenAllAsync(CancellationToken cancellationToken)
    {
        var streams = new Stream?[_lengths.Length];
        try
        {
            for (int index = 0; index < streams.Length; index++)
            {
                if (_body.Splices[index].Source is { HasToBeOpened: true } source)
                {
                    (streams[index], long? length) = await source.OpenAsync(cancellationToken).ConfigureAwait(false);

                    // The first length is the one that was announced.
                    _lengths[index] ??= length;
                }
            }

            return streams;
        }
        catch
        {
            CloseAll(streams);
            throw;
        }
    }

    private async Task WriteAsync(Stream target, Turn turn, CancellationToken cancellationToken)
    {
        Stream?[] streams = [];
        byte[] buffer = ArrayPool<byte>.Shared.Rent(2 * TextOfBlock);
        try
        {
            // The sources are open already, unless the transport asks for the body again.
            streams = Interlocked.Exchange(ref _opened, null) ?? await OpenAllAsync(cancellationToken).ConfigureAwait(false);
            turn.Take(cancellationToken);
            int position = 0;
            for (int index = 0; index < streams.Length; index++)
            {
                Splice splice = _body.Splices[index];
                await target.WriteAsync(_body.Json[position..splice.Position], cancellationToken).ConfigureAwait(false);
                if (splice.IsDataUrl)
                {
                    await target.WriteAsync(_heads[index], cancellationToken).ConfigureAwait(false);
                }

                await (streams[index] is { } stream
                    ? WriteStreamAsync(splice.Source, stream, _lengths[index], target, buffer, turn, cancellationToken)
                    : WriteBytesAsync(splice.Source.Bytes, target, buffer, cancellationToken)).ConfigureAwait(false);
                position = splice.Position;
            }

            _wasWritten = true;
            Failure = null;
            await target.WriteAsync(_body.Json[position..], cancellationToken).ConfigureAwait(false);
        }
        catch (ImageSourceException failure) when (_wasWritten)
        {
            throw new IOException($"The body was asked for once more, but a picture cannot be read again: {failure.InnerException!.Message}", failure.InnerException);
        }
        catch (ImageSourceException failure)
        {
            Failure = failure;
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            CloseAll(streams);
        }
    }

    private static async Task WriteBytesAsync(ReadOnlyMemory<byte> bytes, Stream target, byte[] buffer, CancellationToken cancellationToken)
    {
        // One half of the buffer is filled in another thread while the network takes the other.
        var encoder = new BlockEncoder(bytes, buffer);
        int text = encoder.EncodeNext(0);
        int half = 0;
        while (text > 0)
        {
            int to = TextOfBlock - half;
            ValueTask<int> encoding = encoder.IsAtEnd ? new ValueTask<int>(0) : encoder.EncodeNextAsync(to);
            try
            {
                await target.WriteAsync(buffer.AsMemory(half, text), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                // The buffer goes back to the pool after this.
                text = await encoding.ConfigureAwait(false);
                half = to;
            }
        }
    }

    private static async Task WriteStreamAsync(
        ImageSource source, Stream stream, long? announced, Stream target, byte[] buffer, Turn turn, CancellationToken cancellationToken)
    {
        int count;
        for (long written = 0; ; written += count)
        {
            turn.Give(cancellationToken);
            try
            {
                count = await stream.ReadAtLeastAsync(buffer.AsMemory(TextOfBlock, BytesOfBlock), BytesOfBlock, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                throw source.ToThrow(exception, cancellationToken);
            }

            turn.Take(cancellationToken);
            CheckLength(source, announced, written + count, isAll: count < BytesOfBlock);
            if (count == 0)
            {
                return;
            }

            Base64.EncodeToUtf8(buffer.AsSpan(TextOfBlock, count), buffer.AsSpan(0, TextOfBlock), out _, out int text);
            await target.WriteAsync(buffer.AsMemory(0, text), cancellationToken).ConfigureAwait(false);
            if (count < BytesOfBlock)
            {
                return;
            }
        }
    }

    private static void CheckLength(ImageSource source, long? announced, long bytes, bool isAll)
    {
        if (bytes > announced)
        {
            throw source.ToThrow(new IOException($"It has more than the {announced} bytes that were announced."));
        }

        if (isAll && bytes < announced)
        {
            throw source.ToThrow(new EndOfStreamException($"It ended after {bytes} of the {announced} bytes that were announced."));
        }
    }

    /// <summary>Encodes blocks, one at a time and in another thread if need be, without allocating for each.</summary>
    private sealed class BlockEncoder(ReadOnlyMemory<byte> bytes, byte[] buffer) : IThreadPoolWorkItem, IValueTaskSource<int>
    {
        private ManualResetValueTaskSourceCore<int> _done;
        private ReadOnlyMemory<byte> _rest = bytes;
        private int _to;

        public bool IsAtEnd => _rest.IsEmpty;

        /// <returns>The length of the text.</returns>
        public int EncodeNext(int to)
        {
            ReadOnlyMemory<byte> block = _rest[..Math.Min(_rest.Length, BytesOfBlock)];
            Base64.EncodeToUtf8(block.Span, buffer.AsSpan(to), out _, out int text);
            _rest = _rest[block.Length..];
            return text;
        }

        /// <returns>The length of the text. To be awaited before the next block is begun.</returns>
        public ValueTask<int> EncodeNextAsync(int to)
        {
            _to = to;
            _done.Reset();
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return new ValueTask<int>(this, _done.Version);
        }

        void IThreadPoolWorkItem.Execute()
        {
            try
            {
                _done.SetResult(EncodeNext(_to));
            }
            catch (Exception exception)
            {
                _done.SetException(exception);
            }
        }

        int IValueTaskSource<int>.GetResult(short token) => _done.GetResult(token);

        ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _done.GetStatus(token);

        void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _done.OnCompleted(continuation, state, token, flags);
    }

    /// <summary>Whose turn it is: that of a picture, whose code may not heed a cancellation and can be left alone, or ours, which is waited for.</summary>
    private sealed class Turn
    {
        private const int Theirs = 0;
        private const int Ours = 1;
        private const int Ended = 2;

        private int _turn = Theirs;

        public void Take(CancellationToken cancellationToken)
        {
            if (Interlocked.CompareExchange(ref _turn, Ours, Theirs) == Ended)
            {
                throw new OperationCanceledException(cancellationToken);
            }

            cancellationToken.ThrowIfCancellationRequested();
        }

        public void Give(CancellationToken cancellationToken)
        {
            // The token comes last: a cancellation meets either their turn or this look at it.
            Interlocked.Exchange(ref _turn, Theirs);
            cancellationToken.ThrowIfCancellationRequested();
        }

        public bool TryEnd() => Interlocked.CompareExchange(ref _turn, Ended, Theirs) == Theirs;
    }
}
