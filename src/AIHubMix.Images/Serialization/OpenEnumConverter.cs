using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIHubMix.Images.Serialization;

/// <summary>Writes and reads an open enum as its text. For generated code.</summary>
/// <typeparam name="TEnum">The open enum.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OpenEnumConverter<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, IOpenEnum<TEnum>
{
    /// <inheritdoc/>
    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? TEnum.FromWire(reader.GetString()!)
            : throw new JsonException($"A {typeToConvert.Name} is a JSON string, not {reader.TokenType}.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
