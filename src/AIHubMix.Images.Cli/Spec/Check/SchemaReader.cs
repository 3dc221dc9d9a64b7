using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>Reads the schemas of a vendor's document. The keywords of OpenAPI 3.0 and 3.1 are taken side by side: vendors mix them.</summary>
internal sealed class SchemaReader(JsonObject document)
{
    // Nobody writes schemas this deep by hand.
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
        foreach (JsonNode? part in schema["allOf"].Items())
        {
            read = SchemaAlgebra.Both(read, Read(part));
        }

        foreach (string keyword in (ReadOnlySpan<string>)["anyOf", "oneOf"])
        {
            JsonNode?[] alternatives = [.. schema[keyword].Items().Where(alternative => !IsNull(alternative))];
            if (alternatives.Length > 0)
            {
                read = SchemaAlgebra.Both(read, SchemaAlgebra.Either([.. alternatives.Select(Read)]));
            }
        }

        // Beside a reference 3.0 lets nothing count; vendors write default and description there all the same.
        if (schema["$ref"].Text() is { } reference)
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

        JsonNode? target = document.Find(reference);
        if (target is null)
        {
            _notes.Add($"`{reference}` is referred to and missing.");
        }

        VendorSchema read = Read(target);
        _open.Remove(reference);
        return _known[reference] = read;
    }

    private VendorSchema ReadKeywords(JsonObject schema)
    {
        SchemaKinds kinds = Kinds(schema);
        (double? minimum, bool excludesMinimum) = Limit(schema, "minimum", "exclusiveMinimum", kinds, step: 1);
        (double? maximum, bool excludesMaximum) = Limit(schema, "maximum", "exclusiveMaximum", kinds, step: -1);
        return new VendorSchema
        {
            Kinds = kinds,
            Values = Values(schema),
            Minimum = minimum,
            ExcludesMinimum = excludesMinimum,
            Maximum = maximum,
            ExcludesMaximum = excludesMaximum,
            MinLength = schema["minLength"].Number(),
            MaxLength = schema["maxLength"].Number(),
            MinItems = schema["minItems"].Number(),
            MaxItems = schema["maxItems"].Number(),
            Pattern = schema["pattern"].Text(),
            Default = schema["default"] is { } known ? Spell(known) : null,
            IsDeprecated = schema["deprecated"].IsTrue(),
            Description = schema["description"].Text() ?? "",
            Members = schema["properties"].Members().ToDictionary(member => member.Key, member => SchemaAlgebra.Later(() => ReadAnew(member.Value))),
            Required = schema["required"].Items().OfType<JsonValue>().Select(Spell).ToHashSet(),
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
            IEnumerable<JsonNode?> values = schema.ContainsKey("const") ? Enumerable.Repeat(schema["const"], 1) : schema["enum"].Items();
            kinds = values.Aggregate(SchemaKinds.None, (all, value) => all | Kind(value?.GetValueKind()))
                | (schema["properties"] is JsonObject ? SchemaKinds.Object : SchemaKinds.None)
                | (schema["items"] is JsonObject ? SchemaKinds.List : SchemaKinds.None);
        }

        bool isFile = schema["format"].Text() == "binary" || schema["contentEncoding"].Text() == "binary" || (schema.ContainsKey("contentMediaType") && !schema.ContainsKey("contentEncoding"));
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
        : schema["enum"] is JsonArray { Count: > 0 } values ? [.. values.Where(value => value is not null).Select(value => Spell(value!)).Distinct()]
        : null;

    // 3.1 writes the excluded limit itself, 3.0 whether the limit is excluded.
    private static (double? Limit, bool IsExcluded) Limit(JsonObject schema, string name, string excludedName, SchemaKinds kinds, int step)
    {
        double? limit = schema[name].Number();
        double? excluded = schema[excludedName].Number() ?? (schema[excludedName].IsTrue() ? limit : null);
        bool isExcluded = excluded is { } other && (limit is not { } own || (step > 0 ? other >= own : other <= own));
        return !isExcluded ? (limit, false) : kinds == SchemaKinds.Integer ? (step > 0 ? Math.Floor(excluded!.Value) + 1 : Math.Ceiling(excluded!.Value) - 1, false) : (excluded, true);
    }

    private static bool IsNull(JsonNode? alternative) => alternative is JsonObject schema && schema["type"].Text() == "null";

    private static string Spell(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number when node.Number() is { } number => number.ToString(CultureInfo.InvariantCulture),
        _ => node.ToJsonString(),
    };
}
