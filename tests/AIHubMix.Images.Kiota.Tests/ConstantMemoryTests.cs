using System.Globalization;
using System.Text;
using AIHubMix.Images.Kiota.Tests.Support;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

namespace AIHubMix.Images.Kiota.Tests;

/// <summary>A picture of 64 MiB goes through Kiota, out and in, in the memory of a small one.</summary>
[Collection(nameof(ConstantMemoryTests))]
[CollectionDefinition(nameof(ConstantMemoryTests), DisableParallelization = true)]
public sealed class ConstantMemoryTests
{
    private const int Large = 64 * 1024 * 1024;

    /// <summary>An eightieth of what the picture takes as text; buffers of the pool that are taken for the first time are in it.</summary>
    private const long MostAllocated = 1024 * 1024;

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public static TheoryData<string> Ways => ["middleware", "adapter"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task SaveAsync_LargePictureOut_IsNotHeldInMemory(string way)
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "large.png");
        await using (FileStream file = File.Create(path))
        {
            await file.WriteAsync(Network.Picture, Cancel);
            file.SetLength(Large);
        }

        var network = new Counting(() => new StringContent(Answer(""), Encoding.UTF8, "application/json"));
        using AIHubMixClient client = Client(way, network);

        long allocated = await LeastAsync(() => client.GenerateAsync(
            ImageModels.GptImage1, new() { Prompt = "A deer", Image = ImageSource.FromFile(path) }, cancellationToken: Cancel));

        Assert.True(network.Received > Large / 3L * 4, $"{network.Received} bytes arrived.");
        Assert.True(allocated <= MostAllocated, string.Create(CultureInfo.InvariantCulture, $"{allocated:N0} bytes were allocated."));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task SaveAsync_LargePictureIn_IsNotHeldInMemory(string way)
    {
        using var folder = new TemporaryFolder();
        var network = new Counting(() => new StreamContent(new Repeated(Answer("…"), Large / 3 * 4)));
        using AIHubMixClient client = Client(way, network);
        ImageResult? result = null;

        long allocated = await LeastAsync(async () => result = await client.SaveAsync(ImageModels.GptImage1, new() { Prompt = "A deer" }, Path.Combine(folder.Path, "deer"), cancellationToken: Cancel));

        Assert.True(new FileInfo(result!.Images[0].Path!).Length >= Large - 3);
        Assert.True(allocated <= MostAllocated, string.Create(CultureInfo.InvariantCulture, $"{allocated:N0} bytes were allocated."));
    }

    private static string Answer(string rest) => $$$"""{"output":{"b64_json":[{"bytesBase64":"{{{Convert.ToBase64String([.. Network.Picture, .. new byte[(3 - (Network.Picture.Length % 3)) % 3]])}}}{{{rest}}}"}]}}""";

    private static AIHubMixClient Client(string way, Counting network)
    {
        var options = new AIHubMixClientOptions { ValidateInput = false, HttpInvoker = new HttpMessageInvoker(network) };
        if (way == "middleware")
        {
            return AIHubMixKiotaClientFactory.Create(new Tokens(), options);
        }

        HttpClient http = KiotaClientFactory.Create(network);
        http.Timeout = Timeout.InfiniteTimeSpan;
        return AIHubMixKiotaClientFactory.Create(new HttpClientRequestAdapter(new BaseBearerTokenAuthenticationProvider(new Tokens()), httpClient: http), options);
    }

    // The least of several: the runtime allocates now and then.
    private static async Task<long> LeastAsync(Func<Task> call)
    {
        long least = long.MaxValue;
        for (int time = 0; time < 3; time++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            await call();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }

    private sealed class Counting(Func<HttpContent> answer) : HttpMessageHandler
    {
        public long Received { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var sink = new Sink();
            await request.Content!.CopyToAsync(sink, cancellationToken);
            Received = sink.Written;
            return new HttpResponseMessage { Content = answer(), RequestMessage = request };
        }
    }

    private sealed class Sink : MemoryStream
    {
        public long Written { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>A text in which an ellipsis stands for so many times the letter A.</summary>
    private sealed class Repeated(string text, int count) : MemoryStream
    {
        private readonly byte[] _head = Encoding.ASCII.GetBytes(text[..text.IndexOf('…', StringComparison.Ordinal)]);
        private readonly byte[] _tail = Encoding.ASCII.GetBytes(text[(text.IndexOf('…', StringComparison.Ordinal) + 1)..]);
        private int _read;

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int from = _read;
            if (from < _head.Length)
            {
                return Give(_head.AsSpan(from), buffer);
            }

            from -= _head.Length;
            if (from < count)
            {
                int given = Math.Min(count - from, buffer.Length);
                buffer.Span[..given].Fill((byte)'A');
                _read += given;
                return ValueTask.FromResult(given);
            }

            return Give(_tail.AsSpan(from - count), buffer);
        }

        private ValueTask<int> Give(ReadOnlySpan<byte> bytes, Memory<byte> buffer)
        {
            int given = Math.Min(bytes.Length, buffer.Length);
            bytes[..given].CopyTo(buffer.Span);
            _read += given;
            return ValueTask.FromResult(given);
        }
    }
}
