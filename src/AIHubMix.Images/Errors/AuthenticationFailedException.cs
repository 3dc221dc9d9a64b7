namespace AIHubMix.Images;

/// <summary>The key was refused (401): it is missing, wrong, expired or disabled.</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
/// <param name="error">What the gateway said.</param>
public sealed class AuthenticationFailedException(string message, ApiError error) : AIHubMixApiException(message, error);
