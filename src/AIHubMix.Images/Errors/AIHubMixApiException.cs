using System.Net;

namespace AIHubMix.Images;

/// <summary>The gateway answered with an error.</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
/// <param name="error">What the gateway said.</param>
public class AIHubMixApiException(string message, ApiError error) : AIHubMixException(message)
{
    /// <summary>What the gateway said.</summary>
    public ApiError Error { get; } = error;

    /// <summary>The HTTP status. 200 when the gateway put an error into a successful answer.</summary>
    public HttpStatusCode StatusCode => Error.StatusCode;
}
