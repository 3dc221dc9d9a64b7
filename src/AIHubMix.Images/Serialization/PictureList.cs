using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace AIHubMix.Images.Serialization;

/// <summary>Takes the pictures out of JSON while it is read into a record or a record is written as nodes, so that none is encoded for that: a name stands in the place of each.</summary>
internal sealed class PictureList : IDisposable
{
    [ThreadStatic]
    private static PictureList? _current;

    private readonly PictureList? _outer = _current;
    private readonly List<ImageSource> _pictures = [];

    // What nobody else writes: no prompt may pass for a picture.
    private readonly string _nameStart = $"(picture {Guid.NewGuid():N}) ";
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
        writer.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{list._nameStart}{list._pictures.Count - 1}"));
        return true;
    }

    /// <summary>The picture of that name; null when it is none.</summary>
    public static ImageSource? Find(string name) =>
        _current is { } list && name.StartsWith(list._nameStart, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(list._nameStart.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < list._pictures.Count
            ? list._pictures[number]
            : null;

    /// <summary>Puts each picture in the place of its name.</summary>
    public static void PutBack(JsonNode? json)
    {
        if (json is JsonObject members)
        {
            foreach (string name in members.Select(member => member.Key).ToArray())
            {
                members[name] = PictureOf(members[name]) ?? members[name];
                PutBack(members[name]);
            }
        }
        else if (json is JsonArray items)
        {
            for (int index = 0; index < items.Count; index++)
            {
                items[index] = PictureOf(items[index]) ?? items[index];
                PutBack(items[index]);
            }
        }
    }

    public void Dispose() => _current = _outer;

    private static JsonNode? PictureOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? name) ? Find(name)?.ToJsonNode() : null;
}
