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
    public Purchase Begin(Submission submission, Deadline deadline)
    {
        CallSettings settings = submission.Settings;
        return new Purchase(
            submission,
            GatewayRequest.Prediction(submission.Model, submission.IdempotencyKey, core.Spellings.Of(submission.Model)),
            new SubmitRetry(settings.Retry, settings.Client.Randomizer, settings.Time, deadline));
    }

    /// <summary>Submits.</summary>
    /// <param name="purchase">What is bought.</param>
    /// <param name="take">Where the pictures go that are in the answer; null to leave the answer open for them to be taken as they come.</param>
    /// <param name="deadline">The end of the call.</param>
    public ValueTask<Bought> BuyAsync(Purchase purchase, PredictionReader.Taker? take, Deadline deadline) => AttemptAsync(purchase, take, deadline, isFirst: true, deadline.Token);

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

    /// <summary>What was bought.</summary>
    public ImageTask ToTask(Purchase purchase, ImageResult answer)
    {
        CallSettings settings = purchase.Submission.Settings;
        var task = new ImageTask(core, settings, purchase.Submission.Model, answer, settings.Time.GetUtcNow(), purchase.Retry.Started);
        if (task.Id is not null)
        {
            Announce(task, settings.TaskAccepted);
        }

        return task;
    }

    /// <summary>What it stands for that the connection failed.</summary>
    public static ConnectionFailedException Failed(GatewayRequest request, Exception cause, BillingClass billing, string? requestId) =>
        request.Describe(new ConnectionFailedException($"{request.Description} failed: {cause.Message} {CostOf(billing)}", cause), billing, requestId);

    private static void Announce(ImageTask task, Action<ImageTask>? accepted)
    {
        try
        {
            accepted?.Invoke(task);
        }
        catch (Exception exception)
        {
            exception.Data[AIHubMixException.TaskTokenKey] = task.ToToken();
            throw;
        }
    }

    private static string CostOf(BillingClass billing) => billing is BillingClass.OutcomeUnknown
        ? "It is not known whether the generation was started and billed: look at the account's usage before sending it again."
        : "Nothing was billed.";

    // One method for nearly all there is to a call that nothing goes wrong with: each more that waits for it would have to be woken too.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Bought> AttemptAsync(Purchase purchase, PredictionReader.Taker? take, Deadline deadline, bool isFirst, CancellationToken cancellationToken)
    {
        ExceptionDispatchInfo failed;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (isFirst)
            {
                purchase.Retry.Begin();
            }

            using var content = new PredictionContent(purchase.Submission.Body);
            purchase.Retry.Send(content);
            core.Telemetry.Sending(purchase.Request, purchase.Retry);
            try
            {
                await content.OpenAsync(cancellationToken).ConfigureAwait(false);
                HttpResponseMessage response;
                try
                {
                    response = await core.Transport.SubmitAsync(purchase.Submission, purchase.Request.Path, content, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception exception) when ((content.FailureBehind(exception) ?? GatewayTransport.FailureBehind(exception, cancellationToken)) is { } failure)
                {
                    throw failure;
                }

                purchase.Retry.RequestId = GatewayTransport.RequestIdOf(response);
                PredictionAnswer answer = await core.Predictions.OpenAsync(
                    response, purchase.Request, purchase.Submission.Settings, purchase.Retry.RequestId, take is null ? PatientStream.LongestSilence : null, cancellationToken).ConfigureAwait(false);
                if (take is null)
                {
                    return new Bought(null, answer);
                }

                using (answer)
                {
                    return new Bought(await core.Predictions.ReadAsync(answer, take, cancellationToken).ConfigureAwait(false), null);
                }
            }
            catch (ImageSourceException failure)
            {
                purchase.Request.Describe(failure, BillingClass.NeverDelivered, null);
                throw;
            }
            catch (RequestNotSentException exception)
            {
                BillingClass billing = BillingTable.OfNoAnswer(content.WasAskedFor);
                throw purchase.Request.Describe(
                    new RequestNotSentException($"{purchase.Request.Description} was not sent: {exception.Message} {CostOf(billing)}", exception.InnerException), billing, null);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is ObjectDisposedException && content.WasAskedFor))
            {
                throw Failed(purchase.Request, exception, BillingTable.OfNoAnswer(content.WasAskedFor), purchase.Retry.RequestId);
            }
        }
        catch (Exception exception) when (isFirst)
        {
            failed = ExceptionDispatchInfo.Capture(exception);
        }

        Bought bought = await AfterAsync(failed, purchase, take, deadline).ConfigureAwait(false);
        if (purchase.IsRespelled)
        {
            core.Spellings.Remember(purchase.Submission.Model, purchase.Request.Path);
        }

        return bought;
    }

    // What comes of a first attempt that failed.
    private async ValueTask<Bought> AfterAsync(ExceptionDispatchInfo failed, Purchase purchase, PredictionReader.Taker? take, Deadline deadline)
    {
        SubmitRetry retry = purchase.Retry;
        try
        {
            var buying = new Buying(this, purchase, take, deadline);
            if (Respelled(purchase, failed.SourceException) is { } path)
            {
                try
                {
                    return await RespellAsync(buying, path, (AIHubMixApiException)failed.SourceException, deadline.Token).ConfigureAwait(false);
                }
                catch (AIHubMixException exception)
                {
                    failed = ExceptionDispatchInfo.Capture(exception);
                }
            }

            if (failed.SourceException is AIHubMixException known && retry.IsRetried(known))
            {
                retry.Fail(known);
                return await core.Retrier.RunAgainAsync(retry, static (buying, token) => buying.Submitter.AgainAsync(buying, token), buying, deadline.Token).ConfigureAwait(false);
            }

            failed.Throw();
            throw failed.SourceException;
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

    private async ValueTask<Bought> AgainAsync(Buying buying, CancellationToken cancellationToken)
    {
        AIHubMixApiException refused;
        string path;
        try
        {
            return await AttemptAsync(buying.Purchase, buying.Take, buying.Deadline, isFirst: false, cancellationToken).ConfigureAwait(false);
        }
        catch (AIHubMixApiException exception) when (Respelled(buying.Purchase, exception) is { } other)
        {
            (refused, path) = (exception, other);
        }

        return await RespellAsync(buying, path, refused, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The spelling of the model's path to try now that the gateway does not know it, which is done once for each call; null when it is to be left at that.</summary>
    private static string? Respelled(Purchase purchase, Exception failure) =>
        failure is AIHubMixApiException { IsUnknownModel: true } && !purchase.IsRespelled && purchase.Retry.FirstUnknown is null
            ? Spellings.Other(purchase.Submission.Model, purchase.Request.Path)
            : null;

    // Nothing was started and nothing billed. When the gateway does not know the other spelling either, the first is what the call goes on with.
    private async ValueTask<Bought> RespellAsync(Buying buying, string path, AIHubMixApiException refused, CancellationToken cancellationToken)
    {
        Purchase purchase = buying.Purchase;
        string first = purchase.Request.Path;
        purchase.Respell(path);
        purchase.Retry.BeginOther();
        core.Telemetry.Respelling(first, path);
        try
        {
            return await AttemptAsync(purchase, buying.Take, buying.Deadline, isFirst: false, cancellationToken).ConfigureAwait(false);
        }
        catch (AIHubMixApiException exception) when (exception.IsUnknownModel)
        {
            purchase.Respell(first);
            string message = $"{refused.Message} It is not known as '{path}' either.";
            AIHubMixApiException both = refused is ModelUnavailableException ? new ModelUnavailableException(message, refused.Error) : new AIHubMixApiException(message, refused.Error);
            both.RetryAfter = refused.RetryAfter;
            throw purchase.Request.Describe(both, refused.Billing, refused.RequestId);
        }
    }

    /// <summary>What came of a submission.</summary>
    /// <param name="Result">What the answer holds; null when it was left open.</param>
    /// <param name="Answer">The answer that was left open; null when it was read.</param>
    internal readonly record struct Bought(ImageResult? Result, PredictionAnswer? Answer);

    private readonly record struct Buying(Submitter Submitter, Purchase Purchase, PredictionReader.Taker? Take, Deadline Deadline);
}
