namespace AIHubMix.Images;

/// <summary>The vendor's safety system rejected the prompt or the picture. Vendors may bill for the attempt.</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
/// <param name="error">What the gateway said.</param>
public sealed class ModerationException(string message, ApiError error) : AIHubMixApiException(message, error);
