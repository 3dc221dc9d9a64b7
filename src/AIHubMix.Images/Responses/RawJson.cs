using System.Buffers;
using System.Globalization;
using System.Text.Json;
using AIHubMix.Images.Serialization;

namespace AIHubMix.Images.Responses;

/// <summary>Keeps the JSON of an answer without the megabytes of its pictures.</summary>
internal static class RawJson
{
    private const int LongestString = 4096;

    /// <summary>What is kept of JSON, which is all of it when it is too short to have image data in it.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="length">How many bytes it has.</param>
    public static JsonElement Of(JsonElement json, int length) => length <= LongestString ? json : WithoutImageData(json);

    public static JsonElement WithoutImageData(JsonElement json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Copy(json, writer);
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static void Copy(JsonElement json, Utf8JsonWriter writer)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in json.EnumerateObject())
                {
                    writer.WritePropertyName(LenientJson.NameOf(member));
                    Copy(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in json.EnumerateArray())
                {
                    Copy(item, writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                string text = LenientJson.AsText(json);
                writer.WriteStringValue(text.Length <= LongestString
                    ? text
                    : string.Create(CultureInfo.InvariantCulture, $"({text.Length} characters left out)"));
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }
}
