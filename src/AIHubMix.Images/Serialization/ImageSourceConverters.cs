using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIHubMix.Images.Serialization;

/// <summary>Writes a picture as its URL, or its bytes as bare base64.</summary>
internal class RawImageSourceConverter : JsonConverter<ImageSource>
{
    protected virtual bool IsDataUrl => false;

    public override ImageSource Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? PictureList.Find(reader.GetString()!) ?? ImageSource.FromWire(reader.GetString()!)
            : throw new JsonException($"A picture is a JSON string, not {reader.TokenType}.");

    public override void Write(Utf8JsonWriter writer, ImageSource value, JsonSerializerOptions options) => PictureText.Write(writer, value, IsDataUrl);
}

/// <summary>Writes a picture as its URL, or its bytes as a data URL.</summary>
internal sealed class DataUrlImageSourceConverter : RawImageSourceConverter
{
    protected override bool IsDataUrl => true;

    /// <summary>What stands before the base64 of a picture.</summary>
    public static string HeadOf(string mediaType) => $"data:{mediaType};base64,";
}
