using System.Buffers;
using System.Buffers.Text;
using System.Net;

namespace AIHubMix.Images.Benchmarks.Peers;

/// <summary>A reference picture as base64 in JSON, encoded piece by piece while it is sent: what any client has to do at the least.</summary>
internal sealed class EncodedContent(Stream picture) : HttpContent
{
    private const int Piece = 192 * 1024;

    private static readonly byte[] Before = """{"input":{"prompt":"A deer drinking in the lake","image":" """u8[..^1].ToArray();
    private static readonly byte[] After = "\"}}"u8.ToArray();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Piece);
        byte[] encoded = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(Piece));
        await stream.WriteAsync(Before).ConfigureAwait(false);
        int read;
        while ((read = await picture.ReadAtLeastAsync(buffer.AsMemory(0, Piece), Piece, throwOnEndOfStream: false).ConfigureAwait(false)) > 0)
        {
            Base64.EncodeToUtf8(buffer.AsSpan(0, read), encoded, out _, out int written);
            await stream.WriteAsync(encoded.AsMemory(0, written)).ConfigureAwait(false);
        }

        await stream.WriteAsync(After).ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(encoded);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = Before.Length + Base64.GetMaxEncodedToUtf8Length((int)picture.Length) + After.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        picture.Dispose();
        base.Dispose(disposing);
    }
}
