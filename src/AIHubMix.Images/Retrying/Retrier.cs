using Polly;
using Polly.Retry;

namespace AIHubMix.Images.Retrying;

/// <summary>Repeats attempts for as long as their <see cref="RetryState"/> says so.</summary>
internal sealed class Retrier
{
    private static readonly ResiliencePropertyKey<RetryState> State = new("AIHubMix.Images.RetryState");

    private readonly ResiliencePipeline _pipeline;

    public Retrier(TimeProvider time, Action<RetryState> onRetry) => _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is AIHubMixException failure && StateOf(arguments.Context).ShouldRetry(failure)),
            DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(StateOf(arguments.Context).Delay),
            OnRetry = arguments =>
            {
                onRetry(StateOf(arguments.Context));
                return default;
            },
        })
        .Build();

    public async ValueTask<TResult> RunAsync<TState, TResult>(RetryState retry, Func<TState, CancellationToken, ValueTask<TResult>> attempt, TState state, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(State, retry);
        try
        {
            return await _pipeline.ExecuteAsync(
                static async (context, state) =>
                {
                    state.retry.Begin();
                    return await state.attempt(state.state, context.CancellationToken).ConfigureAwait(false);
                },
                context,
                (retry, attempt, state)).ConfigureAwait(false);
        }
        catch (AIHubMixException failure)
        {
            failure.Attempts = retry.Attempts;
            throw;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static RetryState StateOf(ResilienceContext context) => context.Properties.GetValue(State, null!);
}
