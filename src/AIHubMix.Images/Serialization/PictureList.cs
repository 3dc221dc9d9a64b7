using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AIHubMix.Images.Serialization;

/// <summary>Takes the pictures out of JSON while it is read into a record, so that none is encoded for that: a name stands in the place of each.</summary>
internal sealed class PictureList : IDisposable
{
    // No URL, and no base64.
    private const string NameStart = "(picture of this input) ";

    [ThreadStatic]
    private static PictureList? _current;

    private readonly PictureList? _outer = _current;
    private readonly List<ImageSource> _pictures = [];
    private readonly Utf8JsonWriter _writer;

    /// <summary>Begins; ends when it is disposed of.</summary>
    /// <param name="writer">What the JSON is written with.</param>
    public PictureList(Utf8JsonWriter writer)
    {
        _writer = writer;
        _current = this;
    }

    /// <summary>How a picture is written that stands in a tree of nodes.</summary>
    public static JsonTypeInfo<ImageSource> JsonType => field ??= JsonMetadataServices.CreateValueInfo<ImageSource>(ImagesJsonContext.Default.Options, new RawImageSourceConverter());

    public static bool TryLeaveOut(Utf8JsonWriter writer, ImageSource source)
    {
        if (_current is not { } list || list._writer != writer)
        {
            return false;
        }

        list._pictures.Add(source);
        writer.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{NameStart}{list._pictures.Count - 1}"));
        return true;
    }

    /// <summary>The picture of that name; null when it is none.</summary>
    public static ImageSource? Find(string name) =>
        _current is { } list && name.StartsWith(NameStart, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(NameStart.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < list._pictures.Count
            ? list._pictures[number]
            : null;

    public void Dispose() => _current = _outer;
}
