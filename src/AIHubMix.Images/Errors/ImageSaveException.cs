namespace AIHubMix.Images;

/// <summary>Pictures were made and paid for, but not all could be written to their files. None is lost: <see cref="Result"/> has each.</summary>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
/// <param name="result">The result of the call.</param>
/// <param name="innerException">The failure of the first file.</param>
public sealed class ImageSaveException(string message, ImageResult result, Exception innerException) : AIHubMixException(message, innerException)
{
    /// <summary>The result of the call: a picture that was saved has its <see cref="GeneratedImage.Path"/>, any other has its bytes or its URL.</summary>
    public ImageResult Result => result;
}
