using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using AIHubMix.Images.Serialization;

namespace AIHubMix.Images.Inputs;

/// <summary>JSON of the caller's own, read into the record of a family.</summary>
/// <param name="Input">The record, without the members that are refused, and with stand-ins for those among them that it requires; null when it could not be made.</param>
/// <param name="Filled">The record with stand-ins for all members that were given and are refused.</param>
/// <param name="Violations">What the record cannot tell: wrong JSON types, nulls and missing members.</param>
internal readonly record struct JsonInput<TInput>(TInput? Input, TInput? Filled, IReadOnlyList<InputViolation> Violations)
    where TInput : class, IImageInput<TInput>
{
    public static JsonInput<TInput> Read(JsonObject json, IReadOnlyList<InputField> fields)
    {
        var readable = new ReadableJson(json, fields);

        // Each time without what could not be read the time before.
        while (true)
        {
            try
            {
                TInput? input = Read(readable, isFilled: false);
                return new JsonInput<TInput>(input, readable.Violations.Count == 0 ? input : Read(readable, isFilled: true), readable.Violations);
            }
            catch (JsonException exception) when (readable.Refuse(exception.Path))
            {
            }
            catch (JsonException)
            {
                return new JsonInput<TInput>(null, null, readable.Violations);
            }
        }
    }

    /// <summary>Writes a record as JSON with its pictures in it, none of them encoded.</summary>
    public static JsonObject Write(TInput input)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        using var pictures = new PictureList(writer);
        JsonSerializer.Serialize(writer, input, TInput.JsonTypeInfo);
        writer.Flush();
        JsonNode json = JsonNode.Parse(buffer.WrittenSpan)!;
        PictureList.PutBack(json);
        return json.AsObject();
    }

    private static TInput? Read(ReadableJson json, bool isFilled)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        using var pictures = new PictureList(writer);
        json.Write(writer, isFilled);
        writer.Flush();
        return JsonSerializer.Deserialize(buffer.WrittenSpan, TInput.JsonTypeInfo);
    }
}
