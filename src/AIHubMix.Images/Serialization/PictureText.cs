using System.Diagnostics.CodeAnalysis;

namespace AIHubMix.Images.Serialization;

/// <summary>A picture that stands in JSON as text: a URL, base64, or base64 in a data URL.</summary>
internal static class PictureText
{
    private const string DataScheme = "data:";

    /// <summary>Whether the text is an absolute http or https URL.</summary>
    public static bool TryReadUrl(string text, [NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && url.Scheme is "http" or "https";

    /// <summary>Whether the text is base64 of at least one byte, bare or in a data URL.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">What it stands for; empty when it is no base64.</param>
    /// <param name="mediaType">The type that the data URL names; null when it names none.</param>
    public static bool TryDecode(string text, out ReadOnlyMemory<byte> bytes, out string? mediaType)
    {
        ReadOnlySpan<char> digits = text;
        mediaType = null;
        if (text.StartsWith(DataScheme, StringComparison.OrdinalIgnoreCase))
        {
            int comma = text.IndexOf(',', StringComparison.Ordinal);
            mediaType = comma > DataScheme.Length ? text[DataScheme.Length..comma].Split(';')[0] : null;
            digits = text.AsSpan(comma + 1);
        }

        // Unlike Base64, Convert puts up with a last digit whose unused bits are set, as most decoders do.
        byte[] buffer = new byte[(digits.Length + 3) / 4 * 3];
        bool isBase64 = Convert.TryFromBase64Chars(digits, buffer, out int written) && written > 0;
        bytes = isBase64 ? buffer.AsMemory(0, written) : default;
        return isBase64;
    }
}
