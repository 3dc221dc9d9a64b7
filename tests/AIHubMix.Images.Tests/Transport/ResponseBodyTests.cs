using System.Text;
using AIHubMix.Images.Tests.Support;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Tests.Transport;

public sealed class ResponseBodyTests
{
    private static readonly byte[] Hundred = [.. Enumerable.Range(0, 100).Select(number => (byte)number)];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task ReadAsync_Pieces_AreTheWhole(int size)
    {
        ResponseBody body = await ReadAsync(ChunkedBody.Of(null, [.. Hundred.Chunk(size)]), 1000);

        Assert.Equal(Hundred, body.Bytes.ToArray());
        Assert.Equal((null, false), (body.BrokenBy, body.IsTooLarge));
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    [InlineData(101, false)]
    public async Task ReadAsync_Limit_IsTheMostThatIsGiven(int limit, bool tooLarge)
    {
        foreach (HttpContent content in (HttpContent[])[new ByteArrayContent(Hundred), ChunkedBody.Of(null, Hundred), ChunkedBody.Of(null, [.. Hundred.Chunk(1)])])
        {
            ResponseBody body = await ReadAsync(content, limit);

            Assert.Equal(Hundred[..Math.Min(limit, 100)], body.Bytes.ToArray());
            Assert.Equal((null, tooLarge), (body.BrokenBy, body.IsTooLarge));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(1_000_000_000)]
    public async Task ReadAsync_LengthThatIsNotTrue_IsNotBelieved(long announced)
    {
        var content = ChunkedBody.Of(null, Hundred);
        content.Headers.ContentLength = announced;

        Assert.Equal(Hundred, (await ReadAsync(content, 1000)).Bytes.ToArray());
    }

    [Fact]
    public async Task ReadAsync_Failure_KeepsWhatHadCome()
    {
        foreach (Exception failure in (Exception[])[new IOException("a"), new HttpRequestException("b"), new InvalidDataException("c"), new InvalidOperationException("d"), new OperationCanceledException("e"), new ObjectDisposedException("f")])
        {
            ResponseBody body = await ReadAsync(ChunkedBody.Of(failure, Hundred[..40], Hundred[40..60]), 1000);

            Assert.Equal(Hundred[..60], body.Bytes.ToArray());
            Assert.Same(failure, body.BrokenBy);
            Assert.False(body.IsTooLarge);
        }
    }

    [Fact]
    public async Task ReadAsync_Cancelled_IsACancellation()
    {
        using var caller = new CancellationTokenSource();
        using var response = new HttpResponseMessage { Content = new ChunkedBody(Network.NeverAsync<byte[]>) };

        Task<ResponseBody> reading = ResponseBody.ReadAsync(response, 1000, caller.Token);
        Assert.False(reading.IsCompleted);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task ReadAsync_NoBody_IsEmpty()
    {
        using var response = new HttpResponseMessage();

        ResponseBody body = await ResponseBody.ReadAsync(response, 1000, TestContext.Current.CancellationToken);

        Assert.Equal((0, null, false), (body.Bytes.Length, body.BrokenBy, body.IsTooLarge));
        Assert.Equal("text", Encoding.UTF8.GetString((await ReadAsync(new StringContent("text"), 10)).Bytes.Span));
    }

    private static async Task<ResponseBody> ReadAsync(HttpContent content, int limit)
    {
        using var response = new HttpResponseMessage { Content = content };
        return await ResponseBody.ReadAsync(response, limit, TestContext.Current.CancellationToken);
    }
}
