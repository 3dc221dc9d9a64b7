using System.Buffers;

namespace AIHubMix.Images.Results;

/// <summary>Gathers the bytes of a picture in memory: pooled pieces, and one exact array in the end.</summary>
/// <param name="expected">How many bytes are announced; an array of that size is the result as it stands when they come. Null when nobody knows.</param>
internal sealed class PictureBuffer(int? expected = null) : IDisposable
{
    private const int FirstPiece = 64 * 1024;
    private const int LargestPiece = 16 * 1024 * 1024;

    private readonly byte[] _announced = expected is > 0 and var length ? GC.AllocateUninitializedArray<byte>(length) : [];
    private readonly List<(byte[] Bytes, int Used)> _full = [];
    private byte[]? _piece;
    private int _used;
    private int _announcedUsed;
    private int _length;

    /// <summary>Where the next bytes go; never empty.</summary>
    public Memory<byte> GetMemory()
    {
        if (_announcedUsed < _announced.Length)
        {
            return _announced.AsMemory(_announcedUsed);
        }

        if (_piece is null || _used == _piece.Length)
        {
            byte[] next = ArrayPool<byte>.Shared.Rent(Math.Clamp(_length, FirstPiece, LargestPiece));
            if (_piece is not null)
            {
                _full.Add((_piece, _used));
            }

            (_piece, _used) = (next, 0);
        }

        return _piece.AsMemory(_used);
    }

    /// <summary>Takes the first bytes of what <see cref="GetMemory"/> gave last.</summary>
    public void Advance(int count)
    {
        if (_announcedUsed < _announced.Length)
        {
            _announcedUsed += count;
        }
        else
        {
            _used += count;
        }

        _length += count;
    }

    /// <summary>Takes all that a stream still has.</summary>
    public async Task ReadToEndAsync(Stream stream, CancellationToken cancellationToken)
    {
        int read;
        while ((read = await stream.ReadAsync(GetMemory(), cancellationToken).ConfigureAwait(false)) > 0)
        {
            Advance(read);
        }
    }

    /// <summary>All bytes, in an array of their size; gives the pieces back.</summary>
    public byte[] ToArrayAndReturn()
    {
        byte[] all = _announced;
        if (_length != _announced.Length)
        {
            all = GC.AllocateUninitializedArray<byte>(_length);
            Span<byte> rest = all;
            rest = Append(_announced, _announcedUsed, rest);
            foreach ((byte[] bytes, int used) in _full)
            {
                rest = Append(bytes, used, rest);
            }

            Append(_piece ?? [], _used, rest);
        }

        Dispose();
        return all;
    }

    public void Dispose()
    {
        foreach ((byte[] bytes, _) in _full)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }

        _full.Clear();
        if (_piece is not null)
        {
            ArrayPool<byte>.Shared.Return(_piece);
            _piece = null;
        }

        (_used, _announcedUsed, _length) = (0, 0, 0);
    }

    private static Span<byte> Append(byte[] bytes, int used, Span<byte> rest)
    {
        bytes.AsSpan(0, used).CopyTo(rest);
        return rest[used..];
    }
}
