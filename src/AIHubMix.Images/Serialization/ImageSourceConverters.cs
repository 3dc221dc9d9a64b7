using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIHubMix.Images.Serialization;

/// <summary>Writes a picture as its URL, or its bytes as bare base64. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public class RawImageSourceConverter : JsonConverter<ImageSource>
{
    internal virtual bool IsDataUrl => false;

    /// <inheritdoc/>
    public override ImageSource Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException($"A picture is a JSON string, not {reader.TokenType}.");
        }

        string text = reader.GetString()!;
        return PictureList.Find(text) ?? ImageSource.FromWire(text);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ImageSource value, JsonSerializerOptions options) => PictureText.Write(writer, value, IsDataUrl);
}

/// <summary>Writes a picture as its URL, or its bytes as a data URL. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DataUrlImageSourceConverter : RawImageSourceConverter
{
    internal override bool IsDataUrl => true;

    /// <summary>What stands before the base64 of a picture.</summary>
    internal static string HeadOf(string mediaType) => $"data:{mediaType};base64,";
}
