using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace AIHubMix.Images.Submitting;

/// <summary>Writes what a prediction request carries: <c>{"input": …}</c>.</summary>
internal static class PredictionBody
{
    // The body is no HTML: escaping '+', '<' and most letters outside ASCII would only make it longer.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write<TInput>(TInput input, JsonTypeInfo<TInput> typeInfo) =>
        Write((input, typeInfo), static (writer, state) => JsonSerializer.Serialize(writer, state.input, state.typeInfo));

    public static ReadOnlyMemory<byte> Write(JsonObject input) => Write(input, static (writer, state) => state.WriteTo(writer));

    private static ReadOnlyMemory<byte> Write<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("input"u8);
            write(writer, state);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
