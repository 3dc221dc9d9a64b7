using System.Net;

namespace AIHubMix.Images.Retrying;

/// <summary>What a failure of a prediction says about the bill. See <see cref="RetryOptions"/> for what follows from it.</summary>
internal static class BillingTable
{
    public static BillingClass Of(HttpStatusCode status, string? code) => (status, code) switch
    {
        // OpenAI documents that it bills for what its safety system rejects.
        (_, "moderation_blocked") => BillingClass.Billed,
        (_, "insufficient_user_quota") => BillingClass.RefusedForGood,
        (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, _) => BillingClass.RefusedBeforeWork,
        (>= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError, _) => BillingClass.RefusedForGood,
        _ => BillingClass.OutcomeUnknown,
    };

    /// <summary>The class of a request that got no answer. Without its body nobody could have begun to work.</summary>
    public static BillingClass OfNoAnswer(bool bodyWasAskedFor) => bodyWasAskedFor ? BillingClass.OutcomeUnknown : BillingClass.NeverDelivered;

    /// <summary>How often a prediction may be sent again after failures of the kind.</summary>
    public static int MostRetries(AIHubMixException failure, RetryOptions options) => failure.Billing switch
    {
        // Nothing has changed on the way to the gateway, and the picture or the credential is the caller's to mend.
        _ when failure is ImageSourceException or RequestNotSentException => 0,
        BillingClass.NeverDelivered => int.MaxValue,
        BillingClass.RefusedBeforeWork => failure is AIHubMixApiException { StatusCode: HttpStatusCode.ServiceUnavailable } ? options.MaxServiceUnavailableRetries : int.MaxValue,
        BillingClass.OutcomeUnknown => options.RetryUnknownOutcome ? RetryOptions.MaxUnknownOutcomeRetries : 0,
        _ => 0,
    };
}
