using System.Buffers;
using AIHubMix.Images.Submitting;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Submitting;

/// <summary>A large picture takes no more memory to send than a small one.</summary>
[Collection(nameof(Allocations))]
public sealed class PictureAllocationTests
{
    private const int MostAllocated = 64 * 1024;
    private const int Megabyte = 1024 * 1024;

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bytes")]
    [InlineData("file")]
    [InlineData("stream")]
    [InlineData("waiting stream")]
    public async Task CopyToAsync_LargePicture_AllocatesNoMoreThanASmallOne(string kind)
    {
        using var folder = new TemporaryFolder();
        long small = await AllocatedAsync(folder, kind, 100);
        foreach (int size in (int[])[8 * Megabyte, 32 * Megabyte])
        {
            long large = await AllocatedAsync(folder, kind, size);

            Assert.True(large - small <= MostAllocated, $"{size} bytes took {large} bytes of memory, 100 took {small}.");
        }
    }

    private static async Task<long> AllocatedAsync(TemporaryFolder folder, string kind, int size)
    {
        string path = folder.PathOf($"{size}");
        await using (FileStream file = File.Create(path))
        {
            file.SetLength(size);
        }

        var source = kind switch
        {
            "bytes" => ImageSource.FromBytes(new byte[size]),
            "file" => ImageSource.FromFile(path),
            "stream" => ImageSource.FromStream(_ => new ValueTask<Stream>(new Zeros(size, isWaiting: false))),
            _ => ImageSource.FromStream(_ => new ValueTask<Stream>(new Zeros(size, isWaiting: true))),
        };

        // The least of several: the machinery of the test and of the runtime allocates now and then.
        long least = long.MaxValue;
        for (int time = 0; time < 4; time++)
        {
            FillThePool();
            long before = GC.GetTotalAllocatedBytes(precise: true);
            PredictionBody body = PredictionBody.Write(new GptImageInput { Prompt = "x", Image = source }, InputJson.TypeInfo<GptImageInput>());
            using (var content = new PredictionContent(body))
            {
                await content.OpenAsync(Cancel);
                await content.CopyToAsync(Stream.Null, Cancel);
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }

    // A thread that has no array of its own yet takes one from what others have given back, and makes one only if there is none.
    private static void FillThePool()
    {
        foreach (byte[] array in Enumerable.Range(0, 8).Select(_ => ArrayPool<byte>.Shared.Rent(64 * 1024)).ToArray())
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    /// <summary>Zeros without an array for them. One that waits goes on in another thread after each read.</summary>
    private sealed class Zeros(int size, bool isWaiting) : Stream
    {
        private readonly Waiting? _waiting = isWaiting ? new Waiting() : null;
        private int _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int count = Math.Min(buffer.Length, size - _read);
            buffer.Span[..count].Clear();
            _read += count;
            return _waiting is null ? new ValueTask<int>(count) : _waiting.For(count);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class Waiting : System.Threading.Tasks.Sources.IValueTaskSource<int>, IThreadPoolWorkItem
    {
        private System.Threading.Tasks.Sources.ManualResetValueTaskSourceCore<int> _core;
        private int _count;

        public ValueTask<int> For(int count)
        {
            _core.Reset();
            _count = count;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return new ValueTask<int>(this, _core.Version);
        }

        public void Execute() => _core.SetResult(_count);

        public int GetResult(short token) => _core.GetResult(token);

        public System.Threading.Tasks.Sources.ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, System.Threading.Tasks.Sources.ValueTaskSourceOnCompletedFlags flags) =>
            _core.OnCompleted(continuation, state, token, flags);
    }
}
