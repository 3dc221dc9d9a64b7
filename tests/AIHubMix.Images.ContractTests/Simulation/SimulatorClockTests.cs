using System.Net;
using AIHubMix.Images.ContractTests.Faults;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Simulation;

public sealed class SimulatorClockTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly Uri Anywhere = new("/results/none", UriKind.Relative);

    [Fact]
    public async Task Run_WaitsOneAfterAnother_TakeExactlyTheirTime()
    {
        var clock = new SimulatorClock();
        using var limit = new CancellationTokenSource(TimeSpan.FromHours(1), clock);

        async Task<int> Call()
        {
            int count = 0;
            for (; count < 100; count++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(600 + count), clock, limit.Token).ConfigureAwait(false);
            }

            return count;
        }

        Assert.Equal(100, await clock.RunAsync(Call()));
        Assert.Equal(TimeSpan.FromMilliseconds((600 * 100) + (99 * 50)), clock.Elapsed);
        Assert.Equal(SimulatorClock.Start + clock.Elapsed, clock.GetUtcNow());
        Assert.Equal(clock.Elapsed, clock.GetElapsedTime(0));
    }

    [Fact]
    public async Task Run_LimitDuringAWait_EndsItExactly()
    {
        var clock = new SimulatorClock();
        using var limit = new CancellationTokenSource(7 * Second, clock);

        await Assert.ThrowsAsync<TaskCanceledException>(() => clock.RunAsync(Task.Delay(8 * Second, clock, limit.Token)));

        Assert.Equal(7 * Second, clock.Elapsed);
    }

    [Fact]
    public async Task Run_WorkBetweenWaits_IsNotOvertakenByALimit()
    {
        var clock = new SimulatorClock();
        using var limit = new CancellationTokenSource(10 * Second, clock);

        async Task<int> Call()
        {
            await Task.Delay(Second, clock, limit.Token).ConfigureAwait(false);
            int yields = 0;
            for (; yields < 100_000; yields++)
            {
                await Task.Yield();
            }

            await Task.Delay(Second, clock, limit.Token).ConfigureAwait(false);
            return yields;
        }

        await clock.RunAsync(Task.Run(Call, CancellationToken.None));

        Assert.Equal(2 * Second, clock.Elapsed);
        Assert.False(limit.IsCancellationRequested);
    }

    [Fact]
    public async Task Run_CallThatHasEnded_LeavesTheTimeAsItIs()
    {
        var clock = new SimulatorClock();
        using var limit = new CancellationTokenSource(Second, clock);

        Assert.Equal(1, await clock.RunAsync(Task.FromResult(1)));
        await Assert.ThrowsAsync<InvalidDataException>(() => clock.RunAsync(Task.FromException(new InvalidDataException())));

        Assert.Equal(TimeSpan.Zero, clock.Elapsed);
    }

    [Fact]
    public async Task Run_NothingToComeEver_FailsWithWhatThereIs()
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(Fault.NoAnswer).On(GatewayOperation.Download).Always());
        using var stop = new CancellationTokenSource();

        SimulatorAssertionException exception = await Assert.ThrowsAsync<SimulatorAssertionException>(() => bench.RunAsync(GetAsync(bench, stop.Token)));

        Assert.Contains("Nothing will ever happen: 00:00:00 after the start; GET /results/none in flight, not answered", exception.Message, StringComparison.Ordinal);
        await stop.CancelAsync();
    }

    [Fact]
    public async Task Run_MoreStepsThanAllowed_Fails()
    {
        var clock = new SimulatorClock(mostSteps: 10);
        using var stop = new CancellationTokenSource();

        async Task Call()
        {
            while (true)
            {
                await Task.Delay(Second, clock, stop.Token).ConfigureAwait(false);
            }
        }

        SimulatorAssertionException exception = await Assert.ThrowsAsync<SimulatorAssertionException>(() => clock.RunAsync(Call()));

        Assert.Contains("have not ended after 10 steps: 00:00:11 after the start", exception.Message, StringComparison.Ordinal);
        await stop.CancelAsync();
    }

    [Fact]
    public async Task RunAll_CallsSideBySide_EachTakeTheirOwnTime()
    {
        await using FaultBench bench = await FaultBench.StartAsync(FaultBench.InTurn(
            GatewayOperation.Download, Fault.RateLimited(Second), Fault.RateLimited(2 * Second), Fault.RateLimited(3 * Second), Fault.RateLimited(4 * Second)));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1), bench.Clock);

        TimeSpan[] ends = await bench.Clock.RunAllAsync([.. Enumerable.Range(0, 6).Select(async _ =>
        {
            await GetWithPatienceAsync(bench, limit.Token);
            return bench.Clock.Elapsed;
        })]);

        Assert.Equal([0, 0, 1, 2, 3, 4], ends.Select(end => end.TotalSeconds).Order());
    }

    [Fact]
    public async Task Run_TryAgainAfterTheTimeGiven_TakesExactlyThatTime()
    {
        await using FaultBench bench = await FaultBench.StartAsync(FaultBench.InTurn(
            GatewayOperation.Download, Fault.RateLimited(7 * Second), Fault.Unavailable(5 * Second, asDate: true), Fault.RateLimited(TimeSpan.FromHours(2))));
        using var limit = new CancellationTokenSource(TimeSpan.FromHours(3), bench.Clock);

        HttpStatusCode status = await bench.RunAsync(GetWithPatienceAsync(bench, limit.Token));

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal((12 * Second) + TimeSpan.FromHours(2), bench.Clock.Elapsed);
        Assert.Equal([0, 7, 12, 7212], bench.Timeline.Exchanges.Select(request => request.At.TotalSeconds));
    }

    [Theory]
    [InlineData("slow body", 3)]
    [InlineData("after 3 s", 3)]
    [InlineData("200 html", 0)]
    public async Task Run_AnswerThatTakesItsTime_IsWaitedForExactly(string name, int seconds)
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(FaultCatalog.FaultOf(name)).On(GatewayOperation.Download).Always());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1), bench.Clock);

        await bench.RunAsync(GetAsync(bench, limit.Token));
        await bench.RunAsync(GetAsync(bench, limit.Token));

        Assert.Equal(2 * seconds * Second, bench.Clock.Elapsed);
    }

    [Theory]
    [InlineData("no answer")]
    [InlineData("stalled body")]
    [InlineData("slow body")]
    [InlineData("after 3 s")]
    public async Task Run_LimitWhileAnAnswerIsHeld_EndsItExactly(string name)
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(FaultCatalog.FaultOf(name)).On(GatewayOperation.Download).Always());
        using var overall = new CancellationTokenSource(TimeSpan.FromMinutes(1), bench.Clock);

        async Task<int> Call()
        {
            for (int attempt = 0; ; attempt++)
            {
                using var limit = new CancellationTokenSource(2.5 * Second, bench.Clock);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, overall.Token);
                try
                {
                    await GetAsync(bench, either.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (overall.IsCancellationRequested)
                {
                    return attempt;
                }
                catch (OperationCanceledException)
                {
                    await Task.Delay(0.5 * Second, bench.Clock, CancellationToken.None).ConfigureAwait(false);
                }
            }
        }

        Assert.Equal(20, await bench.RunAsync(Call()));
        Assert.Equal(TimeSpan.FromMinutes(1), bench.Clock.Elapsed);
        Assert.Equal(Enumerable.Range(0, 20).Select(attempt => attempt * 3.0), bench.Timeline.Exchanges.Take(20).Select(request => request.At.TotalSeconds));
    }

    [Fact]
    public async Task After_WhileAnAnswerIsHeld_HappensAtItsTime()
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(Fault.NoAnswer).Always());
        using var caller = new CancellationTokenSource();
        bench.Clock.After(3 * Second, caller.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            bench.RunAsync(bench.Client.GenerateAsync(ImageModels.IdeogramV3, new() { Prompt = "A deer" }, cancellationToken: caller.Token)));

        Assert.Equal(3 * Second, bench.Clock.Elapsed);
        Assert.Equal(1, bench.Simulator.Ledger.Count);
    }

    [Fact]
    public async Task Run_GenerationByTask_PollsAtTheTimesOfTheSchedule()
    {
        await using FaultBench bench = await FaultBench.StartAsync(options: new SimulatorOptions { PendingPolls = 6 });

        ImageResult result = await bench.RunAsync(bench.Client.GenerateAsync(ImageModels.FluxKontextPro, new() { Prompt = "A deer" }, cancellationToken: Cancel));
        ReadOnlyMemory<byte> picture = await bench.RunAsync(result.Images[0].GetBytesAsync(Cancel));

        Assert.Equal([0.665, 1.33, 1.995, 2.66, 3.325, 3.99, 4.748], bench.Timeline.Of(GatewayOperation.Poll).Select(request => request.At.TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(4.748), bench.Clock.Elapsed);
        Assert.Equal(bench.Clock.Elapsed, result.Duration);
        Assert.False(picture.IsEmpty);
    }

    [Fact]
    public async Task Run_TaskThatNeverEnds_TakesExactlyTheTimeAllowed()
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(Fault.TaskStatus("Dreaming")).On(GatewayOperation.Poll).Always());
        AIHubMixClient client = bench.CreateClient(options => options with { Deadline = TimeSpan.FromMinutes(20) });

        await Assert.ThrowsAsync<GenerationTimeoutException>(() => bench.RunAsync(client.GenerateAsync(ImageModels.FluxKontextPro, new() { Prompt = "A deer" }, cancellationToken: Cancel)));

        Assert.Equal(TimeSpan.FromMinutes(20), bench.Clock.Elapsed);
    }

    [Fact]
    public void CreateTimer_ChangedOrDisposed_KeepsToTheLastWord()
    {
        var clock = new SimulatorClock();
        ITimer timer = clock.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Assert.DoesNotContain("limit", clock.ToString(), StringComparison.Ordinal);
        timer.Change(Second, Second);
        Assert.Contains("a limit until 00:00:01", clock.ToString(), StringComparison.Ordinal);
        timer.Change(2 * Second, Second);
        Assert.EndsWith("; a limit until 00:00:02", clock.ToString(), StringComparison.Ordinal);
        timer.Dispose();
        Assert.EndsWith("after the start", clock.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateTimer_SeveralAtOnceAndPeriodic_FireInTheOrderSet()
    {
        var clock = new SimulatorClock();
        var fired = new List<string>();
        await using ITimer every = clock.CreateTimer(_ => fired.Add($"every {clock.Elapsed.TotalSeconds}"), null, Second, Second);
        clock.After(2 * Second, () => fired.Add("first"));
        clock.After(2 * Second, () => fired.Add("second"));

        await clock.RunAsync(Task.Delay(3.5 * Second, clock, Cancel));

        Assert.Equal(["every 1", "first", "second", "every 2", "every 3"], fired);
    }

    private static async Task<(HttpStatusCode Status, TimeSpan? Wait)> GetAsync(FaultBench bench, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(bench.Root, Anywhere));
        using HttpResponseMessage response = await bench.Invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
        await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return (response.StatusCode, response.Headers.RetryAfter is { } after ? after.Delta ?? (after.Date - bench.Clock.GetUtcNow()) : null);
    }

    private static async Task<HttpStatusCode> GetWithPatienceAsync(FaultBench bench, CancellationToken cancellationToken)
    {
        while (true)
        {
            (HttpStatusCode status, TimeSpan? wait) = await GetAsync(bench, cancellationToken).ConfigureAwait(false);
            if (wait is not { } time)
            {
                return status;
            }

            await Task.Delay(time, bench.Clock, cancellationToken).ConfigureAwait(false);
        }
    }
}
