using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace AIHubMix.Images.Benchmarks.Tasks;

/// <summary>Many tasks waited on at once by one client, on the real clock over a gateway in memory: what a waiting task holds, how late its result is seen, what the polls cost.</summary>
internal static class TaskLoad
{
    private const int DefaultCount = 10_000;
    private const int Seed = 20260301;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] args)
    {
        int count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultCount;
        var gateway = new MemoryGateway(count);
        using var invoker = new HttpMessageInvoker(gateway);
        using var client = new AIHubMixClient("sk-load", new AIHubMixClientOptions { HttpInvoker = invoker });
        await (await SubmitAsync(client, 0)).WaitAsync();

        int threadsBefore = ThreadPool.ThreadCount;
        long retainedBefore = GC.GetTotalMemory(forceFullCollection: true);
        var waits = new Task<ImageResult>[count];
        for (int index = 0; index < count; index++)
        {
            waits[index] = (await SubmitAsync(client, index)).WaitAsync();
        }

        long retained = GC.GetTotalMemory(forceFullCollection: true) - retainedBefore;
        int stillWaiting = waits.Count(wait => !wait.IsCompleted);
        long polls = gateway.Polls;
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        int mostThreads = ThreadPool.ThreadCount;
        var lateness = new ConcurrentBag<double>();
        Task all = Task.WhenAll(waits.Select(async (wait, index) =>
        {
            await wait.ConfigureAwait(false);
            lateness.Add(gateway.LatenessOf(index).TotalSeconds);
        }));
        while (await Task.WhenAny(all, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, default)) != all)
        {
            mostThreads = Math.Max(mostThreads, ThreadPool.ThreadCount);
        }

        await all;
        double seconds = watch.Elapsed.TotalSeconds;
        double[] late = [.. lateness.Order()];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            tasks                    {count} of {Shortest.TotalSeconds:0} to {Longest.TotalSeconds:0} s, {stillWaiting} of them waiting when measured
            retained per task        {(double)retained / count:0} bytes, with the caller's Task and the result to come
            threads                  {threadsBefore} before, {mostThreads} at most
            polls                    {gateway.Polls}, {(double)gateway.Polls / count:0.0} per task, {(gateway.Polls - polls) / seconds:0} per second
            processor                {(Environment.CpuUsage.TotalTime - processor).TotalSeconds / seconds:0.00} cores
            lateness                 median {Percentile(0.5):0.00} s, 99 % {Percentile(0.99):0.00} s, most {late[^1]:0.00} s (longest interval: {PollingSchedule.Adaptive.NextDelay(new PollingState(1, Longest, null, 0)).TotalSeconds:0.00} s)
            """));
        return stillWaiting == count ? 0 : 1;

        double Percentile(double part) => late[(int)(part * (late.Length - 1))];
    }

    private static Task<ImageTask> SubmitAsync(AIHubMixClient client, int index) =>
        client.SubmitAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = index.ToString(CultureInfo.InvariantCulture) });

    /// <summary>Answers at once, from memory. Each task is ready at a random time of its own.</summary>
    private sealed class MemoryGateway : HttpMessageHandler
    {
        private static readonly byte[] Pending = """{"status":"Pending","result":null,"progress":null}"""u8.ToArray();

        private readonly TimeSpan[] _lengths;
        private readonly long[] _started;
        private long _polls;

        public MemoryGateway(int count)
        {
            var random = new Random(Seed);
            _lengths = [.. Enumerable.Range(0, count).Select(_ => Shortest + ((Longest - Shortest) * random.NextDouble()))];
            _started = new long[count];
        }

        public long Polls => Interlocked.Read(ref _polls);

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
            string task = request.RequestUri!.Segments[^1];
            return Answer(LatenessOf(int.Parse(task, CultureInfo.InvariantCulture)) < TimeSpan.Zero
                ? Pending
                : Encoding.UTF8.GetBytes($$$"""{"status":"Ready","result":{"sample":"https://example.com/{{{task}}}.png"}}"""));
        }

        private static HttpResponseMessage Answer(byte[] body) => new(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
    }
}
