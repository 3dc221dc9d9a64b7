using AIHubMix.Images.Kiota.Streams;

namespace AIHubMix.Images.Kiota.Screening;

/// <summary>Reads another stream, with a secret replaced by as many asterisks. Bytes that may be the beginning of it are held back until it is known.</summary>
internal sealed class ScreeningStream(Stream inner, byte[] secret) : ForwardOnlyStream
{
    private const int Chunk = 4096;

    private readonly byte[] _buffer = new byte[Chunk + secret.Length];
    private int _start;
    private int _ready;
    private int _end;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_start == _ready && !buffer.IsEmpty)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _ready, _end) = (0, 0, _end - _start);
            int count = await inner.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _end += count;
            _ready = count == 0 ? _end : Screen();
            if (_end == 0)
            {
                return 0;
            }
        }

        int given = Math.Min(buffer.Length, _ready - _start);
        _buffer.AsMemory(_start, given).CopyTo(buffer);
        _start += given;
        return given;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <returns>The end of what cannot be the beginning of the secret.</returns>
    private int Screen()
    {
        Span<byte> text = _buffer.AsSpan(0, _end);
        for (int at; (at = text.IndexOf(secret)) >= 0;)
        {
            text.Slice(at, secret.Length).Fill((byte)'*');
        }

        int held = Math.Min(secret.Length - 1, text.Length);
        while (held > 0 && !text[^held..].SequenceEqual(secret.AsSpan(0, held)))
        {
            held--;
        }

        return _end - held;
    }
}
