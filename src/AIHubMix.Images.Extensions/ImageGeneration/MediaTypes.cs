namespace AIHubMix.Images.Extensions.ImageGeneration;

/// <summary>The names of picture types.</summary>
internal static class MediaTypes
{
    /// <summary>Of a picture whose type only its bytes can tell.</summary>
    public const string AnyImage = "image/*";

    private const string Image = "image/";

    /// <summary>The media type that a name of any spelling means, such as <c>png</c>, <c>.jpg</c> and <c>image/png</c>.</summary>
    public static string Of(string name)
    {
        string type = name.TrimStart('.').ToLowerInvariant();
        type = type.StartsWith(Image, StringComparison.Ordinal) ? type[Image.Length..] : type;
        return Image + (type == "jpg" ? "jpeg" : type);
    }

    /// <summary>The media type of a picture that was generated, as well as it is known.</summary>
    public static string Of(GeneratedImage image) =>
        image.Header?.MediaType
        ?? (string.IsNullOrEmpty(image.DeclaredType) ? null : Of(image.DeclaredType))
        ?? (image.Url is { } url && Path.GetExtension(url.AbsolutePath).ToUpperInvariant() is ".PNG" or ".JPG" or ".JPEG" or ".WEBP" or ".GIF" or ".AVIF" ? Of(Path.GetExtension(image.Url!.AbsolutePath)) : AnyImage);
}
