using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AIHubMix.Images.Benchmarks.Measuring;

namespace AIHubMix.Images.Benchmarks.Tasks;

/// <summary>Many tasks waited on at once by one client, on the real clock over a gateway in memory: what a waiting task holds, how late its result is seen, what the polls cost.</summary>
internal static class TaskLoad
{
    /// <summary>The verb that answers with the figures as JSON.</summary>
    public const string Verb = "task-figures";

    public const int DefaultCount = 10_000;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>When memory is measured again, from the first submit on: every task has been polled, and none is ready.</summary>
    private static readonly TimeSpan HalfWay = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length > 1 || (args.Length == 1 && (!int.TryParse(args[0], CultureInfo.InvariantCulture, out int asked) || asked < 1)))
        {
            await Console.Error.WriteLineAsync($"tasks [COUNT]: \"{string.Join(' ', args)}\" is not one number of tasks, 1 or more.");
            return 2;
        }

        TaskFigures figures = await MeasureAsync(args.Length == 1 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultCount);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            tasks                    {figures.Count} of {Shortest.TotalSeconds:0} to {Longest.TotalSeconds:0} s, {figures.StillWaiting} of them waiting when measured
            retained per task        {figures.RetainedPerTask:0} bytes, with the caller's Task and the result to come; {figures.RetainedByHand:0} by hand
            threads                  {figures.ThreadsBefore} before, {figures.MostThreads} at most
            polls                    {figures.Polls}, {(double)figures.Polls / figures.Count:0.0} per task
            processor                {figures.Cores:0.00} cores
            lateness                 median {Text(figures.Median)}, 99 % {Text(figures.Late)}, most {Text(figures.Latest)}
            a sleeping thread        was woken {figures.LatestWakeUp * 1000:0} ms late at most
            """));
        return figures.StillWaiting == figures.Count ? 0 : 1;

        static string Text(Lateness lateness) => string.Create(CultureInfo.InvariantCulture, $"{lateness.Seconds:0.00} s of {lateness.Interval:0.00}");
    }

    /// <summary>Measures in a process of its own: elsewhere pools give back what others left in them, and nobody could say what the tasks hold.</summary>
    public static async Task<TaskFigures> MeasureAsync() =>
        JsonSerializer.Deserialize(await Child.AskAsync(Verb), TaskFiguresContext.Default.TaskFigures)!;

    public static async Task<int> AnswerAsync()
    {
        Console.WriteLine(JsonSerializer.Serialize(await MeasureAsync(DefaultCount), TaskFiguresContext.Default.TaskFigures));
        return 0;
    }

    private static async Task<TaskFigures> MeasureAsync(int count)
    {
        await WarmUpAsync();
        double byHand = await RetainedByHandAsync(count);
        var gateway = new MemoryGateway(count, Shortest, Longest);
        using var invoker = new HttpMessageInvoker(gateway);
        using var client = new AIHubMixClient("sk-load", new AIHubMixClientOptions { HttpInvoker = invoker });

        long retainedBefore = GC.GetTotalMemory(forceFullCollection: true);
        using var watch = ProcessWatch.Start();
        long started = Stopwatch.GetTimestamp();
        var waits = new Task<ImageResult>[count];
        for (int index = 0; index < count; index++)
        {
            waits[index] = (await SubmitAsync(client, index)).WaitAsync();
        }

        long retained = GC.GetTotalMemory(forceFullCollection: true) - retainedBefore;
        int stillWaiting = waits.Count(wait => !wait.IsCompleted);
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        TimeSpan left = HalfWay - Stopwatch.GetElapsedTime(started);
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, TimeProvider.System, default);
        retained = Math.Max(retained, GC.GetTotalMemory(forceFullCollection: true) - retainedBefore);
        stillWaiting = Math.Min(stillWaiting, waits.Count(wait => !wait.IsCompleted));
        Lateness[] lateness = await Task.WhenAll(waits.Select((wait, index) => wait.ContinueWith(
            done => Seen(gateway, index, done.Result), default, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)));

        double cores = (Environment.CpuUsage.TotalTime - processor).TotalSeconds / Stopwatch.GetElapsedTime(started).TotalSeconds;
        Lateness[] inOrder = [.. lateness.OrderBy(one => one.Share)];
        return new TaskFigures(
            count, stillWaiting, (double)retained / count, byHand, watch.Before, watch.Most, gateway.Polls, cores, At(0.5), At(0.99), At(1), watch.LatestWakeUp.TotalSeconds);

        Lateness At(double part) => inOrder[(int)(part * (count - 1))];
    }

    private static Lateness Seen(MemoryGateway gateway, int task, ImageResult result)
    {
        double seconds = gateway.LatenessOf(task).TotalSeconds;
        return result.Images[0].Url?.OriginalString == MemoryGateway.UrlOf(task)
            ? new Lateness(seconds, PollingSchedule.Adaptive.NextDelay(new PollingState(1, gateway.LengthOf(task), null, 0)).TotalSeconds)
            : throw new InvalidOperationException($"task {task}: {result.Images[0].Url} is the picture of another.");
    }

    // With a task that takes no time.
    private static async Task WarmUpAsync()
    {
        using var gateway = new MemoryGateway(1, TimeSpan.Zero, TimeSpan.Zero);
        using var invoker = new HttpMessageInvoker(gateway);
        using var client = new AIHubMixClient("sk-load", new AIHubMixClientOptions { HttpInvoker = invoker });
        await (await SubmitAsync(client, 0)).WaitAsync();
    }

    private static Task<ImageTask> SubmitAsync(AIHubMixClient client, int index) =>
        client.SubmitAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = index.ToString(CultureInfo.InvariantCulture) });

    /// <summary>What the least that can wait holds: a loop that asks once a second, which knows its URL and nothing else.</summary>
    private static async Task<double> RetainedByHandAsync(int count)
    {
        using var gateway = new MemoryGateway(count, Shortest, Longest);
        using var invoker = new HttpMessageInvoker(gateway);
        bool isOver = false;
        await WaitAsync(0, isOnce: true);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Task[] waits = [.. Enumerable.Range(0, count).Select(index => WaitAsync(index, isOnce: false))];
        long retained = GC.GetTotalMemory(forceFullCollection: true) - before;
        Volatile.Write(ref isOver, true);
        await Task.WhenAll(waits);
        return (double)retained / count;

        async Task WaitAsync(int index, bool isOnce)
        {
            var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"https://example.com/v1/tasks/{index}"));
            do
            {
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, default).ConfigureAwait(false);
                using var request = new HttpRequestMessage(HttpMethod.Get, url);
                using HttpResponseMessage response = await invoker.SendAsync(request, default).ConfigureAwait(false);
                await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            }
            while (!isOnce && !Volatile.Read(ref isOver));
        }
    }
}
