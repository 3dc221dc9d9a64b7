namespace AIHubMix.Images;

/// <summary>The URL of a picture works no longer, or never did (403, 404, 410): trying it again is of no use.</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
public sealed class ImageExpiredException(string message) : ImageDownloadException(message);
