using System.Net;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Tasks;

/// <summary>Following a task, looking at it once, and answers that need neither.</summary>
public sealed class ImageTaskWatchTests
{
    private const string Pending = """{"status":"Pending"}""";
    private const string Ready = """{"status":"Ready","result":{"sample":"https://example.com/deer.png?sig=1"}}""";

    [Fact]
    public async Task WatchAsync_Changes_AreYieldedAndNothingElse()
    {
        using var bench = Bench.WithTask();
        string[] bodies =
        [
            Pending, Pending, """{"status":"Pending","progress":0.1}""", """{"status":"Pending","progress":0.1,"preview":"x"}""", """{"status":"Generating","progress":0.1}""",
            """{"status":"Generating","progress":0.1}""", """{"status":"Of tomorrow"}""", Ready,
        ];
        foreach (string body in bodies)
        {
            bench.Gateway.Answer(body);
        }

        List<PredictionTask> states = await WatchAsync(bench, await bench.SubmitAsync());

        Assert.Equal(
            [("Pending", null), ("Pending", 0.1), ("Generating", 0.1), ("Of tomorrow", null), ("Ready", (double?)null)],
            states.Select(state => (state.Status!.Value.Value, state.Progress)));
        Assert.Equal("https://example.com/deer.png?sig=1", states[^1].Result!.Sample);
        Assert.Equal(1 + bodies.Length, bench.Gateway.Requests.Count);
    }

    [Theory]
    [InlineData("""{"status":"Error"}""", "Error")]
    [InlineData("""{"status":"Request Moderated"}""", "Request Moderated")]
    [InlineData("""{"status":"Content Moderated"}""", "Content Moderated")]
    [InlineData("""{"status":"Task not found"}""", "Task not found")]
    [InlineData("""{"status":"Ready"}""", "Ready")]
    public async Task WatchAsync_TaskFails_YieldsItLastAndDoesNotThrow(string body, string status)
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Pending).Answer(body);

        List<PredictionTask> states = await WatchAsync(bench, await bench.SubmitAsync());

        Assert.Equal(["Pending", status], states.Select(state => state.Status!.Value.Value));
    }

    [Fact]
    public async Task WatchAsync_NotFoundByHttpStatus_YieldsIt()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("", HttpStatusCode.NotFound);

        PredictionTask state = Assert.Single(await WatchAsync(bench, await bench.SubmitAsync()));

        Assert.Equal((PredictionStatus.TaskNotFound, "t1"), (state.Status, state.Id));
    }

    [Fact]
    public async Task WatchAsync_TroubleThatPasses_IsNotSeen()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Pending).Answer("", HttpStatusCode.BadGateway).Answer("<html>").Answer(Ready);

        List<PredictionTask> states = await WatchAsync(bench, await bench.SubmitAsync());

        Assert.Equal([PredictionStatus.Pending, PredictionStatus.Ready], states.Select(state => state.Status));
        Assert.Equal([665, 1330, 1830, 2830], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task WatchAsync_RefusedForGood_Throws()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Pending).Answer("", HttpStatusCode.Unauthorized);
        ImageTask task = await bench.SubmitAsync();

        AuthenticationFailedException exception = await Assert.ThrowsAsync<AuthenticationFailedException>(() => WatchAsync(bench, task));

        Assert.Equal((task.ToToken(), "t1", BillingClass.Billed, 1), (exception.TaskToken, exception.TaskId, exception.Billing, exception.Attempts));
    }

    [Fact]
    public async Task WatchAsync_DeadlinePasses_ThrowsWithTheWayBack()
    {
        using var bench = Bench.WithTask(options => options with { Deadline = TimeSpan.FromSeconds(30) });
        bench.Gateway.Answer(Pending);
        ImageTask task = await bench.SubmitAsync();

        GenerationTimeoutException exception = await Assert.ThrowsAsync<GenerationTimeoutException>(() => WatchAsync(bench, task));

        Assert.Equal(TimeSpan.FromSeconds(30), bench.Time.GetUtcNow() - bench.Time.Start);
        Assert.Equal((task.ToToken(), PredictionStatus.Pending), (exception.TaskToken, exception.LastStatus));
    }

    [Fact]
    public async Task WatchAsync_CancelledThroughTheEnumeration_EndsAtOnceWithTheWayBack()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Pending);
        ImageTask task = await bench.SubmitAsync();
        using var caller = new CancellationTokenSource();
        var states = new List<PredictionTask>();
        Task watching = Watch();
        bench.Time.Advance(TimeSpan.FromMilliseconds(665));
        Assert.Single(states);
        Assert.False(watching.IsCompleted);
        await caller.CancelAsync();

        GenerationCanceledException exception = await Assert.ThrowsAsync<GenerationCanceledException>(() => watching);

        Assert.Equal((caller.Token, task.ToToken(), BillingClass.Billed), (exception.CancellationToken, exception.TaskToken, exception.Billing));
        Assert.Equal(TimeSpan.FromMilliseconds(665), bench.Time.GetUtcNow() - bench.Time.Start);

        async Task Watch()
        {
            await foreach (PredictionTask state in task.WatchAsync().WithCancellation(caller.Token))
            {
                states.Add(state);
            }
        }
    }

    [Fact]
    public async Task WatchAsync_LeftEarly_LeavesTheTaskToBeWaitedFor()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Pending).Answer(Ready);
        ImageTask task = await bench.SubmitAsync();

        await bench.Time.RunAsync(First());

        Assert.Single((await bench.WaitAsync(task)).Images);

        async Task<PredictionTask?> First()
        {
            await foreach (PredictionTask state in task.WatchAsync(TestContext.Current.CancellationToken))
            {
                return state;
            }

            return null;
        }
    }

    [Fact]
    public async Task WatchAsync_BesideAWait_SharesTheRequests()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Pending).Answer("""{"status":"Generating"}""").Answer(Ready);
        ImageTask task = await bench.SubmitAsync();
        Task<ImageResult> waiting = task.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);

        List<PredictionTask> states = await WatchAsync(bench, task);

        Assert.Equal(3, states.Count);
        Assert.Single((await bench.Time.RunAsync(waiting)).Images);
        Assert.Equal([665, 1330, 1995], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task GetStatusAsync_Task_IsLookedAtOnceAndAtOnce()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("""{"status":"Generating","progress":0.3}""");
        ImageTask task = await bench.SubmitAsync();

        Task<PredictionTask> looking = task.GetStatusAsync(TestContext.Current.CancellationToken);

        Assert.True(looking.IsCompletedSuccessfully);
        Assert.Equal((PredictionStatus.Generating, 0.3), ((await looking).Status, (await looking).Progress));
        Assert.Equal([0], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Theory]
    [InlineData("""{"status":"Error"}""", "Error")]
    [InlineData("""{"status":"Ready"}""", "Ready")]
    [InlineData("""{"status":"Request Moderated"}""", "Request Moderated")]
    public async Task GetStatusAsync_TaskFailed_IsToldNotThrown(string body, string status)
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(body);
        ImageTask task = await bench.SubmitAsync();

        Assert.Equal(status, (await task.GetStatusAsync(TestContext.Current.CancellationToken)).Status!.Value.Value);
    }

    [Fact]
    public async Task GetStatusAsync_TroubleThatPasses_IsOvercome()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("", HttpStatusCode.BadGateway).Answer(Pending);
        ImageTask task = await bench.SubmitAsync();

        Assert.Equal(PredictionStatus.Pending, (await bench.Time.RunAsync(task.GetStatusAsync(TestContext.Current.CancellationToken))).Status);
        Assert.Equal([0, 500], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task GetStatusAsync_TroubleThatStays_EndsAtTheDeadlineWithTheWayBack()
    {
        using var bench = Bench.WithTask(options => options with { Deadline = TimeSpan.FromSeconds(30) });
        bench.Gateway.Answer("", HttpStatusCode.BadGateway);
        ImageTask task = await bench.SubmitAsync();

        GenerationTimeoutException exception = await Assert.ThrowsAsync<GenerationTimeoutException>(() => bench.Time.RunAsync(task.GetStatusAsync(TestContext.Current.CancellationToken)));

        Assert.Equal(task.ToToken(), exception.TaskToken);
        Assert.IsType<AIHubMixApiException>(exception.InnerException);
    }

    [Fact]
    public async Task GetStatusAsync_Cancelled_EndsAtOnceWithTheWayBack()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Hang();
        ImageTask task = await bench.SubmitAsync();
        using var caller = new CancellationTokenSource();
        Task<PredictionTask> looking = task.GetStatusAsync(caller.Token);
        Assert.False(looking.IsCompleted);
        await caller.CancelAsync();

        GenerationCanceledException exception = await Assert.ThrowsAsync<GenerationCanceledException>(() => looking);

        Assert.Equal((caller.Token, task.ToToken()), (exception.CancellationToken, exception.TaskToken));
    }

    [Fact]
    public async Task ImageTask_InlineAnswer_NeedsNoLook()
    {
        using var bench = Bench.Answering("""{"output":["https://example.com/deer.png"]}""");

        ImageTask task = await bench.SubmitAsync();

        Assert.Empty(await WatchAsync(bench, task));
        PredictionTask status = await task.GetStatusAsync(TestContext.Current.CancellationToken);
        Assert.Equal((PredictionStatus.Ready, null), (status.Status, status.Result));
        Assert.Null(task.ToToken());
        Assert.Null(task.Id);
        Assert.Empty(task.FurtherIds);
        Assert.Single(bench.Gateway.Requests);
    }

    [Fact]
    public async Task ImageTask_InlineAnswerAndCancelledToken_StillGivesWhatIsThere()
    {
        using var bench = Bench.Answering("""{"output":["https://example.com/deer.png"]}""");
        ImageTask task = await bench.SubmitAsync();

        Assert.Single((await task.WaitAsync(cancellationToken: new CancellationToken(canceled: true))).Images);
    }

    [Fact]
    public async Task FurtherIds_AnswerNamesSeveralTasks_AreEachCollected()
    {
        using var bench = Bench.Answering("""{"output":[{"taskId":"t1"},{"taskId":"t2"},{"taskId":"t3"}]}""");
        bench.Gateway.Answer(Ready);

        ImageTask task = await bench.SubmitAsync();
        ImageResult result = await bench.WaitAsync(task);
        ImageTask resumed = bench.Client.ResumeTask(task.ToToken()!);

        Assert.Equal("t1", task.Id);
        Assert.Equal(["t2", "t3"], task.FurtherIds);
        Assert.Equal(["t2", "t3"], result.FurtherTaskIds);
        Assert.Equal(["t2", "t3"], resumed.FurtherIds);
        foreach (string id in result.FurtherTaskIds)
        {
            Assert.Equal(id, (await bench.WaitAsync(bench.Client.ResumeTask(ImageModels.FluxKontextMax, id))).TaskId);
        }

        Assert.Equal(["t1", "t2", "t3"], bench.Gateway.Requests.Skip(1).Select(request => request.Uri.Segments[^1]));
    }

    [Fact]
    public async Task GenerateAsync_CancelledAfterTheTaskWasAccepted_GivesTheTokenToCollectItWith()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Pending).Answer(Ready);
        using var caller = new CancellationTokenSource();
        Task<ImageResult> generating = bench.Client.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = "deer" }, cancellationToken: caller.Token);
        bench.Time.Advance(TimeSpan.FromMilliseconds(665));
        Assert.False(generating.IsCompleted);
        await caller.CancelAsync();

        GenerationCanceledException exception = await Assert.ThrowsAsync<GenerationCanceledException>(() => generating);

        Assert.Equal((BillingClass.Billed, "bfl/flux-kontext-max", "rid-submit", "t1"), (exception.Billing, exception.Model, exception.RequestId, exception.TaskId));
        Assert.Equal(caller.Token, exception.CancellationToken);
        Assert.Single((await bench.WaitAsync(bench.Client.ResumeTask(exception.TaskToken!))).Images);
        Assert.Equal(1, bench.Gateway.Requests.Count(request => request.Method == HttpMethod.Post));
    }

    [Fact]
    public async Task Dispose_NetworkPassedIn_LetsTheWaitGoOn()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Ready);
        ImageTask task = await bench.SubmitAsync();
        Task<ImageResult> waiting = task.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);

        bench.Client.Dispose();

        Assert.Single((await bench.Time.RunAsync(waiting)).Images);
    }

    [Fact]
    public async Task Dispose_WhileWaitingOnTheClientsOwnConnections_EndsTheWaitWithTheWayBack()
    {
        var time = new SteppedTime();
        var client = new AIHubMixClient(Bench.Key, new AIHubMixClientOptions { TimeProvider = time, Randomizer = () => 0.5 });
        ImageTask task = client.ResumeTask(ImageModels.FluxKontextMax, "t1");
        Task<ImageResult> waiting = task.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);

        client.Dispose();

        ConnectionFailedException exception = await Assert.ThrowsAsync<ConnectionFailedException>(() => time.RunAsync(waiting));
        Assert.Equal((task.ToToken(), "t1", BillingClass.Billed, 1), (exception.TaskToken, exception.TaskId, exception.Billing, exception.Attempts));
        Assert.IsType<ObjectDisposedException>(exception.InnerException);
        Assert.Equal(TimeSpan.FromMilliseconds(665), time.GetUtcNow() - time.Start);
    }

    private static Task<List<PredictionTask>> WatchAsync(Bench bench, ImageTask task)
    {
        return bench.Time.RunAsync(ListAsync());

        async Task<List<PredictionTask>> ListAsync()
        {
            var states = new List<PredictionTask>();
            await foreach (PredictionTask state in task.WatchAsync(TestContext.Current.CancellationToken))
            {
                states.Add(state);
            }

            return states;
        }
    }
}
