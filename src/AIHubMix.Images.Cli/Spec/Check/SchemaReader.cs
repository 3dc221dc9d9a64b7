using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>Reads the schemas of a vendor's document. The keywords of OpenAPI 3.0 and 3.1 are taken side by side: vendors mix them.</summary>
internal sealed class SchemaReader(JsonObject document)
{
    // A chain of references is longer than this in no document that somebody wrote.
    private const int MostSteps = 200;

    private readonly Dictionary<string, VendorSchema> _known = [];
    private readonly HashSet<string> _open = [];
    private readonly SortedSet<string> _notes = new(StringComparer.Ordinal);
    private int _steps;

    /// <summary>What could not be read, or is not compared.</summary>
    public IReadOnlyCollection<string> Notes => _notes;

    public VendorSchema Read(JsonNode? node)
    {
        if (node is not JsonObject schema)
        {
            return VendorSchema.Anything;
        }

        if (_steps >= MostSteps)
        {
            _notes.Add($"More than {MostSteps} schemas stand in each other; what lies deeper is not compared.");
            return VendorSchema.Anything;
        }

        _steps++;
        VendorSchema read = ReadKeywords(schema);
        foreach (JsonNode? part in Items(schema, "allOf"))
        {
            read = SchemaAlgebra.Both(read, Read(part));
        }

        foreach (string keyword in (ReadOnlySpan<string>)["anyOf", "oneOf"])
        {
            JsonNode?[] alternatives = [.. Items(schema, keyword).Where(alternative => !IsNull(alternative))];
            if (alternatives.Length > 0)
            {
                read = SchemaAlgebra.Both(read, SchemaAlgebra.Either([.. alternatives.Select(Read)]));
            }
        }

        // Beside a reference 3.0 lets nothing count; vendors write default and description there all the same.
        if (Text(schema, "$ref") is { } reference)
        {
            read = SchemaAlgebra.Both(read, Follow(reference));
        }

        if (schema.ContainsKey("if") || schema.ContainsKey("not") || schema.ContainsKey("dependentRequired") || schema.ContainsKey("dependentSchemas"))
        {
            _notes.Add("Conditions between fields (if, not, dependent…) are not compared.");
        }

        _steps--;
        return read;
    }

    /// <summary>The schema that is meant by what may be a reference to it; null when there is none.</summary>
    public static JsonObject? Resolve(JsonObject document, JsonNode? node)
    {
        for (int step = 0; step < MostSteps && node is JsonObject target; step++)
        {
            if (Text(target, "$ref") is not { } reference)
            {
                return target;
            }

            node = Find(document, reference);
        }

        return null;
    }

    /// <summary>The text of a member; null when it is none.</summary>
    public static string? Text(JsonObject schema, string name) => schema[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private VendorSchema Follow(string reference)
    {
        if (_known.TryGetValue(reference, out VendorSchema? known))
        {
            return known;
        }

        if (!reference.StartsWith('#'))
        {
            _notes.Add($"`{reference}` lies outside the document and is not read.");
            return VendorSchema.Anything;
        }

        if (!_open.Add(reference))
        {
            _notes.Add($"`{reference}` refers to itself.");
            return VendorSchema.Anything;
        }

        JsonNode? target = Find(document, reference);
        if (target is null)
        {
            _notes.Add($"`{reference}` is referred to and missing.");
        }

        VendorSchema read = Read(target);
        _open.Remove(reference);
        return _known[reference] = read;
    }

    private static JsonNode? Find(JsonObject document, string reference)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
        {
            return null;
        }

        JsonNode? target = document;
        foreach (string part in reference[2..].Split('/'))
        {
            string name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            target = target switch
            {
                JsonObject members => members[name],
                JsonArray items when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < items.Count => items[index],
                _ => null,
            };
        }

        return target;
    }

    private VendorSchema ReadKeywords(JsonObject schema)
    {
        IReadOnlyList<string>? values = Values(schema);
        SchemaKinds kinds = Kinds(schema);
        (double? minimum, bool excludesMinimum) = Limit(schema, "minimum", "exclusiveMinimum", kinds, step: 1);
        (double? maximum, bool excludesMaximum) = Limit(schema, "maximum", "exclusiveMaximum", kinds, step: -1);
        return new VendorSchema
        {
            Kinds = kinds,
            Values = values,
            Minimum = minimum,
            ExcludesMinimum = excludesMinimum,
            Maximum = maximum,
            ExcludesMaximum = excludesMaximum,
            MinLength = Number(schema["minLength"]),
            MaxLength = Number(schema["maxLength"]),
            MinItems = Number(schema["minItems"]),
            MaxItems = Number(schema["maxItems"]),
            Pattern = Text(schema, "pattern"),
            Default = schema["default"] is { } known ? Spell(known) : null,
            IsDeprecated = schema["deprecated"] is JsonValue deprecated && deprecated.GetValueKind() == JsonValueKind.True,
            Description = Text(schema, "description") ?? "",
            Members = (schema["properties"] as JsonObject ?? []).ToDictionary(member => member.Key, member => SchemaAlgebra.Later(() => ReadAnew(member.Value))),
            Required = Items(schema, "required").OfType<JsonValue>().Select(Spell).ToHashSet(),
            Item = schema["items"] is { } item ? SchemaAlgebra.Later(() => ReadAnew(item)) : null,
        };
    }

    // A member may be what its object is: that is no circle.
    private VendorSchema ReadAnew(JsonNode? node)
    {
        (int steps, string[] open) = (_steps, [.. _open]);
        _steps = 0;
        _open.Clear();
        VendorSchema read = Read(node);
        _steps = steps;
        _open.UnionWith(open);
        return read;
    }

    private static SchemaKinds Kinds(JsonObject schema)
    {
        JsonNode? type = schema["type"];
        IEnumerable<JsonNode?> types = type as JsonArray ?? Enumerable.Repeat(type, 1);
        SchemaKinds kinds = types.OfType<JsonValue>().Aggregate(SchemaKinds.None, (all, name) => all | Kind(Spell(name)));
        if (kinds == SchemaKinds.None)
        {
            IEnumerable<JsonNode?> values = schema.ContainsKey("const") ? Enumerable.Repeat(schema["const"], 1) : Items(schema, "enum");
            kinds = values.Aggregate(SchemaKinds.None, (all, value) => all | Kind(value?.GetValueKind()))
                | (schema["properties"] is JsonObject ? SchemaKinds.Object : SchemaKinds.None)
                | (schema["items"] is JsonObject ? SchemaKinds.List : SchemaKinds.None);
        }

        bool isFile = Text(schema, "format") == "binary" || Text(schema, "contentEncoding") == "binary" || (schema.ContainsKey("contentMediaType") && !schema.ContainsKey("contentEncoding"));
        return isFile && kinds is SchemaKinds.None or SchemaKinds.Text ? SchemaKinds.File : kinds;
    }

    private static SchemaKinds Kind(string type) => type switch
    {
        "string" => SchemaKinds.Text,
        "integer" => SchemaKinds.Integer,
        "number" => SchemaKinds.Number,
        "boolean" => SchemaKinds.Boolean,
        "array" => SchemaKinds.List,
        "object" => SchemaKinds.Object,
        "file" => SchemaKinds.File,
        _ => SchemaKinds.None,
    };

    private static SchemaKinds Kind(JsonValueKind? kind) => kind switch
    {
        JsonValueKind.String => SchemaKinds.Text,
        JsonValueKind.Number => SchemaKinds.Number,
        JsonValueKind.True or JsonValueKind.False => SchemaKinds.Boolean,
        JsonValueKind.Array => SchemaKinds.List,
        JsonValueKind.Object => SchemaKinds.Object,
        _ => SchemaKinds.None,
    };

    private static string[]? Values(JsonObject schema) =>
        schema["const"] is { } only ? [Spell(only)]
        : schema["enum"] is JsonArray values ? [.. values.Where(value => value is not null).Select(value => Spell(value!)).Distinct()]
        : null;

    // 3.1 writes the excluded limit itself, 3.0 whether the limit is excluded.
    private static (double? Limit, bool IsExcluded) Limit(JsonObject schema, string name, string excludedName, SchemaKinds kinds, int step)
    {
        double? limit = Number(schema[name]);
        double? excluded = Number(schema[excludedName]) ?? (schema[excludedName] is JsonValue flag && flag.GetValueKind() == JsonValueKind.True ? limit : null);
        bool isExcluded = excluded is { } other && (limit is not { } own || (step > 0 ? other >= own : other <= own));
        return !isExcluded ? (limit, false) : kinds == SchemaKinds.Integer ? (step > 0 ? Math.Floor(excluded!.Value) + 1 : Math.Ceiling(excluded!.Value) - 1, false) : (excluded, true);
    }

    private static double? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    private static bool IsNull(JsonNode? alternative) => alternative is JsonObject schema && Text(schema, "type") == "null";

    private static IEnumerable<JsonNode?> Items(JsonObject schema, string name) => schema[name] as JsonArray ?? [];

    private static string Spell(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number when Number(node) is { } number => number.ToString(CultureInfo.InvariantCulture),
        _ => node.ToJsonString(),
    };
}
