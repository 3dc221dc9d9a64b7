using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Results;

public sealed class ImageStreamTests
{
    private static readonly byte[] Picture = [.. Pictures.Jpeg(640, 480, 0xC0, Pictures.JpegSegment(0xE1, 5000)), .. new byte[100_000]];

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(200_000)]
    public async Task OpenAsync_HeaderInSeveralPieces_IsReadToItsSizeAndNoFurther(int size)
    {
        var body = ChunkedBody.Of(null, [.. Picture.Chunk(size)]);

        await using ImageStream picture = await OpenAsync(body);

        Assert.Equal(new ImageHeader("image/jpeg", "jpg", 640, 480), picture.Header);
        Assert.InRange(body.Served, 5015, size == 200_000 ? 65_536 : 5014 + size);
        Assert.Equal((2, "jpeg", null), (picture.Number, picture.DeclaredType, picture.Url));
        Assert.Equal(Picture, await BytesOf(picture));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 100)]
    [InlineData(100_000, 65_536)]
    public async Task OpenAsync_NoPicture_HasNoHeaderAndAllItsBytes(int length, int looked)
    {
        var body = ChunkedBody.Of(null, [.. new byte[length].Chunk(1000)]);

        await using ImageStream picture = await OpenAsync(body);

        Assert.Null(picture.Header);
        Assert.Equal(looked, body.Served);
        Assert.Equal(new byte[length], await BytesOf(picture));
    }

    [Fact]
    public async Task OpenAsync_Fails_ClosesTheStreamItTookOver()
    {
        var inner = new Watched(_ => throw new IOException("Connection reset."));

        await Assert.ThrowsAsync<IOException>(() => ImageStream.OpenAsync(inner, 1, null, null, CancellationToken.None).AsTask());

        Assert.Equal(1, inner.Closed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_Twice_ClosesOnceAndEndsReading(bool atOnce)
    {
        var inner = new Watched(buffer => { Pictures.Png().CopyTo(buffer); return 24; });
        ImageStream picture = await ImageStream.OpenAsync(inner, 1, null, null, CancellationToken.None);
        Assert.True(picture.CanRead);

        for (int times = 0; times < 2; times++)
        {
            if (atOnce)
            {
#pragma warning disable CA1849 // What is tried here.
                picture.Dispose();
#pragma warning restore CA1849
            }
            else
            {
                await picture.DisposeAsync();
            }
        }

        Assert.Equal(1, inner.Closed);
        Assert.False(picture.CanRead);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => picture.ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask());
    }

    [Fact]
    public async Task ReadAsync_AfterTheFirstBytes_GoesStraightIntoTheCallersMemory()
    {
        Memory<byte> given = default;
        int reads = 0;
        var inner = new Watched(buffer =>
        {
            given = buffer;
            Pictures.Png().CopyTo(buffer);
            return reads++ == 0 ? 24 : 10;
        });
        await using ImageStream picture = await ImageStream.OpenAsync(inner, 1, null, null, CancellationToken.None);
        Memory<byte> mine = new byte[30];

        Assert.Equal(24, await picture.ReadAsync(mine, TestContext.Current.CancellationToken));
        Assert.Equal(10, await picture.ReadAsync(mine, TestContext.Current.CancellationToken));
        Assert.Equal(mine, given);
    }

    [Fact]
    public async Task Read_Blocking_GivesTheSame()
    {
        await using ImageStream picture = await OpenAsync(ChunkedBody.Of(null, [.. Picture.Chunk(1000)]));
        var copy = new MemoryStream();

#pragma warning disable CA1849 // What is tried here.
        picture.CopyTo(copy);
#pragma warning restore CA1849

        Assert.Equal(Picture, copy.ToArray());
    }

    [Fact]
    public async Task ReadAsync_CancelledBefore_TakesNothing()
    {
        await using ImageStream picture = await OpenAsync(ChunkedBody.Of(null, Picture));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => picture.ReadAsync(new byte[10], new CancellationToken(canceled: true)).AsTask());

        Assert.Equal(Picture, await BytesOf(picture));
    }

    [Fact]
    public async Task Members_OfOtherStreams_AreRefused()
    {
        await using ImageStream picture = await OpenAsync(ChunkedBody.Of(null, Picture));

        Assert.Equal((false, false), (picture.CanSeek, picture.CanWrite));
        Assert.Throws<NotSupportedException>(() => picture.Length);
        Assert.Throws<NotSupportedException>(() => picture.Position);
        Assert.Throws<NotSupportedException>(() => picture.Position = 0);
        Assert.Throws<NotSupportedException>(() => picture.Seek(0, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => picture.SetLength(1));
        Assert.Throws<NotSupportedException>(() => picture.WriteByte(1));
    }

    private static async Task<ImageStream> OpenAsync(ChunkedBody body) =>
        await ImageStream.OpenAsync(await body.ReadAsStreamAsync(TestContext.Current.CancellationToken), 2, null, "jpeg", TestContext.Current.CancellationToken);

    private static async Task<byte[]> BytesOf(ImageStream picture)
    {
        var copy = new MemoryStream();
        await picture.CopyToAsync(copy, TestContext.Current.CancellationToken);
        return copy.ToArray();
    }

    private sealed class Watched(Func<Memory<byte>, int> read) : MemoryStream
    {
        public int Closed { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(read(buffer));

        protected override void Dispose(bool disposing)
        {
            Closed++;
            base.Dispose(disposing);
        }
    }
}
