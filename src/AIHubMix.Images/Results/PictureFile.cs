using System.Buffers;

namespace AIHubMix.Images.Results;

/// <summary>Writes pictures to files that appear under their names only when they are complete.</summary>
internal static class PictureFile
{
    // Every write is a change of threads.
    private const int ChunkLength = 512 * 1024;

    /// <param name="path">The file; the extension of the picture's type is added unless the path ends in one of a picture.</param>
    /// <param name="picture">The picture, which stays open.</param>
    /// <param name="rescues">Whether a picture that cannot be written is read into memory instead: that of an answer comes only once.</param>
    /// <param name="cancellationToken">Ends the writing; nothing is left behind.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="PictureWriteException">The file could not be written, and the picture is rescued.</exception>
    public static async Task<string> WriteAsync(string path, ImageStream picture, bool rescues, CancellationToken cancellationToken)
    {
        string target = NamesAPicture(path) || picture.Header is not { } header ? path : $"{path}.{header.Extension}";
        string partial = $"{target}.{Guid.NewGuid():N}.partial";
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkLength);
        int pending = 0;
        long written = 0;
        bool isReading = false;
        bool isLast = false;
        try
        {
            var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
            await using (file.ConfigureAwait(false))
            {
                do
                {
                    isReading = true;
                    pending = await picture.ReadAtLeastAsync(chunk.AsMemory(0, ChunkLength), ChunkLength, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                    isReading = false;
                    await file.WriteAsync(chunk.AsMemory(0, pending), CancellationToken.None).ConfigureAwait(false);
                    written += pending;
                    isLast = pending < ChunkLength;
                    pending = 0;
                }
                while (!isLast);
            }

            File.Move(partial, target, overwrite: true);
            return target;
        }
        catch (Exception exception) when (rescues && !isReading)
        {
            using var rescued = new PictureBuffer();
            if (written > 0)
            {
                var file = new FileStream(partial, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
                await using (file.ConfigureAwait(false))
                {
                    // A write that failed may have left a part of what is still pending.
                    for (long left = written; left > 0;)
                    {
                        Memory<byte> room = rescued.GetMemory();
                        int read = await file.ReadAsync(room[..(int)Math.Min(room.Length, left)], cancellationToken).ConfigureAwait(false);
                        rescued.Advance(read > 0 ? read : throw new EndOfStreamException($"'{partial}' is shorter than what was written to it."));
                        left -= read;
                    }
                }
            }

            Add(chunk.AsSpan(0, pending), rescued);
            await rescued.ReadToEndAsync(picture, cancellationToken).ConfigureAwait(false);
            Clear(partial);
            throw new PictureWriteException(rescued.ToArrayAndReturn(), exception);
        }
        catch
        {
            Clear(partial);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    public static bool NamesAPicture(string path) =>
        Path.GetExtension(path).ToUpperInvariant() is ".PNG" or ".JPG" or ".JPEG" or ".WEBP" or ".GIF" or ".AVIF";

    private static void Clear(string partial)
    {
        try
        {
            File.Delete(partial);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What went wrong before is the news.
        }
    }

    private static void Add(ReadOnlySpan<byte> bytes, PictureBuffer buffer)
    {
        while (bytes.Length > 0)
        {
            Span<byte> room = buffer.GetMemory().Span;
            int length = Math.Min(room.Length, bytes.Length);
            bytes[..length].CopyTo(room);
            buffer.Advance(length);
            bytes = bytes[length..];
        }
    }
}
