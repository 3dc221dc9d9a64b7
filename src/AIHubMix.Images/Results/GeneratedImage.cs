using System.Runtime.InteropServices;
using AIHubMix.Images.Responses;
using AIHubMix.Images.Results;

namespace AIHubMix.Images;

/// <summary>One generated picture: its bytes when they came with the answer, otherwise the URL to fetch it from.</summary>
/// <remarks>Safe to use from several threads. URLs expire, some after ten minutes: save the picture, not the URL.</remarks>
public sealed class GeneratedImage
{
    private readonly ImageDownloader _downloader;
    private readonly ReadOnlyMemory<byte> _data;

    internal GeneratedImage(ImageDownloader downloader, Uri? url, ReadOnlyMemory<byte> data, string? declaredType)
    {
        _downloader = downloader;
        Url = url;
        _data = data;
        DeclaredType = declaredType;
        Header = ImageHeader.TryRead(data.Span, out ImageHeader header) ? header : null;
    }

    internal GeneratedImage(ImageDownloader downloader, TakenPicture picture, string? declaredType)
        : this(downloader, null, picture.Bytes, declaredType ?? picture.NamedType)
    {
        Path = picture.Path;
        Header ??= picture.Header;
    }

    /// <summary>Where the picture can be fetched; null when its bytes came with the answer.</summary>
    public Uri? Url { get; }

    /// <summary>When <see cref="Url"/> is expected to stop working, by what the vendor says; null when nothing is known of that, or there is no URL.</summary>
    public DateTimeOffset? ExpiresAt => Url is null ? null : _downloader.UrlsExpireAt;

    /// <summary>Whether the bytes came with the answer, so that nothing needs to be fetched.</summary>
    public bool IsInline => !_data.IsEmpty;

    /// <summary>The type as the gateway named it, such as <c>png</c>; null when it named none. <see cref="Header"/> tells what the bytes really are.</summary>
    public string? DeclaredType { get; }

    /// <summary>Type and pixel size as the bytes themselves say; null when they are still to be fetched, or are of no known type.</summary>
    public ImageHeader? Header { get; private init; }

    /// <summary>Whether the bytes are of the type that the gateway named; null when it named none, or the bytes are of no known type.</summary>
    public bool? IsOfDeclaredType => Header?.Is(DeclaredType);

    /// <summary>The file that the picture was saved to by a method that saves a whole result; null when it was not.</summary>
    public string? Path { get; private init; }

    internal string? TaskToken => _downloader.TaskToken;

    internal int InlineLength => _data.Length;

    /// <summary>The bytes of the picture, fetched when they did not come with the answer.</summary>
    /// <param name="cancellationToken">Ends the call promptly.</param>
    /// <remarks>What may pass is tried again until the deadline of the call that made the picture.</remarks>
    /// <exception cref="ImageExpiredException">The URL works no longer.</exception>
    /// <exception cref="ImageDownloadException">The URL could not be fetched in time, or what it served is no picture.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> GetBytesAsync(CancellationToken cancellationToken = default) =>
        IsInline ? _data
        : Path is not null ? await File.ReadAllBytesAsync(Path, cancellationToken).ConfigureAwait(false)
        : await _downloader.DownloadAsync(Url!, cancellationToken).ConfigureAwait(false);

    /// <summary>Opens the picture to be read from its first byte to its last, without ever having more than a part of it in memory when it is to be fetched.</summary>
    /// <param name="cancellationToken">Ends the call promptly; reading takes a token of its own.</param>
    /// <returns>A stream to read and dispose: an <see cref="ImageStream"/> when the picture is to be fetched, a <see cref="MemoryStream"/> when its bytes came with the answer.</returns>
    /// <remarks>Where the connection breaks off, reading goes on from there as soon as it can. The deadline of the call that made the picture bounds the time that
    /// this call and the reads take, not what passes between them. Reading fails as this call does.</remarks>
    /// <exception cref="ImageExpiredException">The URL works no longer.</exception>
    /// <exception cref="ImageDownloadException">The URL could not be fetched in time, or what it served is no picture.</exception>
    public async ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken = default) =>
        OpenLocal() ?? await _downloader.OpenAsync(Url!, 1, DeclaredType, cancellationToken).ConfigureAwait(false);

    /// <summary>Saves the picture to a file, without ever having more than a part of it in memory when it is to be fetched. The file appears under its name only when it is complete.</summary>
    /// <param name="path">The file to write; the extension of the picture's type is added unless the path ends in one of a picture, such as <c>.png</c> or <c>.jpeg</c>. Its folder must exist; a file of that name is replaced.</param>
    /// <param name="cancellationToken">Ends the call promptly; nothing is left behind.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="ImageDownloadException">The URL could not be fetched, or what it served is no picture.</exception>
    /// <exception cref="IOException">The file could not be written.</exception>
    public async Task<string> SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return (await SaveToAsync(path, cancellationToken).ConfigureAwait(false)).Path!;
    }

    /// <inheritdoc/>
    public override string ToString() => Header is { } header
        ? $"{header.MediaType}, {header.Width}x{header.Height}, {Path ?? $"{_data.Length} bytes"}"
        : Path ?? Url?.GetLeftPart(UriPartial.Path) ?? $"{DeclaredType ?? "unknown type"}, {_data.Length} bytes";

    /// <summary>Opens the picture with its number among those of the call.</summary>
    internal async ValueTask<ImageStream> OpenAsync(int number, CancellationToken cancellationToken) => OpenLocal() is { } local
        ? await ImageStream.OpenAsync(local, number, null, DeclaredType, cancellationToken).ConfigureAwait(false)
        : await _downloader.OpenAsync(Url!, number, DeclaredType, cancellationToken).ConfigureAwait(false);

    /// <summary>Saves the picture, and tells where.</summary>
    internal async Task<GeneratedImage> SaveToAsync(string path, CancellationToken cancellationToken)
    {
        ImageStream picture = await OpenAsync(1, cancellationToken).ConfigureAwait(false);
        await using (picture.ConfigureAwait(false))
        {
            string saved = await PictureFile.WriteAsync(path, picture, rescues: false, cancellationToken).ConfigureAwait(false);
            return new GeneratedImage(_downloader, Url, default, DeclaredType) { Path = saved, Header = picture.Header };
        }
    }

    // Null when the picture is still to be fetched.
    private Stream? OpenLocal() =>
        IsInline ? OpenInline()
        : Path is not null ? new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan)
        : null;

    private MemoryStream OpenInline() => MemoryMarshal.TryGetArray(_data, out ArraySegment<byte> bytes)
        ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
        : new MemoryStream(_data.ToArray(), writable: false);
}
