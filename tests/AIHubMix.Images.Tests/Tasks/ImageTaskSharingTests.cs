using System.Net;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Tasks;

/// <summary>Many who wait for one task.</summary>
public sealed class ImageTaskSharingTests
{
    private const string Pending = """{"status":"Pending"}""";
    private const string Ready = """{"status":"Ready","result":{"sample":"https://example.com/deer.png?sig=1"}}""";

    [Theory]
    [InlineData(5_000, 8, false)]
    [InlineData(5_000, 8, true)]
    [InlineData(120_000, 40, false)]
    [InlineData(120_000, 40, true)]
    public async Task WaitAsync_TenAtATime_ShareTheRequests(int milliseconds, int mostPolls, bool random)
    {
        var numbers = new Random(7);
        using var bench = Bench.WithTask(options => random ? options with { Randomizer = Locked(numbers.NextDouble) } : options);
        DateTimeOffset ready = bench.Time.GetUtcNow().AddMilliseconds(milliseconds);
        bench.Gateway.Answer(_ => Answer(bench.Time.GetUtcNow() >= ready ? Ready : Pending));
        ImageTask task = await bench.SubmitAsync();

        ImageResult[] results = await bench.Time.RunAsync(Task.WhenAll(Enumerable.Range(0, 10).Select(_ => task.WaitAsync(cancellationToken: TestContext.Current.CancellationToken))));

        Assert.All(results, result => Assert.Single(result.Images));
        Assert.InRange(bench.Gateway.TimesOf(HttpMethod.Get).Count(), 2, mostPolls);
        Assert.InRange((bench.Time.GetUtcNow() - ready).TotalMilliseconds, 0, Math.Clamp(milliseconds / 5, 1000, 5000));
    }

    [Fact]
    public async Task WaitAsync_TroubleWhileTenWait_IsTriedAgainByOneOfThem()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("", HttpStatusCode.BadGateway).Answer("", HttpStatusCode.BadGateway).Answer(Ready);
        ImageTask task = await bench.SubmitAsync();

        ImageResult[] results = await bench.Time.RunAsync(Task.WhenAll(Enumerable.Range(0, 10).Select(_ => task.WaitAsync(cancellationToken: TestContext.Current.CancellationToken))));

        Assert.All(results, result => Assert.Single(result.Images));
        Assert.Equal([665, 1165, 2165], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task WaitAsync_TaskFails_FailsForAll()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Pending).Answer("""{"status":"Error"}""");
        ImageTask task = await bench.SubmitAsync();

        Exception?[] failures = await bench.Time.RunAsync(Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Record.ExceptionAsync(() => task.WaitAsync(cancellationToken: TestContext.Current.CancellationToken)).AsTask())));

        Assert.All(failures, failure => Assert.IsType<TaskFailedException>(failure));
        Assert.Equal(10, failures.Distinct().Count());
        Assert.Equal(2, bench.Gateway.TimesOf(HttpMethod.Get).Count());
    }

    [Fact]
    public async Task WaitAsync_OneIsCancelledDuringADelay_DoesNotDisturbTheOthers()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Pending).Answer(Ready);
        ImageTask task = await bench.SubmitAsync();
        using var caller = new CancellationTokenSource();

        Task<ImageResult> first = task.WaitAsync(cancellationToken: caller.Token);
        Task<ImageResult> second = task.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);
        await caller.CancelAsync();

        await Assert.ThrowsAsync<GenerationCanceledException>(() => first);
        Assert.Single((await bench.Time.RunAsync(second)).Images);
        Assert.Equal([665, 1330], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task WaitAsync_TheOneWithTheRequestInFlightIsCancelled_TheNextAsksAtOnce()
    {
        double[] randoms = [0.9, 0.1];
        int drawn = 0;
        using var bench = Bench.WithTask(options => options with { Randomizer = () => randoms[Math.Min(drawn++, 1)] });
        bench.Gateway.Hang().Answer(Ready);
        ImageTask task = await bench.SubmitAsync();
        using var caller = new CancellationTokenSource();

        Task<ImageResult> first = task.WaitAsync(cancellationToken: caller.Token);
        Task<ImageResult> second = task.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);
        bench.Time.Advance(TimeSpan.FromMilliseconds(637));
        bench.Time.Advance(TimeSpan.FromMilliseconds(363));
        Assert.Equal(2, bench.Gateway.Requests.Count);
        await caller.CancelAsync();

        Assert.Equal(caller.Token, (await Assert.ThrowsAsync<GenerationCanceledException>(() => first)).CancellationToken);
        Assert.Single((await AtOnceAsync(second)).Images);
        Assert.Equal([637, 1000], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task WaitAsync_TheOneThatWaitsOutATroubleIsCancelled_TheNextAsksAtOnce()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("", HttpStatusCode.ServiceUnavailable, headers: ("Retry-After", "60")).Answer(Ready);
        ImageTask task = await bench.SubmitAsync();
        using var caller = new CancellationTokenSource();

        Task<ImageResult> first = task.WaitAsync(cancellationToken: caller.Token);
        bench.Time.Advance(TimeSpan.FromMilliseconds(665));
        Task<ImageResult> second = task.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(2, bench.Gateway.Requests.Count);
        await caller.CancelAsync();

        await Assert.ThrowsAsync<GenerationCanceledException>(() => first);
        Assert.Single((await AtOnceAsync(second)).Images);
        Assert.Equal([665, 10_665], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task WaitAsync_DeadlinesAtDifferentTimes_EndEachAtItsOwn()
    {
        using var bench = Bench.WithTask(options => options with { Deadline = TimeSpan.FromSeconds(30) });
        bench.Gateway.Answer(Pending);
        ImageTask task = await bench.SubmitAsync();

        Task<ImageResult> first = task.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);
        Advance(20);
        Task<ImageResult> second = task.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);
        Advance(9);
        Assert.False(first.IsCompleted);
        Advance(1);
        await Assert.ThrowsAsync<GenerationTimeoutException>(() => AtOnceAsync(first));
        Advance(19);
        Assert.False(second.IsCompleted);
        Advance(1);
        await Assert.ThrowsAsync<GenerationTimeoutException>(() => AtOnceAsync(second));

        void Advance(int seconds)
        {
            for (int count = 0; count < seconds; count++)
            {
                bench.Time.Advance(TimeSpan.FromSeconds(1));
            }
        }
    }

    [Fact]
    public async Task WaitAsync_TheFirstGivesUpDuringItsRequest_TheSecondStillGetsTheResult()
    {
        using var bench = Bench.WithTask(options => options with { Deadline = TimeSpan.FromSeconds(10) });
        bench.Gateway.Hang().Answer(Ready);
        ImageTask task = await bench.SubmitAsync();

        Task<ImageResult> first = task.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        Task<ImageResult> second = task.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);

        bench.Time.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<GenerationTimeoutException>(() => AtOnceAsync(first));
        Assert.Single((await AtOnceAsync(second)).Images);
        Assert.Equal(TimeSpan.FromSeconds(10), bench.Time.GetUtcNow() - bench.Time.Start);
    }

    [Fact]
    public async Task WaitAsync_AfterItWasReady_LooksAgainForAFreshUrl()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Ready);
        ImageTask task = await bench.SubmitAsync();
        await bench.WaitAsync(task);
        bench.Gateway.Answer("""{"status":"Ready","result":{"sample":"https://example.com/deer.png?sig=2"}}""");
        bench.Time.Advance(TimeSpan.FromMinutes(20));

        ImageResult again = await bench.WaitAsync(task);

        Assert.Equal("?sig=2", again.Images[0].Url!.Query);
        Assert.Equal(2, again.Polls);
        Assert.Equal([665, 1_200_665], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task WaitAsync_ProgressThrows_EndsThatWaitOnly()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Pending).Answer(Ready);
        ImageTask task = await bench.SubmitAsync();

        Task<ImageResult> first = task.WaitAsync(new ThrowingProgress(), TestContext.Current.CancellationToken);
        Task<ImageResult> second = task.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Single((await bench.Time.RunAsync(second)).Images);
        await Assert.ThrowsAsync<NotSupportedException>(() => first);
        Assert.Single((await bench.WaitAsync(task)).Images);
    }

    [Fact]
    public async Task WaitAsync_SeveralWithProgress_AreEachToldOfEveryChange()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Pending).Answer("""{"status":"Generating"}""").Answer(Ready);
        ImageTask task = await bench.SubmitAsync();
        HeardProgress[] heard = [new(), new(), new()];

        await bench.Time.RunAsync(Task.WhenAll(heard.Select(progress => task.WaitAsync(progress, TestContext.Current.CancellationToken))));

        Assert.All(heard, progress => Assert.Equal(["Pending", "Generating", "Ready"], progress.Reports.Select(report => report.Status!.Value.Value)));
        Assert.Equal(3, bench.Gateway.TimesOf(HttpMethod.Get).Count());
    }

    [Fact]
    public async Task GetStatusAsync_WhileOthersWait_LooksAtOnceAndTheyShareWhatItSaw()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Ready);
        ImageTask task = await bench.SubmitAsync();
        Task<ImageResult> waiting = task.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);
        bench.Time.Advance(TimeSpan.FromMilliseconds(300));

        Task<PredictionTask> looking = task.GetStatusAsync(TestContext.Current.CancellationToken);

        Assert.True(looking.IsCompletedSuccessfully);
        Assert.Equal(PredictionStatus.Ready, (await looking).Status);
        Assert.Single((await bench.Time.RunAsync(waiting)).Images);
        Assert.Equal([300], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task GetStatusAsync_WhileARequestIsInFlight_SharesItsAnswer()
    {
        using var bench = Bench.WithTask();
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        bench.Gateway.Answer(_ => answer.Task).Answer(Ready);
        ImageTask task = await bench.SubmitAsync();
        Task<ImageResult> waiting = task.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);
        bench.Time.Advance(TimeSpan.FromMilliseconds(665));

        Task<PredictionTask> looking = task.GetStatusAsync(TestContext.Current.CancellationToken);
        Assert.False(looking.IsCompleted);
        answer.SetResult(await Answer(Pending));

        Assert.Equal(PredictionStatus.Pending, (await looking).Status);
        Assert.Equal(2, bench.Gateway.Requests.Count);
        Assert.Single((await bench.Time.RunAsync(waiting)).Images);
    }

    /// <summary>The result of a task that needs the clock no more, though it may have to change threads.</summary>
    private static Task<ImageResult> AtOnceAsync(Task<ImageResult> task) => task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);

    private static Task<HttpResponseMessage> Answer(string body) => Task.FromResult(new HttpResponseMessage { Content = new StringContent(body) });

    private static Func<double> Locked(Func<double> next)
    {
        var gate = new Lock();
        return () =>
        {
            lock (gate)
            {
                return next();
            }
        };
    }

    private sealed class ThrowingProgress : IProgress<PredictionTask>
    {
        public void Report(PredictionTask value) => throw new NotSupportedException("The window is closed.");
    }
}
