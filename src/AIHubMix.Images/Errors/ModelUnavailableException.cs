namespace AIHubMix.Images;

/// <summary>The gateway does not know the model, has no channel for it, or its vendor is busy (503).</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
/// <param name="error">What the gateway said.</param>
public sealed class ModelUnavailableException(string message, ApiError error) : AIHubMixApiException(message, error);
