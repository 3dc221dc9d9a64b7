namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>The file format a picture is encoded in.</summary>
internal enum PictureFormat
{
    /// <summary>Portable Network Graphics, lossless.</summary>
    Png,

    /// <summary>JPEG, lossy.</summary>
    Jpeg,

    /// <summary>WebP, lossy.</summary>
    Webp,
}

/// <summary>What the web calls each <see cref="PictureFormat"/>.</summary>
internal static class PictureFormats
{
    /// <summary>The media type, for a <c>Content-Type</c> header or a data address.</summary>
    public static string MediaType(this PictureFormat format) => format switch
    {
        PictureFormat.Png => "image/png",
        PictureFormat.Jpeg => "image/jpeg",
        PictureFormat.Webp => "image/webp",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    /// <summary>The file extension, with its dot.</summary>
    public static string FileExtension(this PictureFormat format) => format switch
    {
        PictureFormat.Png => ".png",
        PictureFormat.Jpeg => ".jpg",
        PictureFormat.Webp => ".webp",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };
}
