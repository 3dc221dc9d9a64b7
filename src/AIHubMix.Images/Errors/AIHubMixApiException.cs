using System.Net;
using System.Text.RegularExpressions;

namespace AIHubMix.Images;

/// <summary>The gateway answered with an error.</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
/// <param name="error">What the gateway said.</param>
public partial class AIHubMixApiException(string message, ApiError error) : AIHubMixException(message)
{
    /// <summary>What the gateway said.</summary>
    public ApiError Error { get; } = error;

    /// <summary>The HTTP status. 200 when the gateway put an error into a successful answer.</summary>
    public HttpStatusCode StatusCode => Error.StatusCode;

    /// <summary>Whether the gateway says that it knows no model under the path, or none that the key may use: it says both in one sentence. It has been seen to do so with 503 and with 400.</summary>
    internal bool IsUnknownModel =>
        StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadRequest or HttpStatusCode.NotFound
        && (UnknownModel().IsMatch(Error.Message ?? "") || UnknownModel().IsMatch(Error.Code ?? ""));

    [GeneratedRegex(@"\b(?:incorrect|unknown|invalid) model\b|\bmodel[ _](?:id[ _])?(?:is[ _])?(?:not[ _]found|unknown|does[ _]not[ _]exist)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UnknownModel();
}
