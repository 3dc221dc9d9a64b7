namespace AIHubMix.Images.Extensions;

/// <summary>When a request is sent again by itself, as it stands in configuration; see <see cref="RetryOptions"/>.</summary>
public sealed class AIHubMixRetryOptions
{
    /// <summary>The first delay; it doubles with every retry.</summary>
    /// <value>The default is 00:00:01. From one millisecond to MaxDelay.</value>
    public TimeSpan BaseDelay { get; set; } = RetryOptions.DefaultBaseDelay;

    /// <summary>The longest delay that is chosen by the client itself.</summary>
    /// <value>The default is 00:00:30. From BaseDelay to one hour.</value>
    public TimeSpan MaxDelay { get; set; } = RetryOptions.DefaultMaxDelay;

    /// <summary>The longest wait that a Retry-After header can bring about.</summary>
    /// <value>The default is 00:01:00. From zero, which ignores the header, to one hour.</value>
    public TimeSpan MaxRetryAfter { get; set; } = RetryOptions.DefaultMaxRetryAfter;

    /// <summary>How long after it was first sent a prediction may be sent again, delays included.</summary>
    /// <value>The default is 00:02:00. From zero, which sends nothing again, to 24 hours.</value>
    public TimeSpan Budget { get; set; } = RetryOptions.DefaultBudget;

    /// <summary>How often a prediction is sent again after a 503.</summary>
    /// <value>The default is 2. Not negative.</value>
    public int MaxServiceUnavailableRetries { get; set; } = RetryOptions.DefaultMaxServiceUnavailableRetries;

    /// <summary>Whether a prediction is sent again though the one before may have been billed. Every such retry can cost the price of a generation once more.</summary>
    /// <value>The default is false.</value>
    public bool RetryUnknownOutcome { get; set; }

    internal RetryOptions ToRetryOptions() => new()
    {
        BaseDelay = BaseDelay,
        MaxDelay = MaxDelay,
        MaxRetryAfter = MaxRetryAfter,
        Budget = Budget,
        MaxServiceUnavailableRetries = MaxServiceUnavailableRetries,
        RetryUnknownOutcome = RetryUnknownOutcome,
    };
}
