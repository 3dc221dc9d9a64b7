using System.Net;

namespace AIHubMix.Images;

/// <summary>What the gateway said when it answered with an error. Every member but the status can be missing: the gateway has many forms of errors.</summary>
public sealed record ApiError
{
    /// <summary>The HTTP status. 200 when the gateway put an error into a successful answer.</summary>
    public required HttpStatusCode StatusCode { get; init; }

    /// <summary>The gateway's own words; the beginning of the body when that was not JSON.</summary>
    public string? Message { get; init; }

    /// <summary>The error's <c>type</c>, such as <c>Aihubmix_api_error</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The error's <c>code</c> as text, whatever JSON type it had, such as <c>prompt_missing</c>.</summary>
    public string? Code { get; init; }

    /// <summary>The error's <c>param</c>: the field it is about, for errors that come from a vendor.</summary>
    public string? Param { get; init; }

    /// <summary>The trace id that the gateway puts into its messages as <c>(tid: …)</c>.</summary>
    public string? TraceId { get; init; }

    /// <summary>How long the gateway asks to wait before the next try.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
