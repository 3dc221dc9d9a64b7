using System.Runtime.CompilerServices;
using Polly;
using Polly.Retry;

namespace AIHubMix.Images.Retrying;

/// <summary>Repeats attempts for as long as their <see cref="RetryState"/> says so.</summary>
internal sealed class Retrier
{
    private static readonly ResiliencePropertyKey<RetryState> State = new("AIHubMix.Images.RetryState");

    // Made when something goes wrong first: making it takes tens of milliseconds of a process that begins.
    private readonly Lazy<ResiliencePipeline> _pipeline;

    public Retrier(TimeProvider time, Action<RetryState> onRetry) => _pipeline = new Lazy<ResiliencePipeline>(() => new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is AIHubMixException failure && StateOf(arguments.Context).IsRetried(failure)),
            DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(StateOf(arguments.Context).Delay),
            OnRetry = arguments =>
            {
                onRetry(StateOf(arguments.Context));
                return default;
            },
        })
        .Build());

    /// <summary>Attempts, and goes on after failures.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TResult> RunAsync<TState, TResult>(RetryState retry, Func<TState, CancellationToken, ValueTask<TResult>> attempt, TState state, CancellationToken cancellationToken)
    {
        try
        {
            // What nothing went wrong with has no need of a pipeline.
            cancellationToken.ThrowIfCancellationRequested();
            retry.Begin();
            return await attempt(state, cancellationToken).ConfigureAwait(false);
        }
        catch (AIHubMixException failure) when (retry.IsRetried(failure))
        {
            retry.Fail(failure);
        }

        return await RunAgainAsync(retry, attempt, state, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on after a failure that was noted with <see cref="RetryState.Fail"/>: waits, and attempts again.</summary>
    public async ValueTask<TResult> RunAgainAsync<TState, TResult>(
        RetryState retry, Func<TState, CancellationToken, ValueTask<TResult>> attempt, TState state, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(State, retry);
        try
        {
            return await _pipeline.Value.ExecuteAsync(
                static async (context, state) =>
                {
                    state.retry.Begin();
                    return await state.attempt(state.state, context.CancellationToken).ConfigureAwait(false);
                },
                context,
                (retry, attempt, state)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static RetryState StateOf(ResilienceContext context) => context.Properties.GetValue(State, null!);
}
