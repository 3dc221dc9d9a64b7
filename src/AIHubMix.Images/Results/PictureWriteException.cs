namespace AIHubMix.Images.Results;

/// <summary>A picture could not be written to its file, and was read to its end into memory instead.</summary>
internal sealed class PictureWriteException(ReadOnlyMemory<byte> bytes, Exception innerException) : Exception(innerException.Message, innerException)
{
    public ReadOnlyMemory<byte> Bytes => bytes;
}
