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

    public static async Task<ResponseBody> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
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
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new ResponseBody(buffer.WrittenMemory, exception, false);
        }
    }
}
