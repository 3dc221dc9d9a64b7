namespace AIHubMix.Images.Results;

/// <summary>Writes pictures to files that appear under their names only when they are complete.</summary>
internal static class PictureFile
{
    /// <param name="path">The file; the extension of the picture's type is added unless the path ends in one of a picture.</param>
    /// <param name="picture">The picture, which stays open.</param>
    /// <param name="cancellationToken">Ends the writing; nothing is left behind.</param>
    /// <returns>The path and the length of the file.</returns>
    public static async Task<(string Path, long Length)> WriteAsync(string path, ImageStream picture, CancellationToken cancellationToken)
    {
        string target = NamesAPicture(path) || picture.Header is not { } header ? path : $"{path}.{header.Extension}";
        string partial = $"{target}.{Guid.NewGuid():N}.partial";
        long length;
        var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        try
        {
            await using (file.ConfigureAwait(false))
            {
                await picture.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
                length = file.Position;

                // What stands under the name after a crash must be the picture, not a file of zeros.
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, target, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }

        return (target, length);
    }

    private static bool NamesAPicture(string path) =>
        Path.GetExtension(path).ToUpperInvariant() is ".PNG" or ".JPG" or ".JPEG" or ".WEBP" or ".GIF" or ".AVIF";
}
