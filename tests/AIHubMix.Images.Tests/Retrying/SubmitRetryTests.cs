using System.Net;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Retrying;

/// <summary>When a prediction is sent again, as a client with defaults does it: only the clock, the randomness and the network are not its own.</summary>
public sealed class SubmitRetryTests
{
    private const string Picture = """{"output":["https://example.com/deer.png"]}""";
    private const HttpStatusCode Unavailable = HttpStatusCode.ServiceUnavailable;
    private const HttpStatusCode TooMany = HttpStatusCode.TooManyRequests;

    private static readonly RetryOptions Gambling = new() { RetryUnknownOutcome = true };

    [Theory]
    [InlineData(1, 0d, 1d, 3d, 7d, 15d, 31d, 61d, 91d)]
    [InlineData(0.5, 0d, 0.5, 1.5, 3.5, 7.5, 15.5, 30.5, 45.5, 60.5, 75.5, 90.5, 105.5)]
    [InlineData(0.25, 0d, 0.25, 0.75, 1.75, 3.75, 7.75, 15.25, 22.75, 30.25, 37.75, 45.25, 52.75, 60.25, 67.75, 75.25, 82.75, 90.25, 97.75, 105.25, 112.75)]
    public async Task ShouldRetry_NeverDelivered_BacksOffUntilTheBudgetIsSpent(double random, params double[] times)
    {
        using var bench = new Bench { Random = random };
        bench.Gateway.FailToConnect(new HttpRequestException(HttpRequestError.NameResolutionError, "No such host."));

        ConnectionFailedException exception = await bench.FailAsync<ConnectionFailedException>();

        Assert.Equal(times, bench.Sent());
        Assert.Equal(times[^1], bench.Elapsed());
        Assert.Equal((BillingClass.NeverDelivered, times.Length), (exception.Billing, exception.Attempts));
        Assert.Equal(
            $"The prediction request to 'bfl/flux-kontext-max' failed: No such host. Nothing was billed. ({times.Length} attempts were made.)", exception.Message);
    }

    [Fact]
    public async Task ShouldRetry_RandomZero_WaitsATenthOfTheBaseDelay()
    {
        using var bench = new Bench { Random = 0 };
        for (int count = 0; count < 50; count++)
        {
            bench.Gateway.FailToConnect(new HttpRequestException("Connection refused."));
        }

        bench.Gateway.Answer(Picture);

        ImageResult result = await bench.GenerateAsync();

        Assert.Equal(Enumerable.Range(0, 51).Select(retry => retry * 0.1), bench.Sent(), (expected, actual) => Math.Abs(expected - actual) < 1e-9);
        Assert.Equal((51, TimeSpan.FromSeconds(5)), (result.Attempts, result.Duration));
    }

    [Fact]
    public async Task ShouldRetry_EachDelay_IsDrawnAnew()
    {
        var drawn = new Queue<double>([0.5, 0.25, 0.25, 0.125, 1, 0.1, 0.9]);
        using var bench = new Bench(options => options with { Randomizer = drawn.Dequeue });
        for (int count = 0; count < 7; count++)
        {
            bench.Gateway.FailToConnect(new IOException("Connection reset."));
        }

        bench.Gateway.Answer(Picture);

        Assert.Equal(8, (await bench.GenerateAsync()).Attempts);
        Assert.Equal([0, 0.5, 1, 2, 3, 19, 22, 49], bench.Sent());
        Assert.Empty(drawn);
    }

    [Theory]
    [InlineData(null, 0d, 1d, 3d, 7d, 15d, 31d, 61d, 91d)]
    [InlineData("soon", 0d, 1d, 3d, 7d, 15d, 31d, 61d, 91d)]
    [InlineData("0", 0d, 1d, 3d, 7d, 15d, 31d, 61d, 91d)]
    [InlineData("Sun, 01 Mar 2026 12:00:00 GMT", 0d, 1d, 3d, 7d, 15d, 31d, 61d, 91d)]
    [InlineData("Sat, 28 Feb 2026 12:00:00 GMT", 0d, 1d, 3d, 7d, 15d, 31d, 61d, 91d)]
    [InlineData("20", 0d, 20d, 40d, 60d, 80d, 100d)]
    [InlineData("59", 0d, 59d, 118d)]
    [InlineData("60", 0d, 60d)]
    [InlineData("61", 0d, 60d)]
    [InlineData("86400", 0d, 60d)]
    [InlineData("2147483647", 0d, 60d)]
    [InlineData("Sun, 01 Mar 2026 12:00:40 GMT", 0d, 40d, 42d, 46d, 54d, 70d, 100d)]
    [InlineData("Mon, 01 Mar 2027 12:00:00 GMT", 0d, 60d)]
    public async Task ShouldRetry_TooManyRequests_KeepsTheServersPaceUpToTheCap(string? header, params double[] times)
    {
        using var bench = new Bench { Random = 1 };
        bench.Gateway.Answer("", TooMany, "text/plain", header is null ? [] : [("Retry-After", header)]);

        RateLimitedException exception = await bench.FailAsync<RateLimitedException>();

        Assert.Equal(times, bench.Sent());
        Assert.Equal(times[^1], bench.Elapsed());
        Assert.Equal((BillingClass.RefusedBeforeWork, times.Length), (exception.Billing, exception.Attempts));
    }

    [Fact]
    public async Task ShouldRetry_RetryAfterOfEachAnswer_CountsForTheNextDelayAlone()
    {
        using var bench = new Bench { Random = 1 };
        bench.Gateway
            .Answer("", TooMany, "text/plain", ("Retry-After", "3"))
            .Answer("", TooMany)
            .Answer("", TooMany, "text/plain", ("Retry-After", "Sun, 01 Mar 2026 12:00:25 GMT"))
            .Answer("", TooMany, "text/plain", ("Retry-After", "0"))
            .Answer("", Unavailable, "text/plain", ("Retry-After", "1"))
            .Answer(Picture);

        Assert.Equal(6, (await bench.GenerateAsync()).Attempts);
        Assert.Equal([0, 3, 5, 25, 33, 34], bench.Sent());
    }

    [Theory]
    [InlineData(null, 0d, 1d, 3d)]
    [InlineData("10", 0d, 10d, 20d)]
    [InlineData("Sun, 01 Mar 2026 12:00:10 GMT", 0d, 10d, 12d)]
    [InlineData("59", 0d, 59d, 118d)]
    [InlineData("600", 0d, 60d)]
    public async Task ShouldRetry_Unavailable_TriesTwiceMore(string? header, params double[] times)
    {
        using var bench = new Bench { Random = 1 };
        bench.Gateway.Answer("", Unavailable, "text/plain", header is null ? [] : [("Retry-After", header)]);

        ModelUnavailableException exception = await bench.FailAsync<ModelUnavailableException>();

        Assert.Equal(times, bench.Sent());
        Assert.Equal(times[^1], bench.Elapsed());
        Assert.Equal((BillingClass.RefusedBeforeWork, times.Length), (exception.Billing, exception.Attempts));
    }

    [Theory]
    [InlineData(0, 0d)]
    [InlineData(1, 0d, 1d)]
    [InlineData(4, 0d, 1d, 3d, 7d, 15d)]
    [InlineData(int.MaxValue, 0d, 1d, 3d, 7d, 15d, 31d, 61d, 91d)]
    public async Task ShouldRetry_MaxServiceUnavailableRetries_IsObeyed(int most, params double[] times)
    {
        using var bench = new Bench { Random = 1 };
        bench.Gateway.Answer("", Unavailable);

        await bench.FailAsync<ModelUnavailableException>(new CallOptions { Retry = new RetryOptions { MaxServiceUnavailableRetries = most } });

        Assert.Equal(times, bench.Sent());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(413)]
    [InlineData(422)]
    [InlineData(425)]
    [InlineData(499)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(520)]
    [InlineData(524)]
    [InlineData(302)]
    public async Task ShouldRetry_AnyOtherStatus_IsNeverSentAgainWhateverTheHeaderSays(int status)
    {
        using var bench = new Bench { Random = 1 };
        bench.Gateway.Answer("", (HttpStatusCode)status, "text/plain", ("Retry-After", "1"));

        Exception? failure = await Record.ExceptionAsync(() => bench.GenerateAsync());

        AIHubMixApiException exception = Assert.IsType<AIHubMixApiException>(failure, exactMatch: false);
        Assert.Equal([0], bench.Sent());
        Assert.Equal(0, bench.Elapsed());
        Assert.Equal((1, TimeSpan.FromSeconds(1)), (exception.Attempts, exception.RetryAfter));
        Assert.DoesNotContain("attempts were made", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShouldRetry_UnknownOutcomeOptedIn_SendsTwiceMoreAtMost()
    {
        Action<StubGateway>[] scripts =
        [
            gateway => gateway.Answer("", HttpStatusCode.InternalServerError),
            gateway => gateway.Answer("", HttpStatusCode.BadGateway),
            gateway => gateway.Answer("", HttpStatusCode.GatewayTimeout),
            gateway => gateway.Answer("", (HttpStatusCode)524),
            gateway => gateway.Fail(new HttpRequestException("Connection reset.")),
            gateway => gateway.Fail(new IOException("Connection reset.")),
            gateway => gateway.Answer("""{"error":{"message":"upstream is down"}}"""),
        ];
        foreach (Action<StubGateway> script in scripts)
        {
            using var bench = new Bench { Random = 1 };
            script(bench.Gateway);

            Exception? failure = await Record.ExceptionAsync(() => bench.GenerateAsync(new CallOptions { Retry = Gambling }));

            AIHubMixException exception = Assert.IsType<AIHubMixException>(failure, exactMatch: false);
            Assert.Equal([0, 1, 3], bench.Sent());
            Assert.Equal((BillingClass.OutcomeUnknown, 3), (exception.Billing, exception.Attempts));
            Assert.EndsWith("(3 attempts were made.)", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ShouldRetry_UnknownOutcomeOptedIn_KeepsTheServersPace()
    {
        using var bench = new Bench(options => options with { Retry = Gambling });
        bench.Gateway.Answer("", HttpStatusCode.BadGateway, "text/plain", ("Retry-After", "7"));

        await bench.FailAsync<AIHubMixApiException>();

        Assert.Equal([0, 7, 14], bench.Sent());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("<html></html>")]
    [InlineData("""{"error":{"code":"moderation_blocked"}}""")]
    public async Task ShouldRetry_BilledAnswer_IsNotSentAgainEvenWhenOptedIn(string body)
    {
        using var bench = new Bench(options => options with { Retry = Gambling });
        bench.Gateway.Answer(body);

        Exception? failure = await Record.ExceptionAsync(() => bench.GenerateAsync());

        Assert.Equal(BillingClass.Billed, Assert.IsType<AIHubMixException>(failure, exactMatch: false).Billing);
        Assert.Equal([0], bench.Sent());
    }

    [Theory]
    [InlineData("00:00:00", 0d)]
    [InlineData("00:00:00.9999999", 0d)]
    [InlineData("00:00:01", 0d)]
    [InlineData("00:00:01.0000001", 0d, 1d)]
    [InlineData("00:00:03", 0d, 1d)]
    [InlineData("00:00:03.0000001", 0d, 1d, 3d)]
    [InlineData("00:02:01", 0d, 1d, 3d, 7d, 15d, 31d, 61d, 91d)]
    [InlineData("00:02:01.0000001", 0d, 1d, 3d, 7d, 15d, 31d, 61d, 91d, 121d)]
    public async Task ShouldRetry_Budget_BoundsTheLastDelay(string budget, params double[] times)
    {
        using var bench = new Bench(options => options with { Retry = new RetryOptions { Budget = Span(budget) } }) { Random = 1 };
        bench.Gateway.Answer("", TooMany);

        RateLimitedException exception = await bench.FailAsync<RateLimitedException>();

        Assert.Equal(times, bench.Sent());
        Assert.Equal(times[^1], bench.Elapsed());
        Assert.Equal(times.Length, exception.Attempts);
    }

    [Fact]
    public async Task ShouldRetry_SlowAnswers_CountAgainstTheBudget()
    {
        using var bench = new Bench { Random = 1 };
        bench.Gateway.Answer(_ =>
        {
            bench.Time.Advance(TimeSpan.FromSeconds(50));
            return Task.FromResult(new HttpResponseMessage(TooMany) { Content = new StringContent("") });
        });

        RateLimitedException exception = await bench.FailAsync<RateLimitedException>();

        Assert.Equal([0, 51, 103], bench.Sent());
        Assert.Equal((153, 3), (bench.Elapsed(), exception.Attempts));
    }

    [Theory]
    [InlineData("00:00:00.5000000", 0d)]
    [InlineData("00:00:01", 0d)]
    [InlineData("00:00:01.0010000", 0d, 1d)]
    [InlineData("00:00:03", 0d, 1d)]
    [InlineData("00:00:03.0010000", 0d, 1d, 3d)]
    public async Task ShouldRetry_DelayBeyondTheDeadline_EndsAtOnceWithTheFailureItself(string deadline, params double[] times)
    {
        using var bench = new Bench(options => options with { Deadline = Span(deadline) }) { Random = 1 };
        bench.Gateway.FailToConnect(new HttpRequestException("Connection refused."));

        ConnectionFailedException exception = await bench.FailAsync<ConnectionFailedException>();

        Assert.Equal(times, bench.Sent());
        Assert.Equal(times[^1], bench.Elapsed());
        Assert.Equal(times.Length, exception.Attempts);
    }

    [Fact]
    public async Task ShouldRetry_RetryAfterBeyondTheDeadline_EndsAtOnceWithTheFailureItself()
    {
        using var bench = new Bench(options => options with { Deadline = TimeSpan.FromSeconds(30) });
        bench.Gateway.Answer("", TooMany, "text/plain", ("Retry-After", "30"));

        RateLimitedException exception = await bench.FailAsync<RateLimitedException>();

        Assert.Equal((0, 1, TimeSpan.FromSeconds(30)), (bench.Elapsed(), exception.Attempts, exception.RetryAfter));
    }

    [Fact]
    public async Task ShouldRetry_OtherDelays_AreObeyed()
    {
        using var bench = new Bench(options => options with
        {
            Retry = new RetryOptions { BaseDelay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromMilliseconds(500), MaxRetryAfter = TimeSpan.Zero, Budget = TimeSpan.FromSeconds(2) },
        })
        { Random = 1 };
        bench.Gateway.Answer("", TooMany, "text/plain", ("Retry-After", "1"));

        await bench.FailAsync<RateLimitedException>();

        Assert.Equal([0, 0.2, 0.6, 1.1, 1.6], bench.Sent());
    }

    [Fact]
    public async Task ShouldRetry_OptionsOfTheCall_GoBeforeTheClients()
    {
        using var bench = new Bench(options => options with { Retry = RetryOptions.Never }) { Random = 1 };
        bench.Gateway.Answer("", Unavailable);

        await bench.FailAsync<ModelUnavailableException>(new CallOptions { Retry = new RetryOptions() });
        Assert.Equal([0, 1, 3], bench.Sent());

        await bench.FailAsync<ModelUnavailableException>(new CallOptions { Deadline = TimeSpan.FromSeconds(9) });
        Assert.Equal([0, 1, 3, 3], bench.Sent());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task ShouldRetry_Never_SendsOnce(double random)
    {
        Action<StubGateway>[] scripts =
        [
            gateway => gateway.FailToConnect(new HttpRequestException("Connection refused.")),
            gateway => gateway.Fail(new IOException("Connection reset.")),
            gateway => gateway.Answer("", TooMany),
            gateway => gateway.Answer("", TooMany, "text/plain", ("Retry-After", "0")),
            gateway => gateway.Answer("", Unavailable),
            gateway => gateway.Answer("", HttpStatusCode.BadGateway),
        ];
        foreach (Action<StubGateway> script in scripts)
        {
            using var bench = new Bench { Random = random };
            script(bench.Gateway);

            Exception? failure = await Record.ExceptionAsync(() => bench.GenerateAsync(new CallOptions { Retry = RetryOptions.Never with { RetryUnknownOutcome = true } }));

            Assert.Equal(1, Assert.IsType<AIHubMixException>(failure, exactMatch: false).Attempts);
            Assert.Equal([0], bench.Sent());
        }
    }

    [Fact]
    public async Task ShouldRetry_RetriesOrNot_EndInTheSameException()
    {
        Action<StubGateway>[] scripts =
        [
            gateway => gateway.FailToConnect(new HttpRequestException("Connection refused.")),
            gateway => gateway.Answer("", TooMany, "text/html", ("Retry-After", "5"), ("X-Request-Id", "rid")),
            gateway => gateway.Answer("""{"error":{"message":"busy (tid: 7)","type":"t","param":"p","code":9}}""", Unavailable, headers: ("x-aihubmix-request-id", "rid")),
            gateway => gateway.Answer("""{"error":{"message":"broken (tid: 7)"}}""", HttpStatusCode.BadGateway, headers: ("x-aihubmix-request-id", "rid")),
            gateway => gateway.Fail(new IOException("Connection reset.")),
        ];
        foreach (Action<StubGateway> script in scripts)
        {
            AIHubMixException once = await FailureAsync(script, RetryOptions.Never);
            AIHubMixException often = await FailureAsync(script, Gambling);

            Assert.Equal(Members(once), Members(often));
            Assert.Equal((once as AIHubMixApiException)?.Error, (often as AIHubMixApiException)?.Error);
            Assert.Same(once.InnerException?.GetType(), often.InnerException?.GetType());
            Assert.Equal(1, once.Attempts);
            Assert.True(often.Attempts > 1);
            Assert.Equal($"{once.Message} ({often.Attempts} attempts were made.)", often.Message);
        }

        static async Task<AIHubMixException> FailureAsync(Action<StubGateway> script, RetryOptions retry)
        {
            using var bench = new Bench(options => options with { Retry = retry });
            script(bench.Gateway);
            return (AIHubMixException)(await Record.ExceptionAsync(() => bench.GenerateAsync()))!;
        }

        static (Type, BillingClass, string?, string?, string?, string?, string?, TimeSpan?) Members(AIHubMixException exception) => (
            exception.GetType(), exception.Billing, exception.Model, exception.RequestId, exception.TaskId, exception.TaskToken, exception.IdempotencyKey, exception.RetryAfter);
    }

    [Fact]
    public async Task ShouldRetry_Unavailables_AreCountedByThemselves()
    {
        using var bench = new Bench { Random = 1 };
        foreach (HttpStatusCode status in (HttpStatusCode[])[Unavailable, TooMany, Unavailable, TooMany, Unavailable])
        {
            bench.Gateway.Answer("", status);
        }

        ModelUnavailableException exception = await bench.FailAsync<ModelUnavailableException>();

        Assert.Equal([0, 1, 3, 7, 15], bench.Sent());
        Assert.Equal(5, exception.Attempts);
    }

    [Fact]
    public async Task ShouldRetry_EveryHarmlessFailure_LeadsToTheResultInTheEnd()
    {
        using var bench = new Bench { Random = 1 };
        bench.Gateway.FailToConnect(new IOException("TLS")).Answer("", TooMany).Answer("", Unavailable).FailToConnect(new HttpRequestException("refused")).Answer(Picture, headers: ("X-Request-Id", "rid-5"));

        ImageResult result = await bench.GenerateAsync();

        Assert.Equal([0, 1, 3, 7, 15], bench.Sent());
        Assert.Equal((5, "rid-5", TimeSpan.FromSeconds(15)), (result.Attempts, result.RequestId, result.Duration));
        Assert.Single(bench.Gateway.Requests.Skip(1).Select(request => request.Text).Where(text => text.Length > 0).Distinct());
    }

    [Fact]
    public async Task ShouldRetry_UnknownAfterHarmlessFailures_IsTheEnd()
    {
        using var bench = new Bench { Random = 1 };
        bench.Gateway.Answer("", TooMany, headers: ("X-Request-Id", "rid-1")).Answer("", HttpStatusCode.BadGateway, headers: ("X-Request-Id", "rid-2"));

        AIHubMixApiException exception = await bench.FailAsync<AIHubMixApiException>();

        Assert.Equal([0, 1], bench.Sent());
        Assert.Equal((HttpStatusCode.BadGateway, BillingClass.OutcomeUnknown, 2, "rid-2"), (exception.StatusCode, exception.Billing, exception.Attempts, exception.RequestId));
    }

    [Theory]
    [InlineData(429, 8)]
    [InlineData(503, 4)]
    [InlineData(401, 2)]
    [InlineData(403, 2)]
    public async Task ShouldRetry_UnknownThenRefused_TellsTheDoubtAndAllAttempts(int status, int attempts)
    {
        using var bench = new Bench(options => options with { Retry = Gambling }) { Random = 1 };
        bench.Gateway.Answer("", HttpStatusCode.GatewayTimeout, headers: ("X-Request-Id", "rid-1")).Answer("", (HttpStatusCode)status, headers: ("X-Request-Id", "rid-2"));

        AIHubMixApiException exception = await bench.FailAsync<AIHubMixApiException>();

        Assert.Equal((HttpStatusCode.GatewayTimeout, BillingClass.OutcomeUnknown, attempts, "rid-1"), (exception.StatusCode, exception.Billing, exception.Attempts, exception.RequestId));
        Assert.EndsWith($"({attempts} attempts were made.)", exception.Message, StringComparison.Ordinal);
        Assert.Equal(attempts, bench.Gateway.Requests.Count);
    }

    [Fact]
    public async Task ShouldRetry_UnknownThenNeverDelivered_TellsTheDoubt()
    {
        using var bench = new Bench(options => options with { Retry = Gambling }) { Random = 1 };
        bench.Gateway.Fail(new IOException("first")).FailToConnect(new IOException("second"));

        ConnectionFailedException exception = await bench.FailAsync<ConnectionFailedException>();

        Assert.Contains("first", exception.Message, StringComparison.Ordinal);
        Assert.Equal((BillingClass.OutcomeUnknown, 8), (exception.Billing, exception.Attempts));
    }

    [Fact]
    public async Task ShouldRetry_UnknownsAmongOthers_AreCountedByThemselves()
    {
        using var bench = new Bench(options => options with { Retry = Gambling }) { Random = 1 };
        foreach ((HttpStatusCode status, int number) in ((HttpStatusCode, int)[])[(TooMany, 1), (HttpStatusCode.BadGateway, 2), (Unavailable, 3), ((HttpStatusCode)524, 4), (TooMany, 5), (HttpStatusCode.InternalServerError, 6)])
        {
            bench.Gateway.Answer("", status, headers: ("X-Request-Id", $"rid-{number}"));
        }

        AIHubMixApiException exception = await bench.FailAsync<AIHubMixApiException>();

        Assert.Equal([0, 1, 3, 7, 15, 31], bench.Sent());
        Assert.Equal((HttpStatusCode.BadGateway, "rid-2", 6), (exception.StatusCode, exception.RequestId, exception.Attempts));
    }

    [Fact]
    public async Task ShouldRetry_UnknownThenSuccess_IsTheResult()
    {
        using var bench = new Bench(options => options with { Retry = Gambling }) { Random = 1 };
        bench.Gateway.Fail(new IOException("Connection reset.")).Answer(Picture);

        Assert.Equal(2, (await bench.GenerateAsync()).Attempts);
        Assert.Equal([0, 1], bench.Sent());
    }

    [Fact]
    public async Task ShouldRetry_UnknownThenBilled_TellsWhatWasBilled()
    {
        using var bench = new Bench(options => options with { Retry = Gambling });
        bench.Gateway.Fail(new IOException("Connection reset.")).Answer("{}");

        MalformedResponseException exception = await bench.FailAsync<MalformedResponseException>();

        Assert.Equal((BillingClass.Billed, 2), (exception.Billing, exception.Attempts));
    }

    [Fact]
    public async Task ShouldRetry_NextCall_BeginsAfresh()
    {
        using var bench = new Bench { Random = 1 };
        bench.Gateway.Answer("", Unavailable);

        await bench.FailAsync<ModelUnavailableException>();
        ModelUnavailableException second = await bench.FailAsync<ModelUnavailableException>();

        Assert.Equal([0, 1, 3, 3, 4, 6], bench.Sent());
        Assert.Equal(3, second.Attempts);
    }

    [Fact]
    public async Task ShouldRetry_Submit_RepeatsAsAGenerationDoes()
    {
        using var bench = new Bench { Random = 1 };
        bench.Gateway.Answer("", TooMany).FailToConnect(new IOException("refused")).Answer("""{"output":[{"taskId":"t1"}]}""");

        Assert.Equal("t1", (await bench.SubmitAsync()).Id);
        Assert.Equal([0, 1, 3], bench.Sent());
    }

    private static TimeSpan Span(string text) => TimeSpan.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
