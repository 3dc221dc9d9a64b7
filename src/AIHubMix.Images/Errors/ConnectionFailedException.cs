namespace AIHubMix.Images;

/// <summary>The gateway could not be reached, or the connection broke before the answer was complete.</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
/// <param name="innerException">The failure of the network.</param>
public sealed class ConnectionFailedException(string message, Exception innerException) : AIHubMixException(message, innerException);
