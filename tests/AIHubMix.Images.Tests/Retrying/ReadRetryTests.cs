using System.Net;
using AIHubMix.Images.Retrying;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Retrying;

/// <summary>When something that is paid for is read again: whatever may pass, until the deadline.</summary>
public sealed class ReadRetryTests
{
    private const string Ready = """{"status":"Ready","result":{"sample":"https://example.com/deer.png"}}""";

    public static TheoryData<int, bool> Statuses { get; } = new()
    {
        { 302, false },
        { 400, false },
        { 401, false },
        { 403, false },
        { 407, false },
        { 408, true },
        { 409, false },
        { 410, false },
        { 429, true },
        { 499, false },
        { 500, true },
        { 502, true },
        { 503, true },
        { 504, true },
        { 524, true },
        { 599, true },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public void ShouldRetry_Status_DecidesWhetherItMayPass(int status, bool again)
    {
        var error = new AIHubMixApiException("m", new ApiError { StatusCode = (HttpStatusCode)status });

        Assert.Equal(again, NewRetry().ShouldRetry(error));
    }

    [Fact]
    public void ShouldRetry_Malformed_IsReadAgainThreeTimesUntilReset()
    {
        ReadRetry retry = NewRetry();
        var failure = new MalformedResponseException("m");

        Assert.Equal([true, true, true, false, false], Enumerable.Range(0, 5).Select(_ => retry.ShouldRetry(failure)));
        Assert.Same(failure, retry.LastFailure);
    }

    [Fact]
    public void ShouldRetry_BrokenConnection_IsReadAgainForEver()
    {
        ReadRetry retry = NewRetry();

        for (int number = 0; number < 2000; number++)
        {
            Assert.True(retry.ShouldRetry(new ConnectionFailedException("m", new IOException())));
            Assert.Equal(TimeSpan.FromSeconds(number < 5 ? 1 << number : 30), retry.Delay);
        }
    }

    [Fact]
    public void ShouldRetry_RetryOptionsNever_AreForPurchasesAlone() =>
        Assert.True(NewRetry(RetryOptions.Never).ShouldRetry(new AIHubMixApiException("m", new ApiError { StatusCode = HttpStatusCode.BadGateway })));

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(60, 60)]
    [InlineData(61, 60)]
    [InlineData(1e9, 60)]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    public void ShouldRetry_RetryAfter_IsKeptUpToTheCap(double asked, double expected)
    {
        ReadRetry retry = NewRetry();

        Assert.True(retry.ShouldRetry(new ConnectionFailedException("m", new IOException()) { RetryAfter = TimeSpan.FromSeconds(asked) }));

        Assert.Equal(expected, retry.Delay.TotalSeconds);
    }

    [Fact]
    public void Reset_AfterFailures_BeginsAfresh()
    {
        ReadRetry retry = NewRetry();
        retry.Begin();
        Assert.True(retry.ShouldRetry(new ConnectionFailedException("m", new IOException())));
        retry.Begin();
        Assert.True(retry.ShouldRetry(new ConnectionFailedException("m", new IOException())));
        Assert.Equal((2, TimeSpan.FromSeconds(2)), (retry.Attempts, retry.Delay));

        retry.Reset();

        Assert.Equal((0, null), (retry.Attempts, retry.LastFailure));
        Assert.True(retry.ShouldRetry(new ConnectionFailedException("m", new IOException())));
        Assert.Equal(TimeSpan.FromSeconds(1), retry.Delay);
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task WaitAsync_StatusOfAPoll_EndsTheWaitOnlyWhenItDoesNotPass(int status, bool again)
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("", (HttpStatusCode)status).Answer(Ready);

        Exception? failure = await Record.ExceptionAsync(() => bench.GenerateAsync());

        Assert.Equal(again, failure is null);
        Assert.Equal(again ? 3 : 2, bench.Gateway.Requests.Count);
        Assert.Single(bench.Sent());
        if (failure is not null)
        {
            AIHubMixApiException exception = Assert.IsType<AIHubMixApiException>(failure, exactMatch: false);
            Assert.Equal((BillingClass.Billed, "t1", 1), (exception.Billing, exception.TaskId, exception.Attempts));
            Assert.Equal("t1", bench.Client.ResumeTask(exception.TaskToken!).Id);
        }
    }

    [Fact]
    public async Task WaitAsync_PollThatFails_IsReadAgainUntilTheDeadlineAndEndsInIt()
    {
        Action<StubGateway>[] scripts =
        [
            gateway => gateway.Answer("", HttpStatusCode.BadGateway),
            gateway => gateway.Answer("", HttpStatusCode.TooManyRequests),
            gateway => gateway.Fail(new IOException("Connection reset.")),
            gateway => gateway.FailToConnect(new HttpRequestException("refused")),
            gateway => gateway.Hang(),
        ];
        foreach (Action<StubGateway> script in scripts)
        {
            using var bench = Bench.WithTask();
            script(bench.Gateway);

            GenerationTimeoutException exception = await bench.FailAsync<GenerationTimeoutException>();

            Assert.Equal(600, bench.Elapsed());
            Assert.Equal((BillingClass.Billed, "t1", "rid-submit"), (exception.Billing, exception.TaskId, exception.RequestId));
            AIHubMixException last = Assert.IsType<AIHubMixException>(exception.InnerException, exactMatch: false);
            Assert.Contains(last.Message, exception.Message, StringComparison.Ordinal);
            Assert.Equal("t1", bench.Client.ResumeTask(exception.TaskToken!).Id);
            Assert.Single(bench.Sent());
        }
    }

    private static ReadRetry NewRetry(RetryOptions? options = null) => new(options ?? new RetryOptions(), () => 1);
}
