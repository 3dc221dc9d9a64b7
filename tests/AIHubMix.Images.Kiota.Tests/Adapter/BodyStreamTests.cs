using AIHubMix.Images.Kiota.Adapter;

namespace AIHubMix.Images.Kiota.Tests.Adapter;

/// <summary>HttpClient copies the body, which is the other way; an adapter without it may read.</summary>
public sealed class BodyStreamTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(2_000_000)]
    public async Task ReadAsync_WholeBody_IsTheBody(int length)
    {
        byte[] body = new byte[length];
        new Random(7).NextBytes(body);
        await using var stream = new BodyStream(new Written(target => target.WriteAsync(body, Cancel)));
        Assert.False(stream.WasAskedFor);
        var read = new MemoryStream();

        byte[] buffer = new byte[100_000];
        for (int count; (count = await stream.ReadAsync(buffer, Cancel)) > 0;)
        {
            read.Write(buffer, 0, count);
        }

        Assert.True(stream.WasAskedFor);
        Assert.Equal(body, read.ToArray());
    }

    [Fact]
    public async Task ReadAsync_BodyThatFails_FailsToo()
    {
        await using var stream = new BodyStream(new Written(_ => throw new IOException("The file is gone.")));

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => stream.ReadExactlyAsync(new byte[1], Cancel).AsTask());

        Assert.Equal("The file is gone.", exception.InnerException!.Message);
    }

    [Fact]
    public async Task DisposeAsync_BodyThatIsReadInPart_EndsTheWriting()
    {
        var ended = new TaskCompletionSource();
        var stream = new BodyStream(new Written(async (target, token) =>
        {
            try
            {
                while (true)
                {
                    await target.WriteAsync(new byte[100_000], token);
                    token.ThrowIfCancellationRequested();
                }
            }
            finally
            {
                ended.SetResult();
            }
        }));
        await stream.ReadExactlyAsync(new byte[10], Cancel);

        await stream.DisposeAsync();

        await ended.Task.WaitAsync(Cancel);
    }

    [Fact]
    public async Task CopyToAsync_ASecondTime_IsRefused()
    {
        await using var stream = new BodyStream(new Written(target => target.WriteAsync(new byte[5], Cancel)));
        await stream.CopyToAsync(Stream.Null, Cancel);

        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.CopyToAsync(Stream.Null, Cancel));
    }

    private sealed class Written(Func<Stream, CancellationToken, ValueTask> write) : HttpContent
    {
        public Written(Func<Stream, ValueTask> write)
            : this((target, _) => write(target))
        {
        }

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => write(stream, default).AsTask();

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context, CancellationToken cancellationToken) => write(stream, cancellationToken).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
