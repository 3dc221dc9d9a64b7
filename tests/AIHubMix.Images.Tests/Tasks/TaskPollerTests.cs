using System.Net;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Tasks;

/// <summary>Drives a client of which only the clock, the randomness and the network are not the default.</summary>
public sealed class TaskPollerTests
{
    private const string Pending = """{"status":"Pending"}""";
    private const string Ready = """{"status":"Ready","result":{"sample":"https://example.com/deer.png?sig=1"}}""";

    private static readonly Dictionary<string, (Func<StubGateway, StubGateway> Answer, Type Type)> Troubles = new()
    {
        ["408"] = (gateway => gateway.Answer("slow", HttpStatusCode.RequestTimeout, headers: ("x-aihubmix-request-id", "rid-poll")), typeof(AIHubMixApiException)),
        ["429"] = (gateway => gateway.Answer("often", HttpStatusCode.TooManyRequests), typeof(RateLimitedException)),
        ["500"] = (gateway => gateway.Answer("""{"error":{"message":"m"}}""", HttpStatusCode.InternalServerError), typeof(AIHubMixApiException)),
        ["502"] = (gateway => gateway.Answer("<html>", HttpStatusCode.BadGateway, "text/html"), typeof(AIHubMixApiException)),
        ["503"] = (gateway => gateway.Answer("", HttpStatusCode.ServiceUnavailable), typeof(ModelUnavailableException)),
        ["504"] = (gateway => gateway.Answer("", HttpStatusCode.GatewayTimeout), typeof(AIHubMixApiException)),
        ["524"] = (gateway => gateway.Answer("", (HttpStatusCode)524), typeof(AIHubMixApiException)),
        ["refused"] = (gateway => gateway.FailToConnect(new HttpRequestException("Connection refused.")), typeof(ConnectionFailedException)),
        ["reset"] = (gateway => gateway.Fail(new IOException("Connection reset.")), typeof(ConnectionFailedException)),
        ["given up"] = (gateway => gateway.Fail(new OperationCanceledException("The connection took too long.")), typeof(ConnectionFailedException)),
        ["odd handler"] = (gateway => gateway.Fail(new InvalidOperationException("The handler is odd.")), typeof(ConnectionFailedException)),
        ["cut off"] = (gateway => gateway.Answer(ChunkedBody.BreakingOff("""{"status":"Rea"""u8.ToArray(), new IOException("Connection reset."))), typeof(ConnectionFailedException)),
        ["cut off by HTTP"] = (gateway => gateway.Answer(ChunkedBody.BreakingOff([], new HttpRequestException("The response ended prematurely."))), typeof(ConnectionFailedException)),
    };

    private static readonly Func<double>[] Randomizers =
    [
        () => 0,
        () => 0.5,
        () => 0.999,
        () => Math.BitDecrement(1.0),
        .. Enumerable.Range(1, 50).Select(seed => (Func<double>)new Random(seed).NextDouble),
    ];

    public static TheoryData<string> TroubleNames => [.. Troubles.Keys];

    [Fact]
    public async Task WaitAsync_ScheduleThatAnswersLongestOrShortest_StillKeepsTheToken()
    {
        foreach (TimeSpan delay in (TimeSpan[])[TimeSpan.MaxValue, TimeSpan.MinValue])
        {
            using var bench = Bench.WithTask(options => options with { PollingSchedule = new OneAnswer(delay), Deadline = TimeSpan.FromSeconds(9) });
            bench.Gateway.Answer(delay > TimeSpan.Zero ? Pending : Ready);
            ImageTask task = await bench.SubmitAsync();

            Exception? failure = await Record.ExceptionAsync(() => bench.WaitAsync(task));

            Assert.Equal(delay > TimeSpan.Zero ? task.ToToken() : null, (failure as GenerationTimeoutException)?.TaskToken);
            Assert.Equal(delay > TimeSpan.Zero, failure is not null);
        }
    }

    [Fact]
    public async Task WaitAsync_TaskThatGoesOnAtRandom0_IsLookedAtAtTheseTimes() => Assert.Equal(
        [
            700, 1400, 2100, 2800, 3500, 4200, 5040, 6048, 7257, 8708, 10_449, 12_538, 15_045, 18_054, 21_664, 25_996, 30_996, 35_996, 40_996, 45_996, 50_996, 55_996, 60_996,
            65_996, 70_996, 75_996, 80_996, 85_996, 90_996, 95_996, 100_996, 105_996, 110_996, 115_996, 120_996,
        ],
        (await TimesOfLooksAsync(0)).Take(35));

    [Fact]
    public async Task WaitAsync_TaskThatGoesOnAtRandomBelow1_IsLookedAtAtTheseTimes() => Assert.Equal(
        [
            630, 1260, 1890, 2520, 3150, 3780, 4460, 5262, 6209, 7326, 8644, 10_199, 12_034, 14_200, 16_756, 19_772, 23_330, 27_529, 32_029, 36_529, 41_029, 45_529, 50_029,
            54_529, 59_029, 63_529, 68_029, 72_529, 77_029, 81_529, 86_029, 90_529, 95_029, 99_529, 104_029, 108_529, 113_029, 117_529, 122_029,
        ],
        (await TimesOfLooksAsync(Math.BitDecrement(1.0))).Take(39));

    [Fact]
    public async Task WaitAsync_TaskThatNeverEnds_IsLookedAtEveryFiveSecondsUntilTheDeadline()
    {
        List<double> times = await TimesOfLooksAsync(0);

        Assert.Equal(Enumerable.Range(0, 115).Select(count => 25_996.0 + (5000 * count)), times.Skip(15));
    }

    [Theory]
    [InlineData(600, 1000, 1)]
    [InlineData(5_000, 1000, 8)]
    [InlineData(20_000, 4000, 20)]
    [InlineData(120_000, 5000, 40)]
    public async Task WaitAsync_TaskIsReadyAfterAWhile_IsSeenSoonWithFewRequests(int milliseconds, int latest, int mostPolls)
    {
        foreach (Func<double> randomizer in Randomizers)
        {
            using var bench = Bench.WithTask(options => options with { Randomizer = randomizer });
            DateTimeOffset ready = bench.Time.GetUtcNow().AddMilliseconds(milliseconds);
            bench.Gateway.Answer(_ => Answer(bench.Time.GetUtcNow() >= ready ? Ready : Pending));

            ImageResult result = await bench.GenerateAsync();

            double late = (bench.Time.GetUtcNow() - ready).TotalMilliseconds;
            Assert.InRange(late, 0, latest);
            Assert.InRange(result.Polls, 1, mostPolls);
            Assert.Equal(result.Polls, bench.Gateway.TimesOf(HttpMethod.Get).Count());
            Assert.Equal(milliseconds + late, result.Duration.TotalMilliseconds);
        }
    }

    [Theory]
    [InlineData("3", 3000)]
    [InlineData("60", 60_000)]
    [InlineData("61", 60_000)]
    [InlineData("86400", 60_000)]
    [InlineData("0", 665)]
    [InlineData("-1", 665)]
    [InlineData("soon", 665)]
    [InlineData("Sun, 01 Mar 2026 12:00:20 GMT", 19_335)]
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT", 665)]
    [InlineData("Mon, 01 Mar 2027 12:00:00 GMT", 60_000)]
    public async Task WaitAsync_AnswerAsksToWait_IsHonouredUpToAMinute(string value, double delay)
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Pending, headers: ("Retry-After", value)).Answer(Ready);

        await bench.GenerateAsync();

        Assert.Equal([665, 665 + delay], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task WaitAsync_AnswerAsksToWaitOnce_GoesBackToTheScheduleAfterwards()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Pending, headers: ("Retry-After", "10")).Answer(Pending).Answer(Ready);

        await bench.GenerateAsync();

        Assert.Equal([665, 10_665, 12_691], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task WaitAsync_AnswerAsksToWaitBeyondTheDeadline_EndsAtTheDeadline()
    {
        using var bench = Bench.WithTask(options => options with { Deadline = TimeSpan.FromSeconds(20) });
        bench.Gateway.Answer(Pending, headers: ("Retry-After", "50"));

        await bench.FailAsync<GenerationTimeoutException>();

        Assert.Equal(TimeSpan.FromSeconds(20), bench.Time.GetUtcNow() - bench.Time.Start);
    }

    [Fact]
    public async Task WaitAsync_SlowAnswers_CountIntoTheTimeOfTheTask()
    {
        using var bench = Bench.WithTask();
        for (int count = 0; count < 3; count++)
        {
            bench.Gateway.Answer(async cancellationToken =>
            {
                await Task.Delay(TimeSpan.FromSeconds(4), bench.Time, cancellationToken);
                return await Answer(Pending);
            });
        }

        bench.Gateway.Answer(Ready);

        await bench.GenerateAsync();

        // 4665 ms + 0.95 / 5 of it, and so on: the delay begins with the answer and grows with the task.
        Assert.Equal([665, 5551, 11_365, 18_284], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task WaitAsync_LongAfterTheTaskWasAccepted_LooksAtOnce()
    {
        using var bench = Bench.WithTask();
        ImageTask task = await bench.SubmitAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(90));
        bench.Gateway.Answer(Pending).Answer(Ready);

        await bench.WaitAsync(task);

        Assert.Equal([90_000, 94_750], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task WaitAsync_FixedSchedule_IsFollowed()
    {
        using var bench = Bench.WithTask(options => options with { PollingSchedule = PollingSchedule.Every(TimeSpan.FromSeconds(3)) });
        bench.Gateway.Answer(Pending, headers: ("Retry-After", "10")).Answer(Pending).Answer(Ready);

        await bench.GenerateAsync();

        Assert.Equal([3000, 6000, 9000], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task WaitAsync_ScheduleOfTheCaller_IsToldWhatIsKnown()
    {
        var schedule = new NotedSchedule();
        using var bench = Bench.WithTask(options => options with { PollingSchedule = schedule });
        bench.Gateway.Answer(Pending, headers: ("Retry-After", "10")).Answer(Ready);

        await bench.GenerateAsync();

        Assert.Equal([new PollingState(0, TimeSpan.Zero, null, 0.5), new PollingState(1, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), 0.5)], schedule.States);
        Assert.Equal([2000, 4000], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task WaitAsync_AgainAfterNothingWasSeen_BeginsTheScheduleAnew()
    {
        var schedule = new NotedSchedule();
        using var bench = Bench.WithTask(options => options with { PollingSchedule = schedule, Deadline = TimeSpan.FromSeconds(5) });
        bench.Gateway.Answer("", HttpStatusCode.Unauthorized).Answer(Ready);
        ImageTask task = await bench.SubmitAsync();

        await Assert.ThrowsAsync<AuthenticationFailedException>(() => bench.WaitAsync(task));
        await bench.WaitAsync(task);

        Assert.Equal([0, 0], schedule.States.Select(state => state.Polls));
    }

    [Theory]
    [MemberData(nameof(TroubleNames))]
    public async Task WaitAsync_TroubleThatPasses_IsOvercomeAfterTheseDelays(string trouble)
    {
        using var bench = Bench.WithTask();
        for (int count = 0; count < 7; count++)
        {
            Troubles[trouble].Answer(bench.Gateway);
        }

        bench.Gateway.Answer(Ready);

        ImageResult result = await bench.GenerateAsync();

        Assert.Single(result.Images);
        Assert.Equal((8, 1), (result.Polls, result.Attempts));
        Assert.Equal([665, 1165, 2165, 4165, 8165, 16_165, 31_165, 46_165], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Theory]
    [MemberData(nameof(TroubleNames))]
    public async Task WaitAsync_TroubleThatStays_EndsAtTheDeadlineWithTheLastFailureInside(string trouble)
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Pending);
        Troubles[trouble].Answer(bench.Gateway);

        GenerationTimeoutException exception = await bench.FailAsync<GenerationTimeoutException>();

        Assert.Equal(TimeSpan.FromMinutes(10), bench.Time.GetUtcNow() - bench.Time.Start);
        AIHubMixException last = Assert.IsType<AIHubMixException>(exception.InnerException, exactMatch: false);
        Assert.Equal(Troubles[trouble].Type, last.GetType());
        Assert.StartsWith(
            "Task 't1' of 'bfl/flux-kontext-max' was not ready within 00:10:00; it was last seen as \"Pending\". The last attempt to read it failed: The request for task 't1' of 'bfl/flux-kontext-max' ",
            exception.Message,
            StringComparison.Ordinal);
        Assert.Contains("It is paid for: wait for it again, or collect it later by its token.", exception.Message, StringComparison.Ordinal);
        Assert.Equal((PredictionStatus.Pending, "rid-submit"), (exception.LastStatus, exception.RequestId));
        Assert.Equal(bench.Gateway.TimesOf(HttpMethod.Get).Count() - 1, exception.Attempts);
        await AssertLeadsBackAsync(bench, exception);
        AssertDescribed(last);
    }

    [Fact]
    public async Task WaitAsync_TroubleThatPassedBefore_DoesNotLengthenTheDelaysOfTheNext()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("", HttpStatusCode.BadGateway).Answer("", HttpStatusCode.BadGateway).Answer(Pending).Answer("", HttpStatusCode.BadGateway).Answer(Ready);

        await bench.GenerateAsync();

        Assert.Equal([665, 1165, 2165, 2830, 3330], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task WaitAsync_TroubleLongPast_IsNotNamedByTheTimeout()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("", HttpStatusCode.BadGateway).Answer(Pending);

        GenerationTimeoutException exception = await bench.FailAsync<GenerationTimeoutException>();

        Assert.Null(exception.InnerException);
        Assert.DoesNotContain("The last attempt", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", 7000)]
    [InlineData("61", 60_000)]
    [InlineData("86400", 60_000)]
    [InlineData("0", 500)]
    [InlineData("Sun, 01 Mar 2026 12:00:20 GMT", 19_335)]
    public async Task WaitAsync_TroubleWithRetryAfter_IsHonouredUpToAMinute(string value, double delay)
    {
        foreach (HttpStatusCode status in (HttpStatusCode[])[HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable, HttpStatusCode.InternalServerError])
        {
            using var bench = Bench.WithTask();
            bench.Gateway.Answer("later", status, headers: ("Retry-After", value)).Answer(Ready);

            await bench.GenerateAsync();

            Assert.Equal([665, 665 + delay], bench.Gateway.TimesOf(HttpMethod.Get));
        }
    }

    [Fact]
    public async Task WaitAsync_PredictionsAreNeverSentAgain_StillReadsAgain()
    {
        using var bench = Bench.WithTask(options => options with { Retry = RetryOptions.Never });
        bench.Gateway.Answer("", HttpStatusCode.BadGateway).Answer(Ready);

        Assert.Single((await bench.GenerateAsync()).Images);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WaitAsync_NoAnswer_IsGivenUpAfterHalfAMinuteAndAskedAgain(bool stallsInTheBody)
    {
        using var bench = Bench.WithTask();
        for (int count = 0; count < 2; count++)
        {
            _ = stallsInTheBody ? bench.Gateway.Answer(ChunkedBody.Stalling("{"u8.ToArray())) : bench.Gateway.Hang();
        }

        bench.Gateway.Answer(Ready);

        Assert.Single((await bench.GenerateAsync()).Images);
        Assert.Equal([665, 31_165, 62_165], bench.Gateway.TimesOf(HttpMethod.Get));
    }

    [Fact]
    public async Task WaitAsync_NoAnswerEver_EndsAtTheDeadlineSayingSo()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Hang();

        GenerationTimeoutException exception = await bench.FailAsync<GenerationTimeoutException>();

        Assert.Equal(TimeSpan.FromMinutes(10), bench.Time.GetUtcNow() - bench.Time.Start);
        Assert.Contains("no answer within 30 seconds", Assert.IsType<ConnectionFailedException>(exception.InnerException).Message, StringComparison.Ordinal);
        await AssertLeadsBackAsync(bench, exception);
    }

    [Theory]
    [InlineData("<html>sign in</html>")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"Ready\"")]
    [InlineData("""{"id":"t1","result":{"sample":"https://example.com/deer.png"}}""")]
    [InlineData("""{"status":null}""")]
    [InlineData("""{"status":"Ready",""")]
    public async Task WaitAsync_AnswersThatAreNoTasks_AreReadAgainThreeTimes(string body)
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(body, headers: ("x-aihubmix-request-id", "rid-poll"));

        MalformedResponseException exception = await bench.FailAsync<MalformedResponseException>();

        Assert.Equal([665, 1165, 2165, 4165], bench.Gateway.TimesOf(HttpMethod.Get));
        Assert.Equal((4, "rid-poll"), (exception.Attempts, exception.RequestId));
        Assert.Contains("The task is paid for: its result can be collected later by its token.", exception.Message, StringComparison.Ordinal);
        await AssertLeadsBackAsync(bench, exception);
    }

    [Fact]
    public async Task WaitAsync_AnswersThatAreNoTasksNowAndThen_AreOvercome()
    {
        using var bench = Bench.WithTask();
        for (int count = 0; count < 5; count++)
        {
            bench.Gateway.Answer("<html>").Answer("<html>").Answer("<html>").Answer(Pending);
        }

        bench.Gateway.Answer(Ready);

        Assert.Single((await bench.GenerateAsync()).Images);
    }

    [Theory]
    [InlineData(400, typeof(AIHubMixApiException))]
    [InlineData(401, typeof(AuthenticationFailedException))]
    [InlineData(402, typeof(AIHubMixApiException))]
    [InlineData(403, typeof(AIHubMixApiException))]
    [InlineData(405, typeof(AIHubMixApiException))]
    [InlineData(410, typeof(AIHubMixApiException))]
    [InlineData(422, typeof(AIHubMixApiException))]
    [InlineData(302, typeof(AIHubMixApiException))]
    public async Task WaitAsync_RefusedForGood_IsToldAtOnce(int status, Type type)
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Pending).Answer("""{"error":{"message":"m"}}""", (HttpStatusCode)status, headers: ("x-aihubmix-request-id", "rid-poll"));

        AIHubMixApiException exception = Assert.IsType<AIHubMixApiException>(await Record.ExceptionAsync(() => bench.GenerateAsync()), exactMatch: false);

        Assert.Equal(type, exception.GetType());
        Assert.Equal([665, 1330], bench.Gateway.TimesOf(HttpMethod.Get));
        Assert.Equal((1, "rid-poll"), (exception.Attempts, exception.RequestId));
        Assert.StartsWith($"The request for task 't1' of 'bfl/flux-kontext-max' was answered with {status} ", exception.Message, StringComparison.Ordinal);
        await AssertLeadsBackAsync(bench, exception);
    }

    [Fact]
    public async Task WaitAsync_QuotaUsedUp_IsToldAtOnce()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("""{"error":{"message":"m","code":"insufficient_user_quota"}}""", HttpStatusCode.Forbidden);

        await AssertLeadsBackAsync(bench, await bench.FailAsync<QuotaExceededException>());
    }

    [Fact]
    public async Task WaitAsync_ErrorInASuccessfulAnswer_IsToldAtOnce()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("""{"error":{"message":"m"}}""");

        AIHubMixApiException exception = await bench.FailAsync<AIHubMixApiException>();

        Assert.Equal([665], bench.Gateway.TimesOf(HttpMethod.Get));
        await AssertLeadsBackAsync(bench, exception);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"status":"Task not found"}""")]
    [InlineData("""{"error":{"message":"no such task"}}""")]
    public async Task WaitAsync_NotFound_IsTaskNotFoundAtOnce(string body)
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(body, HttpStatusCode.NotFound, headers: ("x-aihubmix-request-id", "rid-poll"));

        TaskNotFoundException exception = await bench.FailAsync<TaskNotFoundException>();

        Assert.Equal([665], bench.Gateway.TimesOf(HttpMethod.Get));
        Assert.Equal((1, "rid-poll"), (exception.Attempts, exception.RequestId));
        Assert.IsType<AIHubMixApiException>(exception.InnerException);
        await AssertLeadsBackAsync(bench, exception);
    }

    [Theory]
    [InlineData("""{"status":"Error"}""", typeof(TaskFailedException))]
    [InlineData("""{"status":"Request Moderated"}""", typeof(TaskModeratedException))]
    [InlineData("""{"status":"Content Moderated"}""", typeof(TaskModeratedException))]
    [InlineData("""{"status":"Task not found"}""", typeof(TaskNotFoundException))]
    [InlineData("""{"status":"Ready"}""", typeof(TaskFailedException))]
    public async Task WaitAsync_TaskEndsWithoutAPicture_IsDescribed(string body, Type type)
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(body, headers: ("x-aihubmix-request-id", "rid-poll"));

        TaskFailedException exception = Assert.IsType<TaskFailedException>(await Record.ExceptionAsync(() => bench.GenerateAsync()), exactMatch: false);

        Assert.Equal((type, 1, "rid-poll"), (exception.GetType(), exception.Attempts, exception.RequestId));
        await AssertLeadsBackAsync(bench, exception);
    }

    /// <summary>The exception holds all that is needed to collect the task, and collecting it works.</summary>
    private static async Task AssertLeadsBackAsync(Bench bench, AIHubMixException exception)
    {
        AssertDescribed(exception);
        bench.Gateway.Answer(Ready);
        int before = bench.Gateway.Requests.Count;

        ImageResult result = await bench.WaitAsync(bench.Client.ResumeTask(exception.TaskToken!));

        Assert.Equal(("t1", "bfl/flux-kontext-max", "rid-submit"), (result.TaskId, result.Model, result.RequestId));
        Assert.Equal(1, bench.Gateway.Requests.Count(request => request.Method == HttpMethod.Post));
        Assert.Equal("https://api.aihubmix.com/v1/tasks/t1", bench.Gateway.Requests[before].Uri.AbsoluteUri);
    }

    private static void AssertDescribed(AIHubMixException exception)
    {
        Assert.Equal(("t1", "bfl/flux-kontext-max", BillingClass.Billed), (exception.TaskId, exception.Model, exception.Billing));
        Assert.NotNull(exception.TaskToken);
        Assert.DoesNotContain("Nothing was billed", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<List<double>> TimesOfLooksAsync(double random)
    {
        using var bench = Bench.WithTask();
        bench.Random = random;
        bench.Gateway.Answer(Pending);
        await bench.FailAsync<GenerationTimeoutException>();
        return [.. bench.Gateway.TimesOf(HttpMethod.Get)];
    }

    private static Task<HttpResponseMessage> Answer(string body) => Task.FromResult(new HttpResponseMessage { Content = new StringContent(body) });

    private sealed class NotedSchedule : PollingSchedule
    {
        public List<PollingState> States { get; } = [];

        public override TimeSpan NextDelay(PollingState state)
        {
            States.Add(state);
            return TimeSpan.FromSeconds(2);
        }
    }

    private sealed class OneAnswer(TimeSpan delay) : PollingSchedule
    {
        public override TimeSpan NextDelay(PollingState state) => delay;
    }
}
