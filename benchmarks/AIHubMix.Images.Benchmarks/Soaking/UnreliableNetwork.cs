using System.Net;
using System.Text;

namespace AIHubMix.Images.Benchmarks.Soaking;

/// <summary>The network between client and gateway, which fails at random: before the request arrives, after it was answered, or by an answer that is not the gateway's.</summary>
/// <remarks>What leaves a purchase in doubt happens only after the gateway has answered, so that the ledger must have it.</remarks>
internal sealed class UnreliableNetwork(int seed) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
{
    private const int FaultsPerHundred = 30;

    private readonly Random _random = new(seed);
    private int _requests;
    private int _faults;

    public int Requests => _requests;

    public int Faults => _faults;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        int fault;
        lock (_random)
        {
            fault = _random.Next(100) < FaultsPerHundred ? _random.Next(12) : -1;
        }

        if (fault < 0)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        Interlocked.Increment(ref _faults);
        switch (fault)
        {
            case 0:
                throw new HttpRequestException(HttpRequestError.ConnectionError, "There is no connection.");
            case 1:
                return Answer(HttpStatusCode.TooManyRequests, """{"error":{"message":"too many requests"}}""");
            case 2:
                HttpResponseMessage paced = Answer(HttpStatusCode.TooManyRequests, "");
                paced.Headers.Add("Retry-After", "1");
                return paced;
            case 3:
                return Answer(HttpStatusCode.ServiceUnavailable, """{"error":{"message":"the vendor is busy"}}""");
            case 4 when request.Content is not null:
                return Answer(HttpStatusCode.Forbidden, """{"error":{"message":"no balance","code":"insufficient_user_quota"}}""");
        }

        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        switch (fault)
        {
            case 5:
                return await InsteadAsync(answer, HttpStatusCode.InternalServerError, """{"error":{"message":"panic"}}""").ConfigureAwait(false);
            case 6:
                return await InsteadAsync(answer, HttpStatusCode.BadGateway, "<html>bad gateway</html>").ConfigureAwait(false);
            case 7:
                return await InsteadAsync(answer, HttpStatusCode.OK, "<html>please wait</html>").ConfigureAwait(false);
            case 8:
                return await InsteadAsync(answer, HttpStatusCode.OK, "").ConfigureAwait(false);
            case 9:
                byte[] body = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
                answer.Content = new StreamContent(new BreakingStream(body.AsMemory(0, body.Length / 2)));
                return answer;
            case 10:
                answer.Dispose();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
                return answer;
            default:
                answer.Dispose();
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was reset.");
        }
    }

    private static async Task<HttpResponseMessage> InsteadAsync(HttpResponseMessage answer, HttpStatusCode status, string body)
    {
        await answer.Content.LoadIntoBufferAsync().ConfigureAwait(false);
        answer.Dispose();
        return Answer(status, body);
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    /// <summary>Gives what it has and then breaks.</summary>
    private sealed class BreakingStream(ReadOnlyMemory<byte> bytes) : Stream
    {
        private ReadOnlyMemory<byte> _left = bytes;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_left.IsEmpty)
            {
                throw new IOException("The connection was reset.");
            }

            int read = Math.Min(count, _left.Length);
            _left[..read].CopyTo(buffer.AsMemory(offset));
            _left = _left[read..];
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
