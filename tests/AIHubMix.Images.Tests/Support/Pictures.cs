using System.Buffers.Binary;
using System.Text;

namespace AIHubMix.Images.Tests.Support;

/// <summary>The beginnings of encoded pictures, built by hand from their formats' descriptions.</summary>
internal static class Pictures
{
    public static byte[] Png(int width = 3, int height = 2) =>
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, .. Big32(width), .. Big32(height), 8, 2, 0, 0, 0];

    public static byte[] Gif(int width, int height) => [.. "GIF89a"u8, .. Little16(width), .. Little16(height), 0, 0, 0];

    /// <summary>A JPEG with the segments given between its start and its frame.</summary>
    public static byte[] Jpeg(int width = 3, int height = 2, byte frame = 0xC0, params byte[][] before) =>
        [0xFF, 0xD8, .. before.SelectMany(segment => segment), 0xFF, frame, 0, 17, 8, .. Big16(height), .. Big16(width), 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];

    public static byte[] JpegSegment(byte marker, int length) => [0xFF, marker, .. Big16(length + 2), .. Enumerable.Repeat((byte)0xC0, length)];

    public static byte[] WebpLossy(int width, int height) => Webp("VP8 ", [0x30, 1, 0, 0x9D, 1, 0x2A, .. Little16(width), .. Little16(height)]);

    public static byte[] WebpLossless(int width, int height)
    {
        byte[] bits = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bits, (uint)(width - 1) | (uint)(height - 1) << 14 | 1u << 28);
        return Webp("VP8L", [0x2F, .. bits, 0, 0, 0, 0, 0]);
    }

    public static byte[] WebpExtended(int width, int height) => Webp("VP8X", [0x10, 0, 0, 0, .. Little24(width - 1), .. Little24(height - 1)]);

    public static byte[] Webp(string kind, byte[] chunk) =>
        [.. "RIFF"u8, .. Little32(chunk.Length + 12), .. "WEBP"u8, .. Encoding.ASCII.GetBytes(kind), .. Little32(chunk.Length), .. chunk];

    public static byte[] Avif(int width, int height, string brand = "avif") =>
    [
        .. Big32(20), .. "ftyp"u8, .. Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0, .. "mif1"u8,
        .. Big32(48), .. "meta"u8, 0, 0, 0, 0, .. Big32(36), .. "iprp"u8, .. Big32(28), .. "ipco"u8,
        .. Big32(20), .. "ispe"u8, 0, 0, 0, 0, .. Big32(width), .. Big32(height),
    ];

    public static string Base64(byte[] bytes) => Convert.ToBase64String(bytes);

    private static byte[] Big16(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Big32(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] Little16(int value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Little24(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];

    private static byte[] Little32(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];
}
