using AIHubMix.Images.Retrying;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Retrying;

public sealed class RetrierTests
{
    private readonly SteppedTime _time = new();
    private readonly List<(int Attempts, TimeSpan Delay, AIHubMixException? Failure)> _retries = [];

    [Fact]
    public async Task RunAsync_Success_IsGivenAsItIs()
    {
        var retry = new CountedRetry(most: 9);
        object expected = new();

        Assert.Same(expected, await RunAsync(retry, (_, _) => Task.FromResult(expected)));
        Assert.Equal(1, retry.Attempts);
        Assert.Empty(_retries);
    }

    [Fact]
    public async Task RunAsync_Failures_AreRepeatedAfterTheDelaysOfTheStateAndTold()
    {
        var retry = new CountedRetry(most: 3);
        AIHubMixException[] failures = [.. Enumerable.Range(1, 4).Select(number => new AIHubMixException($"{number}"))];

        AIHubMixException thrown = await Assert.ThrowsAsync<AIHubMixException>(() => _time.RunAsync(RunAsync<object>(retry, (attempt, _) => Task.FromException<object>(failures[attempt - 1]))));

        Assert.Same(failures[3], thrown);
        Assert.Equal((4, 4), (thrown.Attempts, retry.Attempts));
        Assert.Equal([(1, Seconds(1), failures[0]), (2, Seconds(2), failures[1]), (3, Seconds(4), failures[2])], _retries);
        Assert.Equal(Seconds(7), _time.GetUtcNow() - _time.Start);
    }

    [Fact]
    public async Task RunAsync_AnyOtherException_PassesUnchangedAndAtOnce()
    {
        foreach (Exception exception in (Exception[])[new InvalidOperationException("a"), new IOException("b"), new OperationCanceledException("c"), new GenerationCanceledException("d", null, default)])
        {
            var retry = new CountedRetry(most: 9);

            Assert.Same(exception, await Record.ExceptionAsync(() => RunAsync<object>(retry, (_, _) => Task.FromException<object>(exception))));
            Assert.Equal(1, retry.Attempts);
        }
    }

    [Fact]
    public async Task RunAsync_ExceptionThrownBeforeTheTaskExists_IsTreatedAlike()
    {
        var retry = new CountedRetry(most: 1);

        AIHubMixException thrown = await Assert.ThrowsAsync<AIHubMixException>(() => _time.RunAsync(RunAsync<object>(retry, (_, _) => throw new AIHubMixException("m"))));

        Assert.Equal(2, thrown.Attempts);
    }

    [Fact]
    public async Task RunAsync_CancelledBeforehand_AttemptsNothing()
    {
        var retry = new CountedRetry(most: 9);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(retry, (_, _) => Task.FromResult(new object()), new CancellationToken(canceled: true)));

        Assert.Equal(0, retry.Attempts);
    }

    [Fact]
    public async Task RunAsync_CancelledDuringADelay_EndsAtOnce()
    {
        var retry = new CountedRetry(most: 9);
        using var caller = new CancellationTokenSource();

        Task<object> run = RunAsync<object>(retry, (_, _) => throw new AIHubMixException("m"), caller.Token);
        Assert.False(run.IsCompleted);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal((1, TimeSpan.Zero), (retry.Attempts, _time.GetUtcNow() - _time.Start));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task RunAsync_CancelledWhileTheAttemptFails_ThrowsTheFailureOnlyWhenItIsTheLastWord(int most)
    {
        var retry = new CountedRetry(most);
        var failure = new AIHubMixException("m");
        using var caller = new CancellationTokenSource();

        Exception? thrown = await Record.ExceptionAsync(() => RunAsync<object>(retry, (_, _) => FailAsync(), caller.Token));

        Assert.Equal(most == 0, thrown == failure);
        Assert.Equal(most == 1, thrown is OperationCanceledException);
        Assert.Equal((1, failure), (retry.Attempts, retry.LastFailure));
        Assert.Equal(most == 0 ? 1 : 0, failure.Attempts);

        async Task<object> FailAsync()
        {
            await caller.CancelAsync();
            throw failure;
        }
    }

    [Fact]
    public async Task RunAsync_Failure_TellsWhereItWasThrown()
    {
        AIHubMixException thrown = await Assert.ThrowsAsync<AIHubMixException>(() => RunAsync<object>(new CountedRetry(most: 0), (_, _) => Origin()));

        Assert.Contains(nameof(Origin), thrown.StackTrace, StringComparison.Ordinal);

        static Task<object> Origin() => throw new AIHubMixException("m");
    }

    [Fact]
    public async Task RunAsync_SeveralAtATime_KeepTheirStatesApart()
    {
        var retrier = new Retrier(_time, _ => { });

        int[] attempts = await _time.RunAsync(Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            var retry = new CountedRetry(most: number);
            return (await Record.ExceptionAsync(() => retrier.RunAsync<object?, object>(retry, (_, _) => throw new AIHubMixException("m"), null, CancellationToken.None).AsTask()) as AIHubMixException)!.Attempts;
        })));

        Assert.Equal(Enumerable.Range(1, 20), attempts);
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private Task<TResult> RunAsync<TResult>(RetryState retry, Func<int, CancellationToken, Task<TResult>> attempt) => RunAsync(retry, attempt, CancellationToken.None);

    private Task<TResult> RunAsync<TResult>(RetryState retry, Func<int, CancellationToken, Task<TResult>> attempt, CancellationToken cancellationToken) =>
        new Retrier(_time, state => _retries.Add((state.Attempts, state.Delay, state.LastFailure)))
            .RunAsync(retry, (state, token) => new ValueTask<TResult>(attempt(state.Attempts, token)), retry, cancellationToken).AsTask();

    /// <summary>Allows so many retries, whatever the failure.</summary>
    private sealed class CountedRetry(int most) : RetryState(new RetryOptions(), () => 1)
    {
        private int _retries;

        protected override bool Allows(AIHubMixException failure) => _retries++ < most;
    }
}
