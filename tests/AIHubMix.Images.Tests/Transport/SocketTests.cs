using System.Net;
using System.Net.Sockets;
using System.Text;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Transport;

/// <summary>The client's own connection pool on real sockets: what a failure there says about the bill.</summary>
public sealed class SocketTests
{
    [Fact]
    public async Task SubmitAsync_NobodyListens_WasNeverDelivered()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        ConnectionFailedException exception = await FailAsync<ConnectionFailedException>($"http://127.0.0.1:{port}/v1");

        Assert.Equal((BillingClass.NeverDelivered, 1), (exception.Billing, exception.Attempts));
        Assert.IsType<HttpRequestException>(exception.InnerException);
    }

    [Fact]
    public async Task SubmitAsync_TlsFails_WasNeverDelivered()
    {
        await using var server = new Server("HTTP/1.1 400 Bad Request\r\n\r\n", readsBody: false);

        ConnectionFailedException exception = await FailAsync<ConnectionFailedException>($"https://127.0.0.1:{server.Port}/v1");

        Assert.Equal(BillingClass.NeverDelivered, exception.Billing);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"output\":")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"out\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 10\r\n\r\nnot gzip..")]
    [InlineData("this is no HTTP\r\n\r\n")]
    public async Task SubmitAsync_ConnectionBreaksAfterTheBody_MayHaveBeenBilled(string answer)
    {
        await using var server = new Server(answer, readsBody: true);

        ConnectionFailedException exception = await FailAsync<ConnectionFailedException>($"http://127.0.0.1:{server.Port}/v1");

        Assert.Equal((BillingClass.OutcomeUnknown, 1), (exception.Billing, exception.Attempts));
    }

    [Fact]
    public async Task SubmitAsync_ConnectionBreaksAfterATaskId_StillGivesTheTask()
    {
        const string Body = """{"output":[{"taskId":"t1","poll""";
        await using var server = new Server($"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{Body}", readsBody: true);
        using var client = new AIHubMixClient(Bench.Key, new AIHubMixClientOptions { SubmitEndpoint = new Uri($"http://127.0.0.1:{server.Port}/v1") });

        ImageTask task = await client.SubmitAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "deer" }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("t1", task.Id);
    }

    private static async Task<TException> FailAsync<TException>(string endpoint)
        where TException : Exception
    {
        using var client = new AIHubMixClient(Bench.Key, new AIHubMixClientOptions { SubmitEndpoint = new Uri(endpoint), Retry = RetryOptions.Never });
        return await Assert.ThrowsAsync<TException>(
            () => client.GenerateAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "deer" }, cancellationToken: TestContext.Current.CancellationToken));
    }

    /// <summary>Takes one connection, gives the same bytes whatever is asked, and closes.</summary>
    private sealed class Server : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _serving;

        public Server(string answer, bool readsBody)
        {
            _listener.Start();
            _serving = ServeAsync(Encoding.ASCII.GetBytes(answer), readsBody);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        private async Task ServeAsync(byte[] answer, bool readsBody)
        {
            using TcpClient connection = await _listener.AcceptTcpClientAsync();
            NetworkStream stream = connection.GetStream();
            byte[] buffer = new byte[4096];
            var request = new StringBuilder();
            do
            {
                int read = await stream.ReadAsync(buffer);
                request.Append(Encoding.ASCII.GetString(buffer, 0, read));
                if (read == 0)
                {
                    return;
                }
            }
            while (readsBody && !request.ToString().EndsWith("}}", StringComparison.Ordinal));

            await stream.WriteAsync(answer);
        }
    }
}
