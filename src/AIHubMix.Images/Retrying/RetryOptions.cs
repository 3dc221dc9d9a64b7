namespace AIHubMix.Images;

/// <summary>When a request is sent again by itself.</summary>
/// <remarks>
/// <para>A prediction is a purchase, so it is sent again only when the failure proves that it was not billed:</para>
/// <list type="table">
/// <listheader><term>Failure</term><description>Sent again</description></listheader>
/// <item><term><see cref="BillingClass.NeverDelivered"/>: no name, no connection, no TLS</term><description>with growing random delays, within <see cref="Budget"/></description></item>
/// <item><term><see cref="BillingClass.RefusedBeforeWork"/>: 429</term><description>at the pace of <c>Retry-After</c>, at most <see cref="MaxRetryAfter"/>, else as above</description></item>
/// <item><term><see cref="BillingClass.RefusedBeforeWork"/>: 503</term><description>the same, at most <see cref="MaxServiceUnavailableRetries"/> times</description></item>
/// <item><term><see cref="BillingClass.RefusedForGood"/>: other 4xx</term><description>never</description></item>
/// <item><term><see cref="BillingClass.OutcomeUnknown"/>: 5xx, broken connection, no answer</term><description>never, unless <see cref="RetryUnknownOutcome"/></description></item>
/// <item><term><see cref="BillingClass.Billed"/></term><description>never</description></item>
/// </list>
/// <para>Reading a task or a picture costs nothing. Whatever may pass (408, 429, 5xx, a broken connection, no answer) is read again until the deadline of the call,
/// with the same delays; an answer that is not what was asked for, a few times.</para>
/// <para>A delay is random between nothing and <see cref="BaseDelay"/> doubled with every retry, at most <see cref="MaxDelay"/> ("full jitter"), and never less than a
/// tenth of <see cref="BaseDelay"/>.</para>
/// </remarks>
public sealed record RetryOptions
{
    /// <summary>The default of <see cref="BaseDelay"/>: one second.</summary>
    public static readonly TimeSpan DefaultBaseDelay = TimeSpan.FromSeconds(1);

    /// <summary>The default of <see cref="MaxDelay"/>: 30 seconds.</summary>
    public static readonly TimeSpan DefaultMaxDelay = TimeSpan.FromSeconds(30);

    /// <summary>The default of <see cref="MaxRetryAfter"/>: one minute.</summary>
    public static readonly TimeSpan DefaultMaxRetryAfter = TimeSpan.FromMinutes(1);

    /// <summary>The default of <see cref="Budget"/>: two minutes.</summary>
    public static readonly TimeSpan DefaultBudget = TimeSpan.FromMinutes(2);

    /// <summary>The default of <see cref="MaxServiceUnavailableRetries"/>.</summary>
    public const int DefaultMaxServiceUnavailableRetries = 2;

    /// <summary>How often a prediction of unknown outcome is sent again at most, when <see cref="RetryUnknownOutcome"/> allows it.</summary>
    public const int MaxUnknownOutcomeRetries = 2;

    /// <summary>How often a task or a picture is read again at most when the answer is not what was asked for, such as a page of HTML.</summary>
    public const int MaxMalformedReadRetries = 3;

    /// <summary>The shortest delay, as a part of <see cref="BaseDelay"/>: chance must not send twice in the same instant.</summary>
    internal const double LeastPart = 0.1;

    /// <summary>Predictions are never sent again. Reads still are: they cost nothing.</summary>
    public static RetryOptions Never { get; } = new() { Budget = TimeSpan.Zero };

    /// <summary>The longest first delay; it doubles with every retry.</summary>
    /// <value>The default is <see cref="DefaultBaseDelay"/>. From one millisecond to <see cref="MaxDelay"/>.</value>
    public TimeSpan BaseDelay { get; init; } = DefaultBaseDelay;

    /// <summary>The longest delay that is chosen here; <see cref="MaxRetryAfter"/> bounds those that the gateway asks for.</summary>
    /// <value>The default is <see cref="DefaultMaxDelay"/>. At most one hour.</value>
    public TimeSpan MaxDelay { get; init; } = DefaultMaxDelay;

    /// <summary>The longest wait that a <c>Retry-After</c> header can bring about.</summary>
    /// <value>The default is <see cref="DefaultMaxRetryAfter"/>. From zero, which ignores the header, to one hour.</value>
    public TimeSpan MaxRetryAfter { get; init; } = DefaultMaxRetryAfter;

    /// <summary>How long after it was first sent a prediction may be sent again, delays included. The deadline of the call bounds it too.</summary>
    /// <value>The default is <see cref="DefaultBudget"/>. From zero, which sends nothing again, to 24 hours.</value>
    public TimeSpan Budget { get; init; } = DefaultBudget;

    /// <summary>How often a prediction is sent again after a 503, which stands for an unknown model as well as for a busy vendor.</summary>
    /// <value>The default is <see cref="DefaultMaxServiceUnavailableRetries"/>. Not negative.</value>
    public int MaxServiceUnavailableRetries { get; init; } = DefaultMaxServiceUnavailableRetries;

    /// <summary>Whether a prediction is sent again, at most <see cref="MaxUnknownOutcomeRetries"/> times, though the one before may have been billed.</summary>
    /// <value>The default is false. Every such retry can cost the price of a generation once more. No source says that the gateway honours an idempotency key.</value>
    public bool RetryUnknownOutcome { get; init; }

    internal void Check()
    {
        CheckRange(BaseDelay, TimeSpan.FromMilliseconds(1), MaxDelay, nameof(BaseDelay));
        CheckRange(MaxDelay, BaseDelay, TimeSpan.FromHours(1), nameof(MaxDelay));
        CheckRange(MaxRetryAfter, TimeSpan.Zero, TimeSpan.FromHours(1), nameof(MaxRetryAfter));
        CheckRange(Budget, TimeSpan.Zero, TimeSpan.FromHours(24), nameof(Budget));
        if (MaxServiceUnavailableRetries < 0)
        {
            throw new ArgumentException($"{nameof(MaxServiceUnavailableRetries)} is {MaxServiceUnavailableRetries}; it must not be negative.", nameof(MaxServiceUnavailableRetries));
        }
    }

    private static void CheckRange(TimeSpan value, TimeSpan least, TimeSpan most, string name)
    {
        if (value < least || value > most)
        {
            throw new ArgumentException($"{name} is {value}; it must be from {least} to {most}.", name);
        }
    }
}
