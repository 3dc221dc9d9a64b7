using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIHubMix.Images.Serialization;

/// <summary>Writes and reads a list of pictures, each by <typeparamref name="TItem"/>. For generated code.</summary>
/// <typeparam name="TItem">What writes and reads one.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public class ImageSourceListConverter<TItem> : JsonConverter<IReadOnlyList<ImageSource>>
    where TItem : RawImageSourceConverter, new()
{
    private readonly TItem _item = new();

    /// <summary>Whether a picture alone stands without the list around it.</summary>
    private protected virtual bool IsSingle => false;

    /// <inheritdoc/>
    public override IReadOnlyList<ImageSource> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (IsSingle && reader.TokenType == JsonTokenType.String)
        {
            return [_item.Read(ref reader, typeof(ImageSource), options)];
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"Pictures are a JSON array, not {reader.TokenType}.");
        }

        var pictures = new List<ImageSource>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            // Validation refuses it, by its place in the list.
            pictures.Add(reader.TokenType == JsonTokenType.Null ? null! : _item.Read(ref reader, typeof(ImageSource), options));
        }

        return pictures;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<ImageSource> value, JsonSerializerOptions options) => PictureText.Write(writer, value, _item.IsDataUrl, IsSingle);
}

/// <summary>The same where a picture alone may stand for a list of one, and is written so. For generated code.</summary>
/// <typeparam name="TItem">What writes and reads one.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ImageSourcesConverter<TItem> : ImageSourceListConverter<TItem>
    where TItem : RawImageSourceConverter, new()
{
    private protected override bool IsSingle => true;
}
