using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIHubMix.Images.Serialization;

/// <summary>Writes and reads an open enum as its text.</summary>
internal sealed class OpenEnumConverter<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, IOpenEnum<TEnum>
{
    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? TEnum.FromWire(reader.GetString()!)
            : throw new JsonException($"A {typeToConvert.Name} is a JSON string, not {reader.TokenType}.");

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
