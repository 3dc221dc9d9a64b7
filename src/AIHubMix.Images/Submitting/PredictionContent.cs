using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace AIHubMix.Images.Submitting;

/// <summary>The body of a prediction request: <c>{"input": …}</c>.</summary>
internal static class PredictionContent
{
    // The body is no HTML: escaping '+', '<' and most letters outside ASCII would only make it longer.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static HttpContent Create<TInput>(TInput input, JsonTypeInfo<TInput> typeInfo) =>
        Create((input, typeInfo), static (writer, state) => JsonSerializer.Serialize(writer, state.input, state.typeInfo));

    public static HttpContent Create(JsonObject input) => Create(input, static (writer, state) => state.WriteTo(writer));

    private static ReadOnlyMemoryContent Create<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("input"u8);
            write(writer, state);
            writer.WriteEndObject();
        }

        return new ReadOnlyMemoryContent(buffer.WrittenMemory)
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        };
    }
}
