using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using AIHubMix.Images.Responses;
using AIHubMix.Images.Retrying;
using AIHubMix.Images.Tasks;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Submitting;

/// <summary>Buys pictures: sends a prediction, again only where the failure proves that nothing was billed.</summary>
internal sealed class Submitter(ClientCore core)
{
    /// <summary>Submits, and takes the pictures that are in the answer.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<(Purchase Purchase, ImageResult Answer)> SubmitAsync(Submission submission, PredictionReader.Taker take, Deadline deadline)
    {
        Purchase purchase = Begin(submission, deadline);
        ImageResult answer = await BuyAsync(purchase, static (submitter, response, purchase, take, token) => submitter.ReadAsync(response, purchase, take, token), take, deadline).ConfigureAwait(false);
        return (purchase, Conclude(purchase, answer));
    }

    /// <summary>Submits, and leaves the answer open for its pictures to be taken as they come.</summary>
    public async ValueTask<(Purchase Purchase, PredictionAnswer Answer)> OpenAsync(Submission submission, Deadline deadline)
    {
        Purchase purchase = Begin(submission, deadline);
        return (purchase, await BuyAsync(
            purchase, static (submitter, response, purchase, silence, token) => submitter.OpenAsync(response, purchase, silence, token), PatientStream.LongestSilence, deadline).ConfigureAwait(false));
    }

    /// <summary>The answer, with what it took to get it.</summary>
    public ImageResult Conclude(Purchase purchase, ImageResult answer)
    {
        answer = answer with
        {
            RequestedCount = purchase.Submission.RequestedCount,
            Duration = purchase.Submission.Settings.Time.GetElapsedTime(purchase.Retry.Started),
            Attempts = purchase.Retry.Attempts,
        };
        core.Telemetry.Accepted(answer);
        return answer;
    }

    /// <summary>What was bought, to be waited for.</summary>
    public ImageTask ToTask(Purchase purchase, ImageResult answer)
    {
        CallSettings settings = purchase.Submission.Settings;
        return new ImageTask(core, settings, answer, settings.Time.GetUtcNow(), purchase.Retry.Started);
    }

    /// <summary>The pictures of what was bought, which are in the answer unless there is a task to be waited for.</summary>
    public ValueTask<ImageResult> WaitAsync(Purchase purchase, ImageResult answer, Deadline deadline) =>
        answer.TaskId is null ? new ValueTask<ImageResult>(answer) : ToTask(purchase, answer).WaitAsync(null, deadline);

    /// <summary>What it stands for that the connection failed.</summary>
    public static ConnectionFailedException Failed(GatewayRequest request, Exception cause, BillingClass billing, string? requestId) =>
        request.Describe(new ConnectionFailedException($"{request.Description} failed: {cause.Message} {CostOf(billing)}", cause), billing, requestId);

    private static Purchase Begin(Submission submission, Deadline deadline)
    {
        CallSettings settings = submission.Settings;
        return new Purchase(
            submission,
            GatewayRequest.Prediction(submission.Model.Path, submission.IdempotencyKey),
            new SubmitRetry(settings.Retry, settings.Client.Randomizer, settings.Time, deadline));
    }

    private static string CostOf(BillingClass billing) => billing is BillingClass.OutcomeUnknown
        ? "It is not known whether the generation was started and billed: look at the account's usage before sending it again."
        : "Nothing was billed.";

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TAnswer> BuyAsync<TState, TAnswer>(Purchase purchase, Func<Submitter, HttpResponseMessage, Purchase, TState, CancellationToken, ValueTask<TAnswer>> read, TState state, Deadline deadline)
    {
        SubmitRetry retry = purchase.Retry;
        try
        {
            return await core.Retrier.RunAsync(
                retry, static (call, token) => call.Submitter.AttemptAsync(call.Purchase, call.Read, call.State, token), (Submitter: this, Purchase: purchase, Read: read, State: state), deadline.Token).ConfigureAwait(false);
        }
        catch (AIHubMixException failure) when (failure.Billing != BillingClass.Billed && retry.FirstUnknown is { } unknown && unknown != failure)
        {
            // The doubt about the earlier attempt is what the caller has to know.
            unknown.Attempts = retry.Attempts;
            ExceptionDispatchInfo.Throw(unknown);
            throw;
        }
        catch (OperationCanceledException exception) when (deadline.IsCancelledByCaller)
        {
            throw purchase.Request.Canceled($"{purchase.Request.Description} was cancelled. {CostOf(retry.Billing)}", exception, retry.Billing, retry.RequestId, deadline.Caller);
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            GenerationTimeoutException failure = purchase.Request.Describe(
                new GenerationTimeoutException($"{purchase.Request.Description} was not answered within {deadline.Length}. {CostOf(retry.Billing)}"), retry.Billing, retry.RequestId);
            failure.Attempts = retry.Attempts;
            throw failure;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TAnswer> AttemptAsync<TState, TAnswer>(
        Purchase purchase, Func<Submitter, HttpResponseMessage, Purchase, TState, CancellationToken, ValueTask<TAnswer>> read, TState state, CancellationToken cancellationToken)
    {
        using var content = new PredictionContent(purchase.Submission.Body);
        purchase.Retry.Send(content);
        core.Telemetry.Sending(purchase.Request, purchase.Retry);
        try
        {
            HttpResponseMessage response = await core.Transport.SubmitAsync(purchase.Submission, content, cancellationToken).ConfigureAwait(false);
            purchase.Retry.RequestId = GatewayTransport.RequestIdOf(response);
            return await read(this, response, purchase, state, cancellationToken).ConfigureAwait(false);
        }
        catch (ImageSourceException failure)
        {
            purchase.Request.Describe(failure, BillingClass.NeverDelivered, null);
            throw;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is ObjectDisposedException && content.WasAskedFor))
        {
            throw Failed(purchase.Request, exception, BillingTable.OfNoAnswer(content.WasAskedFor), purchase.Retry.RequestId);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ImageResult> ReadAsync(HttpResponseMessage response, Purchase purchase, PredictionReader.Taker take, CancellationToken cancellationToken)
    {
        using PredictionAnswer answer = await OpenAsync(response, purchase, null, cancellationToken).ConfigureAwait(false);
        return await core.Predictions.ReadAsync(answer, take, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<PredictionAnswer> OpenAsync(HttpResponseMessage response, Purchase purchase, TimeSpan? longestSilence, CancellationToken cancellationToken) =>
        core.Predictions.OpenAsync(response, purchase.Request, purchase.Submission.Settings, longestSilence, cancellationToken);
}
