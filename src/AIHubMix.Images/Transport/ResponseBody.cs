using System.Buffers;

namespace AIHubMix.Images.Transport;

/// <summary>What could be read of the body of an answer.</summary>
/// <param name="Bytes">The bytes that came.</param>
/// <param name="BrokenBy">Why there are no more of them; null when the body is complete.</param>
/// <param name="IsTooLarge">Whether reading stopped because the body is larger than the limit.</param>
internal readonly record struct ResponseBody(ReadOnlyMemory<byte> Bytes, Exception? BrokenBy, bool IsTooLarge)
{
    private const int FirstChunk = 4096;
    private const int LargestFirstChunk = 64 * 1024 * 1024;

    /// <summary>What a body stands for that broke off and is of no use.</summary>
    public IOException ToException() => new($"The answer broke off after {Bytes.Length} bytes: {BrokenBy!.Message}", BrokenBy);

    /// <summary>Reads a body to its end, its limit, or to where it breaks off; cancellation is one way to break off.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="limit">The most bytes that are taken.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<ResponseBody> ReadWhatComesAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        // One byte more than announced, so that the end is seen without growing the buffer.
        var buffer = new ArrayBufferWriter<byte>((int)Math.Clamp(response.Content.Headers.ContentLength + 1 ?? FirstChunk, 1, Math.Min(limit + 1L, LargestFirstChunk)));
        try
        {
            Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                while (buffer.WrittenCount <= limit)
                {
                    int read = await stream.ReadAsync(buffer.GetMemory(1), cancellationToken).ConfigureAwait(false);
                    if (read == 0)
                    {
                        return new ResponseBody(buffer.WrittenMemory, null, false);
                    }

                    buffer.Advance(read);
                }
            }

            return new ResponseBody(buffer.WrittenMemory[..limit], null, true);
        }
        catch (Exception exception)
        {
            // Whatever it is, a damaged compression among others, it costs nothing of what came before.
            return new ResponseBody(buffer.WrittenMemory, exception, false);
        }
    }

    /// <summary>Reads a body to its end, its limit, or to where it breaks off.</summary>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static async Task<ResponseBody> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        ResponseBody body = await ReadWhatComesAsync(response, limit, cancellationToken).ConfigureAwait(false);
        if (body.BrokenBy is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return body;
    }
}
