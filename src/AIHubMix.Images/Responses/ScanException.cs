namespace AIHubMix.Images.Responses;

/// <summary>A body, or a picture in it, that cannot be read further.</summary>
/// <param name="what">What is wrong, to follow "the body" or "the picture", such as <c>is not JSON</c>.</param>
/// <param name="offset">Where in the body, in bytes after decompression.</param>
/// <param name="innerException">What caused it, if anything.</param>
internal sealed class ScanException(string what, long offset, Exception? innerException = null) : Exception($"{what} at byte {offset}", innerException)
{
    public long Offset => offset;
}
