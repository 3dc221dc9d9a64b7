namespace AIHubMix.Images;

/// <summary>Too many requests (429).</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
/// <param name="error">What the gateway said.</param>
public sealed class RateLimitedException(string message, ApiError error) : AIHubMixApiException(message, error);
