using System.Buffers;

namespace AIHubMix.Images.Results;

/// <summary>Gathers bytes of unknown number in pooled segments, to make one array of exactly their number.</summary>
internal sealed class PictureBuffer : IDisposable
{
    private const int FirstSegment = 64 * 1024;
    private const int LargestSegment = 1024 * 1024;

    private readonly List<byte[]> _full = [];
    private byte[] _segment = [];
    private int _used;
    private long _length;

    /// <summary>Where the next bytes go; never empty.</summary>
    public Memory<byte> GetMemory()
    {
        if (_used == _segment.Length)
        {
            if (_used > 0)
            {
                _full.Add(_segment);
            }

            _segment = ArrayPool<byte>.Shared.Rent(Math.Clamp(_used * 2, FirstSegment, LargestSegment));
            _used = 0;
        }

        return _segment.AsMemory(_used);
    }

    /// <summary>Counts bytes that were written to <see cref="GetMemory"/>.</summary>
    public void Advance(int count)
    {
        _used += count;
        _length += count;
    }

    /// <summary>All the bytes in one array; the segments go back to the pool.</summary>
    public byte[] ToArrayAndReturn()
    {
        byte[] all = GC.AllocateUninitializedArray<byte>(checked((int)_length));
        int position = 0;
        foreach (byte[] segment in _full)
        {
            segment.CopyTo(all, position);
            position += segment.Length;
        }

        _segment.AsSpan(0, _used).CopyTo(all.AsSpan(position));
        Dispose();
        return all;
    }

    public void Dispose()
    {
        foreach (byte[] segment in _full)
        {
            ArrayPool<byte>.Shared.Return(segment);
        }

        if (_segment.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_segment);
        }

        _full.Clear();
        _segment = [];
        _used = 0;
        _length = 0;
    }
}
