using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using AIHubMix.Images.Serialization;

namespace AIHubMix.Images;

/// <summary>A picture that goes into a request: one that the vendor fetches by its URL, or bytes that are sent as base64.</summary>
/// <remarks>Immutable and safe to use in many requests at a time. The gateway recommends URLs.</remarks>
public sealed class ImageSource
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly string? _text;

    private ImageSource(Uri uri) => Uri = uri;

    private ImageSource(ReadOnlyMemory<byte> bytes, string? text = null)
    {
        _bytes = bytes;
        _text = text;
    }

    /// <summary>The URL of the picture; null when its bytes are sent.</summary>
    public Uri? Uri { get; }

    internal ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// <summary>What is written to JSON as it is: a URL, or text that came from JSON. Null when <see cref="Bytes"/> are to be encoded.</summary>
    internal string? WireText => Uri?.OriginalString ?? _text;

    /// <summary>A picture that the vendor fetches.</summary>
    /// <param name="uri">An absolute <c>http</c> or <c>https</c> URL that the vendor can reach.</param>
    /// <exception cref="ArgumentException">The URL is relative or of another scheme.</exception>
    public static ImageSource FromUri(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri is { IsAbsoluteUri: true, Scheme: "http" or "https" }
            ? new ImageSource(uri)
            : throw new ArgumentException($"'{uri}' is not an absolute http or https URL. Send the bytes of a local picture with FromBytes.", nameof(uri));
    }

    /// <summary>A picture whose bytes are sent as base64.</summary>
    /// <param name="bytes">The encoded picture, as in a PNG, JPEG or WebP file. Not copied: do not change it while requests use it.</param>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is empty.</exception>
    public static ImageSource FromBytes(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty
        ? throw new ArgumentException("The picture has no bytes.", nameof(bytes))
        : new ImageSource(bytes);

    /// <summary>A picture that the vendor fetches.</summary>
    /// <param name="uri">An absolute <c>http</c> or <c>https</c> URL that the vendor can reach.</param>
    public static implicit operator ImageSource(Uri uri) => FromUri(uri);

    /// <summary>The URL, or the kind and size of the bytes.</summary>
    public override string ToString() => WireText is { } text
        ? text.Length <= 100 ? text : string.Concat(text.AsSpan(0, 100), "…")
        : string.Create(CultureInfo.InvariantCulture, $"{(ImageHeader.TryRead(Bytes, out ImageHeader header) ? header.MediaType : "unknown type")}, {_bytes.Length} bytes");

    internal static ImageSource FromWire(string text)
    {
        if (PictureText.TryReadUrl(text, out Uri? url))
        {
            return new ImageSource(url);
        }

        PictureText.TryDecode(text, out ReadOnlyMemory<byte> bytes, out _);
        return new ImageSource(bytes, text);
    }

    internal bool HasProblem(ReadOnlySpan<string> types, long? maximumBytes, [NotNullWhen(true)] out string? problem)
    {
        problem = null;
        if (Uri is null && _bytes.IsEmpty)
        {
            problem = "must be an http or https URL or base64";
        }
        else if (Uri is null && maximumBytes is { } maximum && _bytes.Length > maximum)
        {
            problem = string.Create(CultureInfo.InvariantCulture, $"must have at most {maximum} bytes");
        }
        else if (Uri is null && !(ImageHeader.TryRead(Bytes, out ImageHeader header) && types.Contains(header.Extension == "jpg" ? "jpeg" : header.Extension)))
        {
            problem = $"must be a picture of type {string.Join(", ", types!)}";
        }

        return problem is not null;
    }
}
