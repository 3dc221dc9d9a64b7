namespace AIHubMix.Images;

/// <summary>The gateway answered with something that is none of the known forms.</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
/// <param name="innerException">The failure of reading it, if any.</param>
public sealed class MalformedResponseException(string message, Exception? innerException = null) : AIHubMixException(message, innerException)
{
    /// <summary>The beginning of the body, at most a few hundred characters.</summary>
    public string Excerpt { get; init; } = "";

    /// <summary>Where reading failed, in bytes of the body after decompression; null when the body was of no known form as a whole.</summary>
    public long? Offset { get; init; }
}
