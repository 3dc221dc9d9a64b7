using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using AIHubMix.Images.Submitting;

namespace AIHubMix.Images.Serialization;

/// <summary>A picture that stands in JSON as text: a URL, base64, or base64 in a data URL. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PictureText
{
    private const string DataScheme = "data:";

    /// <summary>Whether the text is an absolute http or https URL.</summary>
    internal static bool TryReadUrl(string text, [NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && url.Scheme is "http" or "https";

    /// <summary>Whether the text is base64 of at least one byte, bare or in a data URL.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">What it stands for; empty when it is no base64.</param>
    /// <param name="mediaType">The type that the data URL names; null when it names none.</param>
    internal static bool TryDecode(string text, out ReadOnlyMemory<byte> bytes, out string? mediaType)
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

    /// <summary>Writes a picture as its URL, or its bytes as base64; in a body these are left for the sending.</summary>
    /// <param name="writer">Where the picture goes.</param>
    /// <param name="source">The picture.</param>
    /// <param name="isDataUrl">Whether base64 stands in a data URL.</param>
    public static void Write(Utf8JsonWriter writer, ImageSource source, bool isDataUrl)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(source);
        if (source.WireText is { } text)
        {
            writer.WriteStringValue(text);
        }
        else if (!PictureList.TryLeaveOut(writer, source) && !PredictionBody.TryLeaveOut(writer, source, isDataUrl))
        {
            WriteBytes(writer, source.ReadAll().Span, isDataUrl);
        }
    }

    /// <summary>Writes pictures as a list.</summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="sources">The pictures.</param>
    /// <param name="isDataUrl">Whether base64 stands in a data URL.</param>
    /// <param name="isSingle">Whether a picture alone stands without the list around it.</param>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<ImageSource> sources, bool isDataUrl, bool isSingle)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(sources);
        if (isSingle && sources is [{ } only])
        {
            Write(writer, only, isDataUrl);
            return;
        }

        writer.WriteStartArray();
        foreach (ImageSource? source in sources)
        {
            if (source is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                Write(writer, source, isDataUrl);
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteBytes(Utf8JsonWriter writer, ReadOnlySpan<byte> bytes, bool isDataUrl)
    {
        if (!isDataUrl)
        {
            writer.WriteBase64StringValue(bytes);
            return;
        }

        // Raw, because the usual encoder would escape every '+'.
        string mediaType = ImageHeader.TryRead(bytes, out ImageHeader header) ? header.MediaType : ImageSource.UnknownMediaType;
        writer.WriteRawValue(Encoding.ASCII.GetBytes($"\"{DataUrlImageSourceConverter.HeadOf(mediaType)}{Convert.ToBase64String(bytes)}\""), skipInputValidation: true);
    }
}
