namespace AIHubMix.Images;

/// <summary>Whether a call that failed can have been billed. It decides what is sent again by itself: see <see cref="RetryOptions"/>.</summary>
public enum BillingClass
{
    /// <summary>The request went out, and whether the generation was started is not known: 500, 502, 504, 52x, a connection that broke, no answer in time.
    /// Look at the account's usage before sending it again.</summary>
    OutcomeUnknown,

    /// <summary>The request never left, or never as a whole: the input was invalid, a picture of it could not be read, the name was not resolved, no connection came about. Nothing was billed.</summary>
    NeverDelivered,

    /// <summary>The gateway turned the request away before any work: 429, 503. Nothing was billed.</summary>
    RefusedBeforeWork,

    /// <summary>The gateway refused the request, and would again: every other 4xx. Nothing was billed.</summary>
    RefusedForGood,

    /// <summary>The gateway took the generation on: reckon with its price. Its result can be collected where there is a task.</summary>
    Billed,
}
