using System.Buffers;
using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace AIHubMix.Images.Benchmarks.Peers;

/// <summary>The least that moving the same bytes costs, with the same handler.</summary>
internal sealed class Baselines(HttpMessageInvoker invoker, Uri endpoint)
{
    public const int DefaultBufferSize = 64 * 1024;
    private const int LongestHead = 64;

    private static readonly byte[] Request = """{"input":{"prompt":"A deer drinking in the lake"}}"""u8.ToArray();

    private readonly Uri _url = new(endpoint, "v1/models/opanai/gpt-image-1/predictions");

    /// <summary>The size of the pooled buffer that bodies are read with.</summary>
    public int BufferSize { get; init; } = DefaultBufferSize;

    /// <summary>Reads the body to its end without looking at it.</summary>
    public Task DrainAsync() => DrainAsync(new ByteArrayContent(Request));

    /// <summary>Sends so many bytes as they are.</summary>
    public Task UploadAsync(Stream bytes) => DrainAsync(new StreamContent(bytes, BufferSize));

    /// <summary>Sends a picture as base64, encoded while it is sent.</summary>
    public Task EncodeAsync(Stream picture) => DrainAsync(new EncodedContent(picture));

    /// <summary>What any client has to do at the least: finds the base64 in the body and decodes it piece by piece.</summary>
    public async Task DecodeAsync(Stream destination)
    {
        using HttpResponseMessage response = await PostAsync(new ByteArrayContent(Request)).ConfigureAwait(false);
        Stream body = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        await using ConfiguredAsyncDisposable _ = body.ConfigureAwait(false);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        byte[] decoded = ArrayPool<byte>.Shared.Rent(BufferSize);
        int filled = await body.ReadAtLeastAsync(buffer, LongestHead).ConfigureAwait(false);
        int start = buffer.AsSpan(0, filled).IndexOf("Base64\":\""u8) + 9;
        while (true)
        {
            // Not in place, which .NET does byte by byte. Padding and the quote at the end stop it.
            OperationStatus status = Base64.DecodeFromUtf8(buffer.AsSpan(start, filled - start), decoded, out int consumed, out int written, isFinalBlock: false);
            int rest = filled - start - consumed;
            if (status == OperationStatus.InvalidData && buffer[filled - rest] != '"')
            {
                Base64.DecodeFromUtf8(buffer.AsSpan(filled - rest, 4), decoded.AsSpan(written), out consumed, out int last);
                written += last;
            }

            await destination.WriteAsync(decoded.AsMemory(0, written)).ConfigureAwait(false);
            if (status == OperationStatus.InvalidData)
            {
                break;
            }

            buffer.AsSpan(filled - rest, rest).CopyTo(buffer);
            start = 0;
            filled = rest + await body.ReadAsync(buffer.AsMemory(rest)).ConfigureAwait(false);
        }

        while (await body.ReadAsync(buffer).ConfigureAwait(false) > 0)
        {
        }

        ArrayPool<byte>.Shared.Return(decoded);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private async Task DrainAsync(HttpContent content)
    {
        using HttpResponseMessage response = await PostAsync(content).ConfigureAwait(false);
        Stream body = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        await using ConfiguredAsyncDisposable _ = body.ConfigureAwait(false);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        while (await body.ReadAsync(buffer).ConfigureAwait(false) > 0)
        {
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private async Task<HttpResponseMessage> PostAsync(HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = content };
        HttpResponseMessage response = await invoker.SendAsync(request, default).ConfigureAwait(false);
        return response.EnsureSuccessStatusCode();
    }
}
