using System.Buffers.Binary;

namespace AIHubMix.Images;

/// <summary>What the first bytes of an encoded picture say: its type and its size in pixels.</summary>
/// <param name="MediaType">The media type, such as <c>image/png</c>.</param>
/// <param name="Extension">The usual file name extension without a dot, such as <c>png</c> or <c>jpg</c>.</param>
/// <param name="Width">Width in pixels; 0 when the header does not tell.</param>
/// <param name="Height">Height in pixels; 0 when the header does not tell.</param>
public readonly record struct ImageHeader(string MediaType, string Extension, int Width, int Height)
{
    /// <summary>Reads the header of a PNG, JPEG, WebP, GIF or AVIF picture.</summary>
    /// <param name="bytes">The picture, or its first bytes: 64 kB are always enough for the type, and nearly always for the size.</param>
    /// <param name="header">The header, when there is one.</param>
    /// <returns>False when the bytes are no picture of these types.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ImageHeader header)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            header = new ImageHeader("image/png", "png", BigEndian32(bytes, 16), BigEndian32(bytes, 20));
        }
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            (int width, int height) = JpegSize(bytes);
            header = new ImageHeader("image/jpeg", "jpg", width, height);
        }
        else if (bytes.StartsWith("GIF8"u8))
        {
            header = new ImageHeader("image/gif", "gif", LittleEndian16(bytes, 6), LittleEndian16(bytes, 8));
        }
        else if (bytes.StartsWith("RIFF"u8) && bytes.Length >= 16 && bytes.Slice(8, 4).SequenceEqual("WEBP"u8))
        {
            (int width, int height) = WebpSize(bytes);
            header = new ImageHeader("image/webp", "webp", width, height);
        }
        else if (bytes.Length >= 12 && bytes.Slice(4, 4).SequenceEqual("ftyp"u8)
            && (bytes.Slice(8, 4).SequenceEqual("avif"u8) || bytes.Slice(8, 4).SequenceEqual("avis"u8)))
        {
            (int width, int height) = AvifSize(bytes);
            header = new ImageHeader("image/avif", "avif", width, height);
        }
        else
        {
            header = default;
            return false;
        }

        return true;
    }

    /// <summary>Whether a declared type, such as <c>png</c> or <c>image/jpeg</c>, is that of the picture; null when none was declared.</summary>
    internal bool? Is(string? declared)
    {
        if (string.IsNullOrEmpty(declared))
        {
            return null;
        }

        ReadOnlySpan<char> type = declared.AsSpan(declared.IndexOf('/', StringComparison.Ordinal) + 1);
        return type.Equals(Extension, StringComparison.OrdinalIgnoreCase) || type.Equals(MediaType.AsSpan("image/".Length), StringComparison.OrdinalIgnoreCase);
    }

    private static (int Width, int Height) JpegSize(ReadOnlySpan<byte> bytes)
    {
        int position = 2;
        while (position + 9 <= bytes.Length && bytes[position] == 0xFF)
        {
            byte marker = bytes[position + 1];
            if (marker == 0xFF)
            {
                position++;
                continue;
            }

            // Start of frame; 0xC4, 0xC8 and 0xCC lie in its range but are tables.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(bytes[(position + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(position + 5)..]));
            }

            position += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(position + 2)..]);
        }

        return (0, 0);
    }

    private static (int Width, int Height) WebpSize(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30)
        {
            return (0, 0);
        }

        ReadOnlySpan<byte> kind = bytes.Slice(12, 4);
        if (kind.SequenceEqual("VP8 "u8))
        {
            return (LittleEndian16(bytes, 26) & 0x3FFF, LittleEndian16(bytes, 28) & 0x3FFF);
        }

        if (kind.SequenceEqual("VP8L"u8))
        {
            uint bits = BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]);
            return ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
        }

        return kind.SequenceEqual("VP8X"u8)
            ? ((bytes[24] | bytes[25] << 8 | bytes[26] << 16) + 1, (bytes[27] | bytes[28] << 8 | bytes[29] << 16) + 1)
            : (0, 0);
    }

    private static (int Width, int Height) AvifSize(ReadOnlySpan<byte> bytes)
    {
        int extents = bytes.IndexOf("ispe"u8);
        return extents < 0 ? (0, 0) : (BigEndian32(bytes, extents + 8), BigEndian32(bytes, extents + 12));
    }

    private static int BigEndian32(ReadOnlySpan<byte> bytes, int offset) =>
        offset + 4 <= bytes.Length && BinaryPrimitives.ReadInt32BigEndian(bytes[offset..]) is > 0 and var value ? value : 0;

    private static int LittleEndian16(ReadOnlySpan<byte> bytes, int offset) =>
        offset + 2 <= bytes.Length ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]) : 0;
}
