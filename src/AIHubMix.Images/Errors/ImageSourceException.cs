namespace AIHubMix.Images;

/// <summary>A picture that was to be sent could not be opened or read to its end, or has not the length that was announced. The gateway got no complete request: nothing was billed.</summary>
/// <remarks>It is not sent again by itself.</remarks>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
/// <param name="innerException">The failure of the file or the stream.</param>
public sealed class ImageSourceException(string message, Exception innerException) : AIHubMixException(message, innerException)
{
    /// <summary>The picture.</summary>
    public required ImageSource Image { get; init; }
}
