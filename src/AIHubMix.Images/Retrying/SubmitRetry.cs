using System.Net;
using AIHubMix.Images.Submitting;
using AIHubMix.Images.Tasks;

namespace AIHubMix.Images.Retrying;

/// <summary>The attempts to submit one prediction, which is a purchase.</summary>
internal sealed class SubmitRetry(RetryOptions options, Func<double> randomizer, TimeProvider time, Deadline deadline) : RetryState(options, randomizer)
{
    private int _unknown;
    private int _unavailable;
    private PredictionContent? _content;

    /// <summary>When the first attempt was begun, as a timestamp.</summary>
    public long Started { get; } = time.GetTimestamp();

    /// <summary>The first failure after which the prediction may have been billed; null when there is none.</summary>
    public AIHubMixException? FirstUnknown { get; private set; }

    /// <summary>The request id of the answer that is being read.</summary>
    public string? RequestId { get; set; }

    /// <summary>What the attempts say about the bill when the call ends without an answer.</summary>
    public BillingClass Billing =>
        FirstUnknown is not null ? BillingClass.OutcomeUnknown
        : _content is not null ? BillingTable.OfNoAnswer(_content.WasAskedFor)
        : LastFailure?.Billing ?? BillingClass.NeverDelivered;

    /// <summary>Begins an attempt that does not wait: the one before was refused for a reason that does not hold for it.</summary>
    public void BeginOther()
    {
        _content = null;
        RequestId = null;
        Begin();
    }

    public void Send(PredictionContent content) => _content = content;

    public override bool ShouldRetry(AIHubMixException failure)
    {
        _content = null;
        RequestId = null;
        FirstUnknown ??= failure.Billing == BillingClass.OutcomeUnknown ? failure : null;
        return base.ShouldRetry(failure);
    }

    protected override bool Allows(AIHubMixException failure)
    {
        int before = failure switch
        {
            { Billing: BillingClass.OutcomeUnknown } => _unknown++,
            AIHubMixApiException { StatusCode: HttpStatusCode.ServiceUnavailable } => _unavailable++,
            _ => 0,
        };
        return before < BillingTable.MostRetries(failure, Options)
            && Delay < deadline.Remaining
            && time.GetElapsedTime(Started) + Delay < Options.Budget;
    }
}
