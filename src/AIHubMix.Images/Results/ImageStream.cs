using System.Buffers;

namespace AIHubMix.Images;

/// <summary>One picture while it is read: its bytes from first to last, never more than a part of them in memory.</summary>
/// <remarks>Not safe to use from several threads at once. Dispose it, even when it was read to its end.</remarks>
public sealed class ImageStream : Stream
{
    private const int MostFirstBytes = 64 * 1024;

    private readonly Stream _inner;
    private byte[]? _first;
    private int _firstUsed;
    private int _firstLength;
    private bool _isDisposed;

    private ImageStream(Stream inner, int number, Uri? url, string? declaredType)
    {
        _inner = inner;
        Number = number;
        Url = url;
        DeclaredType = declaredType;
    }

    /// <summary>Type and pixel size as the first bytes say; null when they are of no known type.</summary>
    public ImageHeader? Header { get; private set; }

    /// <summary>Whether the bytes are of the type that the gateway named; null when it named none, or the bytes are of no known type.</summary>
    public bool? IsOfDeclaredType => Header?.Is(DeclaredType);

    /// <summary>The type as the gateway named it, such as <c>png</c>; null when it named none. <see cref="Header"/> tells what the bytes really are.</summary>
    public string? DeclaredType { get; }

    /// <summary>Where the picture is fetched; null when its bytes come with the answer.</summary>
    public Uri? Url { get; }

    /// <summary>The place of the picture among those of the call, from 1.</summary>
    public int Number { get; }

    /// <inheritdoc/>
    public override bool CanRead => !_isDisposed;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException("The length of a picture that is being read is not known.");

    /// <inheritdoc/>
    public override long Position { get => throw OneWay(); set => throw OneWay(); }

    /// <inheritdoc/>
#pragma warning disable RS0027 // The overloads are those of every stream.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
#pragma warning restore RS0027
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_first is null)
        {
            return _inner.ReadAsync(buffer, cancellationToken);
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<int>(cancellationToken);
        }

        int count = Math.Min(buffer.Length, _firstLength - _firstUsed);
        _first.AsSpan(_firstUsed, count).CopyTo(buffer.Span);
        _firstUsed += count;
        if (_firstUsed == _firstLength)
        {
            ReturnFirst();
        }

        return ValueTask.FromResult(count);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <summary>Reads like <see cref="ReadAsync(Memory{byte}, CancellationToken)"/>, and blocks the thread while it waits for the network.</summary>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="offset">Where in <paramref name="buffer"/> they begin.</param>
    /// <param name="count">The most bytes to read.</param>
    /// <returns>The number of bytes read; 0 at the end.</returns>
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw OneWay();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw OneWay();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw OneWay();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (Leave())
        {
            await _inner.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Takes a stream over, closes it when this fails, and reads what its header needs.</summary>
    internal static async ValueTask<ImageStream> OpenAsync(Stream inner, int number, Uri? url, string? declaredType, CancellationToken cancellationToken)
    {
        var picture = new ImageStream(inner, number, url, declaredType);
        try
        {
            await picture.ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
            return picture;
        }
        catch
        {
            await picture.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && Leave())
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static NotSupportedException OneWay() => new("A picture is read from its first byte to its last, and cannot be written.");

    private async ValueTask ReadHeaderAsync(CancellationToken cancellationToken)
    {
        _first = ArrayPool<byte>.Shared.Rent(MostFirstBytes);
        while (_firstLength < MostFirstBytes && Header is not { Width: > 0, Height: > 0 })
        {
            int count = await _inner.ReadAsync(_first.AsMemory(_firstLength, MostFirstBytes - _firstLength), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                break;
            }

            _firstLength += count;
            Header = ImageHeader.TryRead(_first.AsSpan(0, _firstLength), out ImageHeader header) ? header : null;
        }

        if (_firstLength == 0)
        {
            ReturnFirst();
        }
    }

    private bool Leave()
    {
        bool leaves = !_isDisposed;
        _isDisposed = true;
        ReturnFirst();
        return leaves;
    }

    private void ReturnFirst()
    {
        if (Interlocked.Exchange(ref _first, null) is { } first)
        {
            ArrayPool<byte>.Shared.Return(first);
        }
    }
}
