using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace AIHubMix.Images.Benchmarks.Tasks;

/// <summary>Answers at once, from memory. Each task is ready at a random time of its own.</summary>
internal sealed class MemoryGateway : HttpMessageHandler
{
    private const int Seed = 20260301;

    private static readonly byte[] Pending = """{"status":"Pending","result":null,"progress":null}"""u8.ToArray();
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly TimeSpan[] _lengths;
    private readonly long[] _started;
    private long _polls;

    public MemoryGateway(int count, TimeSpan shortest, TimeSpan longest)
    {
        var random = new Random(Seed);
        _lengths = [.. Enumerable.Range(0, count).Select(_ => shortest + ((longest - shortest) * random.NextDouble()))];
        _started = new long[count];
    }

    public long Polls => Interlocked.Read(ref _polls);

    public static string UrlOf(int task) => string.Create(CultureInfo.InvariantCulture, $"https://example.com/{task}.png");

    public TimeSpan LengthOf(int task) => _lengths[task];

    /// <summary>How long ago the task was ready.</summary>
    public TimeSpan LatenessOf(int task) => Stopwatch.GetElapsedTime(_started[task]) - _lengths[task];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            string body = await content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            string id = body.Split('"')[5];
            _started[int.Parse(id, CultureInfo.InvariantCulture)] = Stopwatch.GetTimestamp();
            return Answer(Encoding.UTF8.GetBytes($$"""{"output":[{"taskId":"{{id}}","polling_url":"https://api.us1.bfl.ai/v1/get_result?id={{id}}"}]}"""));
        }

        Interlocked.Increment(ref _polls);
        int task = int.Parse(request.RequestUri!.Segments[^1], CultureInfo.InvariantCulture);
        return Answer(LatenessOf(task) < TimeSpan.Zero ? Pending : Encoding.UTF8.GetBytes($$$"""{"status":"Ready","result":{"sample":"{{{UrlOf(task)}}}"}}"""));
    }

    private static HttpResponseMessage Answer(byte[] body) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(body) { Headers = { ContentType = Json } } };
}
