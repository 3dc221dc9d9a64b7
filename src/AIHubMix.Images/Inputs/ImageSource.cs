using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using AIHubMix.Images.Serialization;

namespace AIHubMix.Images;

/// <summary>A picture that goes into a request: one that the vendor fetches by its URL, or bytes that are sent as base64.</summary>
/// <remarks>
/// Safe to use in many requests at a time. The gateway recommends URLs. Bytes, files and streams are encoded while they are sent:
/// a request for a large picture takes no more memory than one for a small one.
/// </remarks>
public sealed class ImageSource
{
    internal const string UnknownMediaType = "application/octet-stream";

    private const int BytesOfHeader = 64 * 1024;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly string? _text;
    private readonly string? _path;
    private readonly Func<CancellationToken, ValueTask<Stream>>? _open;
    private readonly long? _length;
    private volatile Facts? _inspected;

    private ImageSource(Uri uri) => Uri = uri;

    private ImageSource(ReadOnlyMemory<byte> bytes, string? text = null)
    {
        _bytes = bytes;
        _text = text;
    }

    private ImageSource(Func<CancellationToken, ValueTask<Stream>> open, string? path, long? length)
    {
        _open = open;
        _path = path;
        _length = length;
    }

    /// <summary>The URL of the picture; null when its bytes are sent.</summary>
    public Uri? Uri { get; }

    internal ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>What is written to JSON as it is: a URL, or text that came from JSON. Null when bytes are to be encoded.</summary>
    internal string? WireText => Uri?.OriginalString ?? _text;

    /// <summary>Whether the bytes come from a file or a stream.</summary>
    internal bool HasToBeOpened => _open is not null;

    /// <summary>The number of bytes as far as it is known without opening anything.</summary>
    internal long? Length => HasToBeOpened ? _length : _bytes.Length;

    /// <summary>The media type, once a file or a stream was inspected.</summary>
    internal string MediaType => Known?.Header?.MediaType ?? UnknownMediaType;

    // Bytes need no inspection.
    private Facts? Known => HasToBeOpened ? _inspected : new Facts(HeaderOf(_bytes.Span), _bytes.Length);

    /// <summary>A picture that the vendor fetches.</summary>
    /// <param name="uri">An absolute <c>http</c> or <c>https</c> URL that the vendor can reach.</param>
    /// <exception cref="ArgumentException">The URL is relative or of another scheme.</exception>
    public static ImageSource FromUri(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri is { IsAbsoluteUri: true, Scheme: "http" or "https" }
            ? new ImageSource(uri)
            : throw new ArgumentException($"'{uri}' is not an absolute http or https URL. Send a local picture with FromFile or FromBytes.", nameof(uri));
    }

    /// <summary>A picture whose bytes are sent as base64.</summary>
    /// <param name="bytes">The encoded picture, as in a PNG, JPEG or WebP file. Not copied: do not change it while requests use it.</param>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is empty.</exception>
    public static ImageSource FromBytes(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty
        ? throw new ArgumentException("The picture has no bytes.", nameof(bytes))
        : new ImageSource(bytes);

    /// <summary>A picture in a file, whose bytes are sent as base64.</summary>
    /// <remarks>The file is not opened here but by each call: once to be checked, unless validation is off, and once for every attempt to send it.
    /// A file that is missing, cannot be read or changes meanwhile ends the call with an <see cref="ImageSourceException"/>; nothing is billed then.</remarks>
    /// <param name="path">The path of a PNG, JPEG or WebP file. A relative one goes by the directory that is current now.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty or cannot be a path.</exception>
    public static ImageSource FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.GetFullPath(path);
        return new ImageSource(_ => new ValueTask<Stream>(OpenFile(full)), full, null);
    }

    /// <summary>A picture in a stream, whose bytes are sent as base64.</summary>
    /// <remarks>A stream that cannot be opened, fails, or has another length than announced ends the call with an <see cref="ImageSourceException"/>; nothing is billed then.</remarks>
    /// <param name="open">Opens the picture, an encoded PNG, JPEG or WebP, at its beginning. It is called by each call once for the check, unless validation is off, and once for
    /// every attempt, possibly by several calls at a time. Each time it must give a new stream of the same bytes, which the SDK reads to its end and disposes.</param>
    /// <param name="length">The exact number of bytes, for streams that cannot tell it themselves by <see cref="Stream.Length"/>. If nothing tells it, the request is
    /// sent in chunks, and a limit of size is not checked beforehand.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is not positive.</exception>
    public static ImageSource FromStream(Func<CancellationToken, ValueTask<Stream>> open, long? length = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length ?? 1, nameof(length));
        return new ImageSource(open, null, length);
    }

    /// <summary>Stands for the picture in JSON of your own, as in <c>new JsonObject { ["input_image"] = source.ToJsonNode() }</c>.</summary>
    /// <returns>A node that is written as the URL or the base64 of the picture; in a request that is encoded while it is sent.</returns>
    public JsonNode ToJsonNode() => JsonValue.Create(this, PictureList.JsonType)!;

    /// <summary>A picture that the vendor fetches.</summary>
    /// <param name="uri">An absolute <c>http</c> or <c>https</c> URL that the vendor can reach.</param>
    public static implicit operator ImageSource(Uri uri) => FromUri(uri);

    /// <summary>The URL; or the path of a file, with the type and size of the bytes as far as they are known. Opens nothing.</summary>
    public override string ToString()
    {
        if (WireText is { } text)
        {
            return text.Length <= 100 ? text : string.Concat(text.AsSpan(0, 100), "…");
        }

        string? facts = Known is { } known
            ? string.Create(CultureInfo.InvariantCulture, $"{known.Header?.MediaType ?? "unknown type"}, {known.Length?.ToString(CultureInfo.InvariantCulture) ?? "unknown number of"} bytes")
            : null;
        string? name = HasToBeOpened ? _path ?? "stream" : null;
        return name is null || facts is null ? name ?? facts! : $"{name} ({facts})";
    }

    internal static ImageSource FromWire(string text)
    {
        if (PictureText.TryReadUrl(text, out Uri? url))
        {
            return new ImageSource(url);
        }

        PictureText.TryDecode(text, out ReadOnlyMemory<byte> bytes, out _);
        return new ImageSource(bytes, text);
    }

    /// <summary>Whether the document forbids the picture. Of a file or a stream nothing is known before it is inspected, which each call does. For generated code.</summary>
    /// <param name="types">The file formats that are taken, such as <c>png</c>.</param>
    /// <param name="maximumBytes">The most bytes, before encoding; null when no limit is known.</param>
    /// <param name="problem">What the picture must be; null when it is that.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool HasProblem(ReadOnlySpan<string> types, long? maximumBytes, [NotNullWhen(true)] out string? problem)
    {
        problem = null;
        if (Uri is not null || Known is not { } known)
        {
            return false;
        }

        if (known.Length == 0)
        {
            problem = HasToBeOpened ? "must not be empty" : "must be an http or https URL or base64";
        }
        else if (known.Length > maximumBytes)
        {
            problem = string.Create(CultureInfo.InvariantCulture, $"must have at most {maximumBytes} bytes");
        }
        else if (!(known.Header is { } header && types.Contains(header.Extension == "jpg" ? "jpeg" : header.Extension)))
        {
            problem = $"must be a picture of type {string.Join(", ", types!)}";
        }

        return problem is not null;
    }

    /// <summary>Opens the file or the stream. Whoever calls it closes it.</summary>
    /// <exception cref="ImageSourceException">It cannot be opened.</exception>
    internal async Task<(Stream Stream, long? Length)> OpenAsync(CancellationToken cancellationToken)
    {
        Stream? stream = null;
        try
        {
            stream = await _open!(cancellationToken).ConfigureAwait(false) ?? throw new InvalidOperationException("There is no stream.");
            cancellationToken.ThrowIfCancellationRequested();
            return (stream, _length ?? (stream.CanSeek ? stream.Length - stream.Position : null));
        }
        catch (Exception exception)
        {
            Close(stream);
            throw ToThrow(exception, cancellationToken);
        }
    }

    /// <summary>Looks into the file or the stream and remembers its type and size.</summary>
    /// <exception cref="ImageSourceException">It cannot be opened or read.</exception>
    internal async Task InspectAsync(CancellationToken cancellationToken)
    {
        (Stream stream, long? length) = await OpenAsync(cancellationToken).ConfigureAwait(false);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BytesOfHeader);
        try
        {
            int read = await stream.ReadAtLeastAsync(buffer.AsMemory(0, BytesOfHeader), BytesOfHeader, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            _inspected = new Facts(HeaderOf(buffer.AsSpan(0, read)), read < BytesOfHeader ? read : length);
        }
        catch (Exception exception)
        {
            throw ToThrow(exception, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            Close(stream);
        }
    }

    /// <summary>The whole picture, for those who serialize an input themselves.</summary>
    /// <exception cref="ImageSourceException">It cannot be opened or read.</exception>
    /// <exception cref="NotSupportedException">The stream is not opened at once, or not read without waiting.</exception>
    internal ReadOnlyMemory<byte> ReadAll()
    {
        if (!HasToBeOpened)
        {
            return _bytes;
        }

        Task<(Stream Stream, long? Length)> opening = OpenAsync(CancellationToken.None);
        if (!opening.IsCompleted)
        {
            _ = opening.ContinueWith(static late => Close(late.Exception is null ? late.Result.Stream : null), TaskScheduler.Default);
            throw new NotSupportedException("A picture from ImageSource.FromStream can be written as JSON only if the stream is opened without waiting. Pass its bytes by ImageSource.FromBytes.");
        }

        using Stream stream = opening.GetAwaiter().GetResult().Stream;
        using var all = new MemoryStream();
        try
        {
            stream.CopyTo(all);
        }
        catch (Exception exception) when (exception is not NotSupportedException)
        {
            throw ToThrow(exception);
        }

        return all.GetBuffer().AsMemory(0, (int)all.Length);
    }

    /// <summary>What is thrown for a failure of the file or the stream: the cancellation, if one was asked for, or an exception that tells of the picture.</summary>
    internal Exception ToThrow(Exception cause, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? new OperationCanceledException(cause.Message, cause, cancellationToken)
            : new ImageSourceException(
                _path is null
                    ? $"A picture from a stream cannot be read: {cause.Message} Nothing was billed. Check what ImageSource.FromStream was given: it opens the picture anew for every attempt, and a length must be exact."
                    : $"The picture '{_path}' cannot be read: {cause.Message} Nothing was billed. Check that the file exists, may be read and is not being written.",
                cause)
            {
                Image = this,
                Billing = BillingClass.NeverDelivered,
            };

    /// <summary>Closes a stream without waiting for it: nothing that closing does may cost an answer or hold up a call.</summary>
    internal static void Close(Stream? stream) => _ = CloseAsync(stream);

    private static async Task CloseAsync(Stream? stream)
    {
        try
        {
            if (stream is not null)
            {
                await stream.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // All that was needed of it was read.
        }
    }

    private static FileStream OpenFile(string path) => new(path, new FileStreamOptions
    {
        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
        BufferSize = 0,
    });

    private static ImageHeader? HeaderOf(ReadOnlySpan<byte> bytes) => ImageHeader.TryRead(bytes, out ImageHeader header) ? header : null;

    private sealed record Facts(ImageHeader? Header, long? Length);
}
