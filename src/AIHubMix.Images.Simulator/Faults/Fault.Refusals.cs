using AIHubMix.Images.Simulator.Serving;

namespace AIHubMix.Images.Simulator;

public sealed partial class Fault
{
    /// <summary>401: the key is not accepted.</summary>
    /// <remarks>The client throws <see cref="AuthenticationFailedException"/> at once and does not try again.</remarks>
    public static Fault InvalidKey { get; } = Documented("401 invalid key", 401, "Unauthorized", "invalidKey");

    /// <summary>403 <c>insufficient_user_quota</c>: the balance is used up.</summary>
    /// <remarks>The client throws <see cref="QuotaExceededException"/> at once and does not try again.</remarks>
    public static Fault QuotaExceeded { get; } = Documented("403 insufficient_user_quota", 403, "Forbidden", "insufficientQuota");

    /// <summary>403: the key may not use the model.</summary>
    /// <remarks>The client throws <see cref="AIHubMixApiException"/> at once and does not try again.</remarks>
    public static Fault ModelNotAllowed { get; } = Documented("403 model not allowed", 403, "Forbidden", "modelNotAllowed");

    /// <summary>400 <c>moderation_blocked</c>: the vendor's safety system refused the prompt or the picture. The vendor bills for it, and so does the ledger.</summary>
    /// <remarks>The client throws <see cref="ModerationException"/>, billing class <see cref="BillingClass.Billed"/>, and does not try again.</remarks>
    public static Fault ModerationBlocked { get; } = Documented("400 moderation_blocked", 400, "BadRequest", "moderationBlocked", FaultPoint.AfterGeneration);

    /// <summary>503: the gateway does not know the model, or has no channel for it.</summary>
    /// <remarks>The client tries twice more with growing delays, then throws <see cref="ModelUnavailableException"/>.</remarks>
    public static Fault UnknownModel { get; } = Documented("503 unknown model", 503, "ServiceUnavailable", "unknownModel");

    /// <summary>429: too many requests.</summary>
    /// <param name="retryAfter">What <c>Retry-After</c> tells, in whole seconds; null for no such header.</param>
    /// <param name="asDate">Whether it tells the date rather than the seconds.</param>
    /// <returns>The fault.</returns>
    /// <remarks>The client waits as long as it is told (at most <see cref="RetryOptions.MaxRetryAfter"/>), otherwise with growing random delays, and tries again within
    /// <see cref="RetryOptions.Budget"/>; then it throws <see cref="RateLimitedException"/>.</remarks>
    public static Fault RateLimited(TimeSpan? retryAfter = null, bool asDate = false) =>
        Documented($"429{Told(retryAfter, asDate)}", 429, "TooManyRequests", "modelRateLimit", retryAfter: Pace(retryAfter, asDate));

    /// <summary>503: the vendor's rate limit is reached.</summary>
    /// <inheritdoc cref="RateLimited"/>
    /// <remarks>The client waits as long as it is told, tries twice more at most, then throws <see cref="ModelUnavailableException"/>.</remarks>
    public static Fault Unavailable(TimeSpan? retryAfter = null, bool asDate = false) =>
        Documented($"503{Told(retryAfter, asDate)}", 503, "ServiceUnavailable", "vendorRateLimit", retryAfter: Pace(retryAfter, asDate));

    /// <summary>A failure of the gateway (500) or of a proxy in front of it (502, 504, 520 to 524), which may come after the work was done: by default it does.</summary>
    /// <param name="status">The status: from 500 to 599.</param>
    /// <returns>The fault. A 500 is JSON as the document shows it, any other the HTML page of a proxy.</returns>
    /// <remarks>On a submit the client throws <see cref="AIHubMixApiException"/>, billing class <see cref="BillingClass.OutcomeUnknown"/>, and does not try again unless
    /// <see cref="RetryOptions.RetryUnknownOutcome"/> is set. Looks at tasks and downloads are repeated until the deadline.</remarks>
    public static Fault ServerError(int status = 500)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 500);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return status == 500
            ? Documented("500", 500, "InternalError", "panic", FaultPoint.AfterGeneration)
            : Anywhere(Invariant($"{status} html"), FaultPoint.AfterGeneration, (wire, _) => wire.SendAsync(Reply.Text(status, "text/html", ErrorPage)));
    }

    /// <summary>Any status with any body.</summary>
    /// <param name="status">The status: from 200 to 599.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="mediaType">The type of the body.</param>
    /// <param name="headers">Further headers.</param>
    /// <returns>The fault. It comes instead of the work; <see cref="FaultRule.At"/> can let the work be done before.</returns>
    /// <remarks>What the client does depends on the status: see <see cref="BillingClass"/>.</remarks>
    public static Fault Status(int status, string? body = null, string mediaType = Json, params IReadOnlyList<(string Name, string Value)> headers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return Anywhere(Invariant($"{status}"), FaultPoint.AfterRequestRead, (wire, _) => wire.SendAsync(Reply.Text(status, body is null ? null : mediaType, body ?? "") with { Headers = [.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))] }));
    }

    /// <summary>An error body under status 200, after the work was done.</summary>
    /// <remarks>The client throws <see cref="AIHubMixApiException"/> and does not try again.</remarks>
    public static Fault ErrorWithStatus200 { get; } = Documented("200 error", 200, "InternalError", "outerType", FaultPoint.AfterGeneration);

    /// <summary>403 to a download: the URL of the picture has expired. The simulator's URLs also expire by themselves, after the life-time that the document tells of the model.</summary>
    /// <remarks>The client throws <see cref="ImageExpiredException"/>: the picture was paid for and is lost.</remarks>
    public static Fault ExpiredUrl { get; } = new("403 expired URL", GatewayOperation.Download, FaultPoint.AfterRequestRead, FaultPoint.BeforeRequestRead,
        (wire, _) => wire.SendAsync(Reply.Text(403, "text/plain", "This URL has expired.")));
}
