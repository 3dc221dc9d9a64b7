using System.Globalization;

namespace AIHubMix.Images.Simulator;

/// <summary>A picture that a billed generation made.</summary>
public sealed class LedgerPicture
{
    private volatile bool _isDelivered;

    internal LedgerPicture(int width, int height, string mediaType)
    {
        Width = width;
        Height = height;
        MediaType = mediaType;
    }

    /// <summary>The width in pixels.</summary>
    public int Width { get; }

    /// <summary>The height in pixels.</summary>
    public int Height { get; }

    /// <summary>The type, such as <c>image/png</c>.</summary>
    public string MediaType { get; }

    /// <summary>Whether it went out whole at least once: with the answer, or from its URL.</summary>
    public bool IsDelivered
    {
        get => _isDelivered;
        internal set => _isDelivered = value;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{MediaType} {Width}x{Height}");
}
