namespace AIHubMix.Images;

/// <summary>The balance of the account is used up (403 <c>insufficient_user_quota</c>).</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
/// <param name="error">What the gateway said.</param>
public sealed class QuotaExceededException(string message, ApiError error) : AIHubMixApiException(message, error);
