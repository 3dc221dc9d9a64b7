using System.Text.Json;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.Inputs;

/// <summary>JSON of the caller's own without what is not of the JSON types that the document says, at any depth.</summary>
internal sealed class ReadableJson
{
    private const string Root = "$.input";
    private const string MemberPath = "$.";

    private readonly JsonObject _json;
    private readonly IReadOnlyList<InputField> _fields;
    private readonly InputValidation _validation = new();
    private readonly HashSet<string> _refused = [];

    public ReadableJson(JsonObject json, IReadOnlyList<InputField> fields)
    {
        _json = json;
        _fields = fields;
        Check(json, fields);
        _refused.UnionWith(_validation.Violations.Select(violation => violation.Path));
    }

    /// <summary>Wrong JSON types, nulls and missing members.</summary>
    public IReadOnlyList<InputViolation> Violations => _validation.Violations;

    /// <summary>Refuses what a record could not be read from.</summary>
    /// <param name="path">Where the reading failed.</param>
    /// <returns>Whether there is less now to be read.</returns>
    public bool Refuse(string? path)
    {
        if (path?.StartsWith(MemberPath, StringComparison.Ordinal) != true)
        {
            return false;
        }

        string place = path[MemberPath.Length..];
        int end = place.AsSpan().IndexOfAny('.', '[');
        string member = end < 0 ? place : place[..end];
        if (!_refused.Add($"{Root}.{place}"))
        {
            return _refused.Add($"{Root}.{member}");
        }

        _validation.Add(place, null, "must be of the JSON type that the document says, and fit in it", _fields.FirstOrDefault(field => field.Name == member)?.Source ?? "AIHubMix.Images");
        return true;
    }

    /// <summary>Writes what can be read, with stand-ins for what is refused among what cannot be left out: required members, and items of lists.</summary>
    /// <param name="writer">Where the object goes.</param>
    /// <param name="isFilled">Whether there are stand-ins for all that was given and is refused.</param>
    public void Write(Utf8JsonWriter writer, bool isFilled) => Write(writer, _json, _fields, Root, isFilled);

    private void Check(JsonObject json, IReadOnlyList<InputField> fields)
    {
        foreach (InputField field in fields)
        {
            if (!json.TryGetPropertyValue(field.Name, out JsonNode? value))
            {
                if (field.IsRequired)
                {
                    _validation.Add(field.Name, null, "is required", field.Source);
                }
            }
            else if (ProblemOf(field, value) is { } problem)
            {
                _validation.Add(field.Name, Text(value), problem, field.Source);
            }
            else if (value is JsonObject members)
            {
                _validation.Enter(field.Name);
                Check(members, field.Members);
                _validation.Leave();
            }
            else if (value is JsonArray items && field.Items is not null)
            {
                Check(items, field);
            }
        }
    }

    private void Check(JsonArray items, InputField field)
    {
        InputField itemField = ItemOf(field);
        for (int index = 0; index < items.Count; index++)
        {
            _validation.Enter(field.Name, index);
            if (items[index] is not { } item)
            {
                _validation.Add("", null, "must not be null", field.Source);
            }
            else if (ProblemOf(itemField, item) is { } problem)
            {
                _validation.Add("", Text(item), problem, field.Source);
            }
            else if (item is JsonObject members)
            {
                Check(members, itemField.Members);
            }
            else if (item is JsonArray list && itemField.Items is not null)
            {
                Check(list, itemField);
            }

            _validation.Leave();
        }
    }

    private void Write(Utf8JsonWriter writer, JsonObject json, IReadOnlyList<InputField> fields, string path, bool isFilled)
    {
        writer.WriteStartObject();
        foreach ((string name, JsonNode? value) in json)
        {
            string place = $"{path}.{name}";
            if (value is not null && !_refused.Contains(place))
            {
                writer.WritePropertyName(name);
                Write(writer, value, fields.FirstOrDefault(field => field.Name == name), place, isFilled);
            }
        }

        foreach (InputField field in fields.Where(field => _refused.Contains($"{path}.{field.Name}") && (field.IsRequired || (isFilled && json[field.Name] is not null))))
        {
            writer.WritePropertyName(field.Name);
            WriteStandIn(writer, field);
        }

        writer.WriteEndObject();
    }

    private void Write(Utf8JsonWriter writer, JsonNode value, InputField? field, string path, bool isFilled)
    {
        if (!_refused.Any(refused => refused.StartsWith(path, StringComparison.Ordinal)))
        {
            value.WriteTo(writer);
        }
        else if (value is JsonObject members)
        {
            Write(writer, members, field?.Members ?? [], path, isFilled);
        }
        else if (value is JsonArray items)
        {
            writer.WriteStartArray();
            for (int index = 0; index < items.Count; index++)
            {
                string place = $"{path}[{index}]";
                if (items[index] is { } item && !_refused.Contains(place))
                {
                    Write(writer, item, field is null ? null : ItemOf(field), place, isFilled);
                }
                else if (field is null)
                {
                    writer.WriteNullValue();
                }
                else
                {
                    WriteStandIn(writer, ItemOf(field));
                }
            }

            writer.WriteEndArray();
        }
        else
        {
            value.WriteTo(writer);
        }
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

    private static InputField ItemOf(InputField list) => list.Items ?? list with { Name = "", Kind = InputFieldKind.Text, TakesSingleItem = false };

    // As the gateway's decoders see it, 2.0 is none.
    private static bool IsWhole(JsonNode value) => !value.ToJsonString().AsSpan().ContainsAny(".eE");

    private static bool IsPicture(JsonNode value) => value is JsonValue single && single.TryGetValue(out ImageSource? _);

    private static string? Text(JsonNode? value) => value is null ? "null" : IsPicture(value) ? "a picture" : value.ToJsonString();
}
