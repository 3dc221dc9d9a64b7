using System.Runtime.ExceptionServices;
using AIHubMix.Images.Responses;
using AIHubMix.Images.Retrying;
using AIHubMix.Images.Tasks;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Submitting;

/// <summary>Buys pictures: sends a prediction, again only where the failure proves that nothing was billed.</summary>
internal sealed class Submitter(ClientCore core)
{
    public async Task<ImageTask> SubmitAsync(Submission submission, Deadline deadline)
    {
        CallSettings settings = submission.Settings;
        var purchase = new Purchase(
            submission,
            GatewayRequest.Prediction(submission.Model.Path, submission.IdempotencyKey),
            new SubmitRetry(settings.Retry, settings.Client.Randomizer, settings.Time, deadline));
        SubmitRetry retry = purchase.Retry;
        long started = settings.Time.GetTimestamp();
        try
        {
            ImageResult answer = await core.Retrier.RunAsync(retry, AttemptAsync, purchase, deadline.Token).ConfigureAwait(false);
            answer = answer with
            {
                RequestedCount = submission.RequestedCount,
                Duration = settings.Time.GetElapsedTime(started),
                Attempts = retry.Attempts,
            };
            core.Telemetry.Accepted(answer);
            return new ImageTask(core, settings, answer, settings.Time.GetUtcNow(), started);
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
            throw new GenerationCanceledException($"{purchase.Request.Description} was cancelled. {CostOf(retry.Billing)}", exception, deadline.Caller)
            {
                Billing = retry.Billing,
                Model = purchase.Request.Model,
                RequestId = retry.RequestId,
                IdempotencyKey = submission.IdempotencyKey,
            };
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            GenerationTimeoutException failure = purchase.Request.Describe(
                new GenerationTimeoutException($"{purchase.Request.Description} was not answered within {deadline.Length}. {CostOf(retry.Billing)}"), retry.Billing, retry.RequestId);
            failure.Attempts = retry.Attempts;
            throw failure;
        }
    }

    private async Task<ImageResult> AttemptAsync(Purchase purchase, CancellationToken cancellationToken)
    {
        (Submission submission, GatewayRequest request, SubmitRetry retry) = purchase;
        using var content = new PredictionContent(submission.Body);
        retry.Send(content);
        core.Telemetry.Sending(request, retry);
        try
        {
            using HttpResponseMessage response = await core.Transport.SubmitAsync(submission, content, cancellationToken).ConfigureAwait(false);
            retry.RequestId = GatewayTransport.RequestIdOf(response);
            return await core.Predictions.ReadAsync(response, request, submission.Settings, PredictionReader.ToMemoryAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is ObjectDisposedException && content.WasAskedFor))
        {
            BillingClass billing = BillingTable.OfNoAnswer(content.WasAskedFor);
            throw request.Describe(
                new ConnectionFailedException($"{request.Description} failed: {exception.Message} {CostOf(billing)}", exception), billing, retry.RequestId);
        }
    }

    private static string CostOf(BillingClass billing) => billing is BillingClass.OutcomeUnknown
        ? "It is not known whether the generation was started and billed: look at the account's usage before sending it again."
        : "Nothing was billed.";

    private sealed record Purchase(Submission Submission, GatewayRequest Request, SubmitRetry Retry);
}
