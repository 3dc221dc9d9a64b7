using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using AIHubMix.Images.Serialization;

namespace AIHubMix.Images.Inputs;

/// <summary>JSON of the caller's own, read into the record of a family.</summary>
/// <param name="Input">The record, without the members that are refused, and with stand-ins for those among them that it requires; null when it could not be made.</param>
/// <param name="Violations">What the record cannot tell: wrong JSON types, nulls and missing members.</param>
internal readonly record struct JsonInput<TInput>(TInput? Input, IReadOnlyList<InputViolation> Violations)
    where TInput : class, IImageInput<TInput>
{
    private const string MemberPath = "$.";

    public static JsonInput<TInput> Read(JsonObject json, IReadOnlyList<InputField> fields)
    {
        var validation = new InputValidation();
        var refused = new HashSet<string>();
        foreach (InputField field in fields)
        {
            if (!json.TryGetPropertyValue(field.Name, out JsonNode? value))
            {
                if (field.IsRequired)
                {
                    validation.Add(field.Name, null, "is required", field.Source);
                    refused.Add(field.Name);
                }
            }
            else if (ProblemOf(field, value) is { } problem)
            {
                validation.Add(field.Name, Text(value), problem, field.Source);
                refused.Add(field.Name);
            }
        }

        // Each time without what could not be read the time before.
        while (true)
        {
            try
            {
                return new JsonInput<TInput>(Read(json, fields, refused), validation.Violations);
            }
            catch (JsonException exception) when (exception.Path?.StartsWith(MemberPath, StringComparison.Ordinal) == true && refused.Add(MemberOf(exception.Path)))
            {
                string name = MemberOf(exception.Path);
                validation.Add(exception.Path[MemberPath.Length..], null, "must be of the JSON type that the document says, and fit in it", fields.FirstOrDefault(field => field.Name == name)?.Source ?? "AIHubMix.Images");
            }
            catch (JsonException)
            {
                return new JsonInput<TInput>(null, validation.Violations);
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

    private static TInput? Read(JsonObject json, IReadOnlyList<InputField> fields, HashSet<string> refused)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        using var pictures = new PictureList(writer);
        writer.WriteStartObject();
        foreach ((string name, JsonNode? value) in json)
        {
            if (value is not null && !refused.Contains(name))
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }
        }

        foreach (InputField field in fields.Where(field => field.IsRequired && refused.Contains(field.Name)))
        {
            writer.WritePropertyName(field.Name);
            WriteStandIn(writer, field);
        }

        writer.WriteEndObject();
        writer.Flush();
        return JsonSerializer.Deserialize(buffer.WrittenSpan, TInput.JsonTypeInfo);
    }

    // Of the right type: what it violates is left out of the report.
    private static void WriteStandIn(Utf8JsonWriter writer, InputField field)
    {
        switch (field.Kind)
        {
            case InputFieldKind.Text or InputFieldKind.Image:
                writer.WriteStringValue(new string('x', field.MinLength ?? 1));
                break;
            case InputFieldKind.Integer or InputFieldKind.Number:
                writer.WriteNumberValue(field.Minimum ?? 0);
                break;
            case InputFieldKind.Boolean:
                writer.WriteBooleanValue(false);
                break;
            case InputFieldKind.List:
                writer.WriteStartArray();
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStartObject();
                foreach (InputField member in field.Members.Where(member => member.IsRequired))
                {
                    writer.WritePropertyName(member.Name);
                    WriteStandIn(writer, member);
                }

                writer.WriteEndObject();
                break;
        }
    }

    private static string MemberOf(string path)
    {
        int end = path.AsSpan(MemberPath.Length).IndexOfAny('.', '[');
        return end < 0 ? path[MemberPath.Length..] : path.Substring(MemberPath.Length, end);
    }

    private static string? ProblemOf(InputField field, JsonNode? value)
    {
        if (value is null)
        {
            return "must not be null: leave it out to get the default";
        }

        if (IsPicture(value))
        {
            return field.Kind == InputFieldKind.Image || field is { ItemKind: InputFieldKind.Image, TakesSingleItem: true } ? null
                : field.ItemKind == InputFieldKind.Image ? "must be a list of pictures" : "must not be a picture";
        }

        JsonValueKind kind = value.GetValueKind();
        return field.Kind switch
        {
            InputFieldKind.Text or InputFieldKind.Image => kind == JsonValueKind.String ? null : "must be text",
            InputFieldKind.Integer => kind == JsonValueKind.Number && IsWhole(value) ? null : "must be a whole number",
            InputFieldKind.Number => kind == JsonValueKind.Number ? null : "must be a number",
            InputFieldKind.Boolean => kind is JsonValueKind.True or JsonValueKind.False ? null : "must be true or false",
            InputFieldKind.List when field.TakesSingleItem => kind is JsonValueKind.Array or JsonValueKind.String ? null : "must be text or a list",
            InputFieldKind.List => kind == JsonValueKind.Array ? null : "must be a list",
            _ => kind == JsonValueKind.Object ? null : "must be an object",
        };
    }

    // As the gateway's decoders see it, 2.0 is none.
    private static bool IsWhole(JsonNode value) => !value.ToJsonString().AsSpan().ContainsAny(".eE");

    private static bool IsPicture(JsonNode value) => value is JsonValue single && single.TryGetValue(out ImageSource? _);

    private static string? Text(JsonNode? value) => value is null ? "null" : IsPicture(value) ? "a picture" : value.ToJsonString();
}
