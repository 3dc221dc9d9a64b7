using System.Collections.Concurrent;
using AIHubMix.Images.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace AIHubMix.Images.Tests.Tasks;

/// <summary>One client and many generations at a time.</summary>
public sealed class ManyTasksTests
{
    private const int Count = 2000;

    [Fact]
    public async Task GenerateAsync_ThousandsAtATime_AllGetTheirResultWithoutThreadsOrPollsOfTheirOwn()
    {
        var time = new FakeTimeProvider();
        using var gateway = new TaskGateway(time);
        using var invoker = new HttpMessageInvoker(gateway);
        var numbers = new Random(11);
        var gate = new Lock();
        using var client = new AIHubMixClient(Bench.Key, new AIHubMixClientOptions { HttpInvoker = invoker, TimeProvider = time, Randomizer = Next });

        Task<ImageResult>[] generations = [.. Enumerable.Range(0, Count).Select(number =>
            client.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = $"deer {number}" }, cancellationToken: TestContext.Current.CancellationToken))];
        int threads = ThreadPool.ThreadCount;
        for (int step = 0; step < 1300 && !generations.All(generation => generation.IsCompleted); step++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            threads = Math.Max(threads, ThreadPool.ThreadCount);
        }

        ImageResult[] results = await Task.WhenAll(generations);

        Assert.All(results, result => Assert.Equal($"https://example.com/{result.TaskId}.png", Assert.Single(result.Images).Url!.AbsoluteUri));
        Assert.Equal(Count, results.Select(result => result.TaskId).Distinct().Count());
        Assert.All(results, result => Assert.InRange(result.Polls, 1, TaskGateway.MostPolls(result.TaskId!)));
        Assert.Equal(results.Sum(result => result.Polls), gateway.Polls.Values.Sum());
        Assert.All(results, result => Assert.InRange((result.Duration - TaskGateway.LengthOf(result.TaskId!)).TotalMilliseconds, 0, 5100));
        Assert.InRange(threads, 0, 200);

        double Next()
        {
            lock (gate)
            {
                return numbers.NextDouble();
            }
        }
    }

    /// <summary>Accepts every prediction as a task, which is ready after 5 to 120 seconds.</summary>
    private sealed class TaskGateway(TimeProvider time) : HttpMessageHandler
    {
        private readonly long _started = time.GetTimestamp();
        private int _accepted;

        public ConcurrentDictionary<string, int> Polls { get; } = new();

        public static TimeSpan LengthOf(string taskId) => TimeSpan.FromSeconds(5 + (int.Parse(taskId, System.Globalization.CultureInfo.InvariantCulture) % 116));

        public static int MostPolls(string taskId) => LengthOf(taskId).TotalSeconds <= 5 ? 8 : 40;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string body;
            if (request.Method == HttpMethod.Post)
            {
                body = $$"""{"output":[{"taskId":"{{Interlocked.Increment(ref _accepted)}}"}]}""";
            }
            else
            {
                string id = request.RequestUri!.Segments[^1];
                Polls.AddOrUpdate(id, 1, static (_, count) => count + 1);
                body = time.GetElapsedTime(_started) < LengthOf(id) ? """{"status":"Pending"}""" : $$$"""{"status":"Ready","result":{"sample":"https://example.com/{{{id}}}.png"}}""";
            }

            return Task.FromResult(new HttpResponseMessage { Content = new StringContent(body) });
        }
    }
}
