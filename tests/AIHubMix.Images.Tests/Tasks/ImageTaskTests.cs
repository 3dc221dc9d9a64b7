using System.Net;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Tasks;

public sealed class ImageTaskTests
{
    private const string Pending = """{"status":"Pending"}""";
    private const string Ready = """{"status":"Ready","result":{"sample":"https://example.com/deer.png?sig=1"}}""";

    [Fact]
    public async Task WaitAsync_Ready_GivesAResultWithAllThatIsKnown()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("""{"status":"Ready","result":{"sample":"https://example.com/deer.png","seed":42},"of-tomorrow":1}""", headers: ("x-aihubmix-request-id", "rid-poll"));

        ImageResult result = await bench.GenerateAsync();

        Assert.Equal(new Uri("https://example.com/deer.png"), Assert.Single(result.Images).Url);
        Assert.Equal(("bfl/flux-kontext-max", "t1", "rid-submit", ResponseForm.Task), (result.Model, result.TaskId, result.RequestId, result.Form));
        Assert.Equal((TimeSpan.FromMilliseconds(665), 1, 1), (result.Duration, result.Attempts, result.Polls));
        Assert.Equal(1, result.Raw.GetProperty("of-tomorrow").GetInt32());
        Assert.True(result.IsComplete);
    }

    [Fact]
    public async Task SubmitAsync_Task_IsKnownBeforeTheFirstLook()
    {
        using var bench = Bench.WithTask();

        ImageTask task = await bench.SubmitAsync();

        Assert.Equal(("t1", "bfl/flux-kontext-max", "rid-submit"), (task.Id, task.Model, task.RequestId));
        Assert.Equal("t1", task.ToString());
        Assert.Single(bench.Gateway.Requests);
    }

    [Fact]
    public async Task WaitAsync_InlineAnswer_ReturnsAtOnceWithoutAnyRequest()
    {
        using var bench = Bench.Answering("""{"output":["https://example.com/deer.png"]}""", headers: ("x-aihubmix-request-id", "rid"));
        var progress = new HeardProgress();

        ImageTask task = await bench.SubmitAsync();
        Task<ImageResult> first = task.WaitAsync(progress, TestContext.Current.CancellationToken);
        Task<ImageResult> second = task.WaitAsync(progress, TestContext.Current.CancellationToken);

        Assert.True(first.IsCompletedSuccessfully);
        Assert.Same(await first, await second);
        Assert.Null(task.Id);
        Assert.Equal("bfl/flux-kontext-max, 1 pictures", task.ToString());
        Assert.Equal("rid", (await first).RequestId);
        Assert.Empty(progress.Reports);
        Assert.Single(bench.Gateway.Requests);
    }

    [Fact]
    public async Task WaitAsync_Progress_IsReportedOnChangeOnly()
    {
        using var bench = Bench.WithTask();
        string[] bodies =
        [
            Pending, Pending, """{"status":"Pending","progress":0.1}""", """{"status":"Pending","progress":0.1,"preview":"x"}""", """{"status":"Pending","progress":0.5}""",
            """{"status":"Generating","progress":0.5}""", """{"status":"Generating","progress":0.5}""", """{"status":"Generating"}""", Ready,
        ];
        foreach (string body in bodies)
        {
            bench.Gateway.Answer(body);
        }

        var progress = new HeardProgress();
        await bench.WaitAsync(await bench.SubmitAsync(), progress);

        Assert.Equal(
            [("Pending", null), ("Pending", 0.1), ("Pending", 0.5), ("Generating", 0.5), ("Generating", null), ("Ready", (double?)null)],
            progress.Reports.Select(task => (task.Status!.Value.Value, task.Progress)));
        Assert.Equal(1 + bodies.Length, bench.Gateway.Requests.Count);
    }

    [Fact]
    public async Task WaitAsync_Failure_IsReportedAsProgressBeforeItIsThrown()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("""{"status":"Error"}""");
        var progress = new HeardProgress();
        ImageTask task = await bench.SubmitAsync();

        await Assert.ThrowsAsync<TaskFailedException>(() => bench.WaitAsync(task, progress));

        Assert.Equal(PredictionStatus.Error, Assert.Single(progress.Reports).Status);
    }

    [Fact]
    public async Task WaitAsync_Twice_LooksAgainAndGivesTheSameResult()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Pending).Answer(Ready);
        ImageTask task = await bench.SubmitAsync();

        ImageResult first = await bench.WaitAsync(task);
        ImageResult second = await bench.WaitAsync(task);

        Assert.Equal(first.Images[0].Url, second.Images[0].Url);
        Assert.Equal(1, bench.Gateway.Requests.Count(request => request.Method == HttpMethod.Post));
        Assert.Equal([665, 1330, 1995], bench.Gateway.TimesOf(HttpMethod.Get));
        Assert.Equal((2, 3), (first.Polls, second.Polls));
    }

    [Fact]
    public async Task WaitAsync_SeveralAtATime_AllGetTheResult()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Ready);
        ImageTask task = await bench.SubmitAsync();

        ImageResult[] results = await bench.Time.RunAsync(Task.WhenAll(
            task.WaitAsync(cancellationToken: TestContext.Current.CancellationToken), task.WaitAsync(cancellationToken: TestContext.Current.CancellationToken)));

        Assert.All(results, result => Assert.Single(result.Images));
    }

    [Theory]
    [InlineData(null, "nothing yet")]
    [InlineData("Pending", "Pending")]
    [InlineData("Warming up", "Warming up")]
    public async Task WaitAsync_DeadlinePasses_TellsTaskAndLastStatus(string? status, string seen)
    {
        using var bench = Bench.WithTask(options => options with { Deadline = TimeSpan.FromSeconds(30) });
        _ = status is null ? bench.Gateway.Hang() : bench.Gateway.Answer($$"""{"status":"{{status}}"}""");
        ImageTask task = await bench.SubmitAsync();
        DateTimeOffset started = bench.Time.GetUtcNow();

        GenerationTimeoutException exception = await Assert.ThrowsAsync<GenerationTimeoutException>(() => bench.WaitAsync(task));

        Assert.Equal(TimeSpan.FromSeconds(30), bench.Time.GetUtcNow() - started);
        Assert.Equal(("t1", "bfl/flux-kontext-max", "rid-submit"), (exception.TaskId, exception.Model, exception.RequestId));
        Assert.Equal(status, exception.LastStatus?.Value);
        Assert.Equal((task.ToToken(), BillingClass.Billed), (exception.TaskToken, exception.Billing));
        Assert.Equal($"Task 't1' of 'bfl/flux-kontext-max' was not ready within 00:00:30; it was last seen as \"{seen}\". It is paid for: wait for it again, or collect it later by its token.", exception.Message);
    }

    [Fact]
    public async Task WaitAsync_AfterTheDeadlinePassed_CanBeWaitedForAgain()
    {
        using var bench = Bench.WithTask(options => options with { Deadline = TimeSpan.FromMilliseconds(700) });
        bench.Gateway.Answer(Pending).Answer(Ready);
        ImageTask task = await bench.SubmitAsync();

        await Assert.ThrowsAsync<GenerationTimeoutException>(() => bench.WaitAsync(task));

        Assert.Single((await bench.WaitAsync(task)).Images);
    }

    [Fact]
    public async Task WaitAsync_CancelledDuringADelay_EndsAtOnceWithTheWayBack()
    {
        using var bench = Bench.WithTask();
        using var caller = new CancellationTokenSource();
        ImageTask task = await bench.SubmitAsync();

        Task<ImageResult> waiting = task.WaitAsync(cancellationToken: caller.Token);
        Assert.False(waiting.IsCompleted);
        caller.Cancel();

        AssertLeadsBack(await Assert.ThrowsAsync<GenerationCanceledException>(() => waiting), task, caller.Token);
        Assert.Single(bench.Gateway.Requests);
    }

    [Fact]
    public async Task WaitAsync_CancelledDuringARequest_EndsAtOnceWithTheWayBack()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Hang();
        using var caller = new CancellationTokenSource();
        ImageTask task = await bench.SubmitAsync();

        Task<ImageResult> waiting = task.WaitAsync(cancellationToken: caller.Token);
        bench.Time.Advance(TimeSpan.FromMilliseconds(665));
        Assert.Equal(2, bench.Gateway.Requests.Count);
        caller.Cancel();

        AssertLeadsBack(await Assert.ThrowsAsync<GenerationCanceledException>(() => waiting), task, caller.Token);
    }

    [Fact]
    public async Task WaitAsync_CancelledBefore_MakesNoRequest()
    {
        using var bench = Bench.WithTask();
        ImageTask task = await bench.SubmitAsync();

        var cancelled = new CancellationToken(canceled: true);
        AssertLeadsBack(await Assert.ThrowsAsync<GenerationCanceledException>(() => task.WaitAsync(cancellationToken: cancelled)), task, cancelled);
        Assert.Single(bench.Gateway.Requests);
    }

    [Fact]
    public async Task WaitAsync_ReadyBesideTextThatIsNoUnicode_GivesThePicture()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("""{"status":"Ready","result":{"sample":"https://example.com/1.png","prompt":"cut \ud83e"}}""");
        Assert.Single((await bench.GenerateAsync()).Images);
    }

    [Fact]
    public async Task WaitAsync_ReadyBesideInvalidUtf8_GivesThePicture()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer([.. "{\"status\":\"Ready\",\"result\":{\"sample\":\"https://example.com/1.png\",\"prompt\":\"caf"u8, 0xE9, .. "\"}}"u8], HttpStatusCode.OK, "application/json");
        Assert.Single((await bench.GenerateAsync()).Images);
    }

    [Fact]
    public async Task WaitAsync_PictureThatCameWithTheTask_IsAmongTheResult()
    {
        using var bench = Bench.Answering("""{"output":[{"url":"https://example.com/1.png"},{"taskId":"t1"}]}""");
        bench.Gateway.Answer("""{"status":"Ready","result":{"sample":"https://example.com/2.png"}}""");
        Assert.Equal(["https://example.com/1.png", "https://example.com/2.png"], (await bench.GenerateAsync()).Images.Select(image => image.Url!.OriginalString));
    }

    [Fact]
    public async Task WaitAsync_ReadyWithANullAmongTheSamples_GivesTheOthers()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("""{"status":"Ready","result":{"samples":[null,"https://example.com/2.png"]}}""");
        Assert.Equal("https://example.com/2.png", Assert.Single((await bench.GenerateAsync()).Images).Url!.OriginalString);
    }

    [Fact]
    public async Task WaitAsync_PicturesInline_AreAllGiven()
    {
        using var bench = Bench.WithTask();
        string png = Pictures.Base64(Pictures.Png());
        bench.Gateway.Answer("{\"status\":\"Ready\",\"result\":{\"samples\":[\"" + png + "\",\"https://example.com/2.png\",\"" + png + "\"]}}");

        ImageResult result = await bench.GenerateAsync();

        Assert.Equal([null, "https://example.com/2.png", null], result.Images.Select(image => image.Url?.OriginalString));
        Assert.Equal(Pictures.Png(), await result.Images[2].GetBytesAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WaitAsync_Base64ThatIsNoPicture_IsNoResult()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("""{"status":"Ready","result":{"sample":"QUJDREVGR0g="}}""");

        TaskFailedException exception = await bench.FailAsync<TaskFailedException>();

        Assert.Contains("is ready but names no picture", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WaitAsync_CodeOfTheCallersThrows_PassesWithTheTokenInItsData(bool isCancellation)
    {
        Exception thrown = isCancellation ? new OperationCanceledException("mine") : new InvalidTimeZoneException("mine");
        using var bench = Bench.WithTask(options => options with { PollingSchedule = new ThrowingSchedule(thrown) });

        Exception? caught = await Record.ExceptionAsync(() => bench.GenerateAsync());

        Assert.Same(thrown, caught);
        string token = Assert.IsType<string>(thrown.Data[AIHubMixException.TaskTokenKey]);
        Assert.Equal("t1", bench.Client.ResumeTask(token).Id);
    }

    private static void AssertLeadsBack(GenerationCanceledException exception, ImageTask task, CancellationToken caller)
    {
        Assert.Equal((BillingClass.Billed, "bfl/flux-kontext-max", "rid-submit", "t1"), (exception.Billing, exception.Model, exception.RequestId, exception.TaskId));
        Assert.Equal((task.ToToken(), caller), (exception.TaskToken, exception.CancellationToken));
        Assert.Equal("Waiting for task 't1' of 'bfl/flux-kontext-max' was cancelled. It is paid for: wait for it again, or collect it later by its token.", exception.Message);
    }

    private sealed class ThrowingSchedule(Exception exception) : PollingSchedule
    {
        public override TimeSpan NextDelay(PollingState state) => throw exception;
    }
}
