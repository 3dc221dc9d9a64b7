using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

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

        byte[] utf8 = new byte[Encoding.UTF8.GetByteCount(digits)];
        Encoding.UTF8.GetBytes(digits, utf8);
        bool isBase64 = Base64.DecodeFromUtf8InPlace(utf8, out int written) == OperationStatus.Done && written > 0;
        bytes = isBase64 ? utf8.AsMemory(0, written) : default;
        return isBase64;
    }
}
