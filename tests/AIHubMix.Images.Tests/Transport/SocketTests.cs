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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SubmitAsync_Picture_ArrivesWhole(bool isLengthKnown)
    {
        byte[] bytes = new byte[300_000];
        new Random(20260301).NextBytes(bytes);
        byte[] png = [.. Pictures.Png(), .. bytes];
        await using var server = new Server("HTTP/1.1 200 OK\r\nContent-Length: 43\r\n\r\n{\"output\":[\"https://example.com/deer.png\"]}", readsBody: true);

        await SubmitAsync(server, new StreamedPicture(png) { Portion = 5000 }.Source(isLengthKnown ? png.Length : null));

        string[] parts = server.Received.Split("\r\n\r\n", 2);
        Assert.Contains(isLengthKnown ? "Content-Length: " : "Transfer-Encoding: chunked", parts[0], StringComparison.Ordinal);
        Assert.Equal($$$"""{"input":{"prompt":"deer","input_image":"{{{Convert.ToBase64String(png)}}}"}}""", isLengthKnown ? parts[1] : Unchunked(parts[1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SubmitAsync_PictureFailsDuringTheUpload_LeavesTheBodyIncomplete(bool isLengthKnown)
    {
        byte[] png = [.. Pictures.Png(), .. new byte[300_000]];
        var server = new Server("", readsBody: true);
        await using (server)
        {
            var picture = new StreamedPicture(png) { Portion = 5000, Reading = (_, read, _) => read > 200_000 ? throw new IOException("Gone.") : Task.CompletedTask };

            ImageSourceException exception = await Assert.ThrowsAsync<ImageSourceException>(() => SubmitAsync(server, picture.Source(isLengthKnown ? png.Length : null)));

            Assert.Equal((BillingClass.NeverDelivered, 1), (exception.Billing, exception.Attempts));
        }

        Assert.DoesNotContain('}', server.Received);
        Assert.DoesNotContain("\r\n0\r\n", server.Received, StringComparison.Ordinal);
    }

    private static async Task<ImageTask> SubmitAsync(Server server, ImageSource source)
    {
        using var client = new AIHubMixClient(Bench.Key, new AIHubMixClientOptions { SubmitEndpoint = new Uri($"http://127.0.0.1:{server.Port}/v1") });
        return await client.SubmitAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "deer", InputImage = source }, cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <summary>A body in chunks, put together.</summary>
    private static string Unchunked(string body)
    {
        var whole = new StringBuilder();
        while (body.Split("\r\n", 2) is [var size, var rest] && Convert.ToInt32(size, 16) is > 0 and var length)
        {
            whole.Append(rest, 0, length);
            body = rest[(length + 2)..];
        }

        return whole.ToString();
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

        /// <summary>All that came.</summary>
        public string Received { get; private set; } = "";

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
                Received = request.ToString();
                if (read == 0)
                {
                    return;
                }
            }
            while (readsBody && !Received.Contains("}}", StringComparison.Ordinal));

            await stream.WriteAsync(answer);
        }
    }
}
