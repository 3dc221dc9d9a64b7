using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIHubMix.Images.Serialization;

/// <summary>Writes a picture as its URL, or its bytes as bare base64.</summary>
internal class RawImageSourceConverter : JsonConverter<ImageSource>
{
    public override ImageSource Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? ImageSource.FromWire(reader.GetString()!)
            : throw new JsonException($"A picture is a JSON string, not {reader.TokenType}.");

    public override void Write(Utf8JsonWriter writer, ImageSource value, JsonSerializerOptions options)
    {
        if (value.WireText is { } text)
        {
            writer.WriteStringValue(text);
        }
        else
        {
            WriteBytes(writer, value);
        }
    }

    protected virtual void WriteBytes(Utf8JsonWriter writer, ImageSource value) => writer.WriteBase64StringValue(value.Bytes);
}

/// <summary>Writes a picture as its URL, or its bytes as a data URL.</summary>
internal sealed class DataUrlImageSourceConverter : RawImageSourceConverter
{
    protected override void WriteBytes(Utf8JsonWriter writer, ImageSource value)
    {
        string mediaType = ImageHeader.TryRead(value.Bytes, out ImageHeader header) ? header.MediaType : "application/octet-stream";
        writer.WriteStringValue($"data:{mediaType};base64,{Convert.ToBase64String(value.Bytes)}");
    }
}
