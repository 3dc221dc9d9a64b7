using System.Buffers.Text;

namespace AIHubMix.Images.Benchmarks.Servers;

/// <summary>A PNG by its first bytes and noise after them, the same in every process, and the answers that it comes in.</summary>
internal static class Picture
{
    public const int MiB = 1024 * 1024;
    private const int Smallest = 64;
    private const int Seed = 20260301;

    /// <summary>A picture of so many MiB; of a few bytes for 0.</summary>
    public static byte[] Make(int mebibytes) => MakeBytes(Math.Max(Smallest, mebibytes * MiB));

    /// <summary>A picture of so many bytes.</summary>
    public static byte[] MakeBytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(Seed).NextBytes(bytes);
        ReadOnlySpan<byte> head = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 0, 4, 0, 0, 0, 4, 0];
        head.CopyTo(bytes);
        return bytes;
    }

    /// <summary>As the gateway answers for GPT Image 1.</summary>
    public static byte[] InGatewayBody(int mebibytes) => Wrap(
        """{"output":{"b64_json":[{"bytesBase64":"""u8,
        Make(mebibytes),
        ""","mimeType":"png"}],"urls":[]},"usage":{"input_tokens":37,"output_tokens":7024,"total_tokens":7061}}"""u8);

    /// <summary>As OpenAI answers.</summary>
    public static byte[] InOpenAIBody(int mebibytes) => Wrap(
        """{"created":1772323200,"data":[{"b64_json":"""u8,
        Make(mebibytes),
        """}],"usage":{"input_tokens":37,"input_tokens_details":{"image_tokens":0,"text_tokens":37},"output_tokens":7024,"total_tokens":7061}}"""u8);

    private static byte[] Wrap(ReadOnlySpan<byte> before, ReadOnlySpan<byte> picture, ReadOnlySpan<byte> after)
    {
        int encoded = Base64.GetMaxEncodedToUtf8Length(picture.Length);
        byte[] body = new byte[before.Length + 1 + encoded + 1 + after.Length];
        before.CopyTo(body);
        body[before.Length] = (byte)'"';
        Base64.EncodeToUtf8(picture, body.AsSpan(before.Length + 1), out _, out _);
        body[before.Length + 1 + encoded] = (byte)'"';
        after.CopyTo(body.AsSpan(before.Length + 1 + encoded + 1));
        return body;
    }
}
