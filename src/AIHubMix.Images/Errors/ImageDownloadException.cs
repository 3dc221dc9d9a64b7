using System.Net;

namespace AIHubMix.Images;

/// <summary>A generated picture could not be fetched from its URL. The generation itself was paid for; the URL can be tried again until it expires.</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
/// <param name="innerException">The failure of the network, if any.</param>
public class ImageDownloadException(string message, Exception? innerException = null) : AIHubMixException(message, innerException)
{
    /// <summary>The URL of the picture.</summary>
    public required Uri Url { get; init; }

    /// <summary>The HTTP status; null when no answer came.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The result that the picture belongs to, with those beside it; null where the failure comes from the picture alone, whose result the caller has.</summary>
    public ImageResult? Result { get; internal set; }
}
