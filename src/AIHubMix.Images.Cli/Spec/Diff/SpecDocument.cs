using System.Text.Json.Nodes;
using AIHubMix.Images.Cli.Failures;

namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>A document of this SDK's vocabulary, as the templates see it: the catalog and the types.</summary>
internal sealed class SpecDocument
{
    private readonly string _path;

    private SpecDocument(JsonObject root, string path)
    {
        _path = path;
        Root = root;
        Types = [.. root.Object("components").Object("schemas").Select(entry => entry.Value).OfType<JsonObject>().Where(schema => schema["x-kind"] is not null && schema["title"] is not null).Select(ReadType)];
        Models = [.. Operations.Where(operation => operation.Value["x-model"] is JsonObject).Select(operation => ReadModel(operation.Value))];
        if (Models.Count == 0)
        {
            throw new ToolException(
                $"{path} describes no models: no operation has x-model. 'spec diff' compares two states of a document such as openapi/aihubmix-images.yaml.");
        }
    }

    public JsonObject Root { get; }

    /// <exception cref="ToolException">It cannot be read, or describes no models.</exception>
    public static SpecDocument Load(string path) => new(SpecFile.Load(path), path);

    public IReadOnlyList<SpecModel> Models { get; }

    public IReadOnlyList<SpecType> Types { get; }

    /// <summary>The operations that are no models, each under its method and path.</summary>
    public IReadOnlyDictionary<string, JsonObject> OtherOperations => Operations.Where(operation => operation.Value["x-model"] is null).ToDictionary();

    private IEnumerable<KeyValuePair<string, JsonObject>> Operations =>
        from path in Root.Object("paths")
        from operation in path.Value as JsonObject ?? []
        where operation.Value is JsonObject
        select KeyValuePair.Create($"{operation.Key.ToUpperInvariant()} {path.Key}", (JsonObject)operation.Value!);

    /// <summary>Looks a model up as <c>ImageModels.Find</c> does.</summary>
    public SpecModel? FindModel(string text) =>
        Models.FirstOrDefault(model => Same(model.Path, text) || Same(model.Name, text) || Same(model.Path[(model.Path.IndexOf('/') + 1)..], text))
        ?? Models.FirstOrDefault(model => model.Aliases.Any(alias => Same(alias, text)));

    /// <summary>Whether there is an enum of this C# name.</summary>
    public bool HasEnum(string title) => Types.Any(type => type.Kind != "envelope" && type.Fields.Any(field => field.IsEnum && field.CSharpType == title));

    public SpecType? FindType(string title) => Types.FirstOrDefault(type => type.Title == title);

    /// <summary>The models whose inputs hold a type, by themselves or in a value; for what comes back, none.</summary>
    public IReadOnlyList<string> ModelsOf(string title) => [.. Models.Where(model => Holds(model.InputType, title, [])).Select(model => model.Name)];

    private bool Holds(string holder, string title, HashSet<string> seen) =>
        holder == title || (seen.Add(holder) && FindType(holder) is { } type && type.Fields.Any(field => ItemTypeOf(field.CSharpType) is var inner && (inner == title || Holds(inner, title, seen))));

    /// <summary>The type of the items of a list, of any depth; any other type itself.</summary>
    public static string ItemTypeOf(string type) => type[(type.LastIndexOf('<') + 1)..].TrimEnd('>');

    private SpecType ReadType(JsonObject schema)
    {
        string kind = schema.Text("x-kind")!;
        IReadOnlyList<string> required = schema.Texts("required");
        return new SpecType(schema.Text("title")!, kind, schema, [
            .. from property in schema.Object("properties")
               let own = property.Value as JsonObject ?? []
               select new SpecField(property.Key, own, Actual(own), required.Contains(property.Key), TypeOf(own, kind))]);
    }

    private SpecModel ReadModel(JsonObject operation)
    {
        JsonObject body = Actual(operation.Object("requestBody").Object("content").Object("application/json").Object("schema"));
        return new SpecModel(operation.Object("x-model"), operation, Actual(body.Object("properties").Object("input")).Text("title") ?? "");
    }

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    // As by Type.liquid.
    private string TypeOf(JsonObject schema, string kind)
    {
        JsonObject actual = Actual(schema);
        return schema["x-image"] is not null ? SpecField.TypeOf(actual) == "array" ? "IReadOnlyList<ImageSource>" : "ImageSource"
            : SpecField.ValuesOf(schema).Count > 0 ? schema.Text("title") ?? ""
            : SpecField.TypeOf(actual) switch
            {
                "string" => "string",
                "integer" => actual.Text("format") == "int64" || kind == "response" ? "long" : "int",
                "number" => "double",
                "boolean" => "bool",
                "array" => $"IReadOnlyList<{TypeOf(actual.Object("items"), kind)}>",
                _ when actual["x-kind"] is not null => actual.Text("title") ?? "",
                _ => kind == "response" ? "JsonElement" : "JsonObject",
            };
    }

    // References, and a reference in an allOf, which is how a description is put beside one.
    private JsonObject Actual(JsonObject schema)
    {
        var seen = new HashSet<string>();
        while ((schema.Text("$ref") ?? ((schema["allOf"] as JsonArray) is [JsonObject only] ? only.Text("$ref") : null)) is { } reference)
        {
            JsonNode? target = Root;
            foreach (string part in reference.Split('/').Skip(1))
            {
                target = (target as JsonObject)?[part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
            }

            schema = reference.StartsWith('#') && seen.Add(reference) && target is JsonObject found
                ? found
                : throw new ToolException($"{_path} refers to {reference}, which is not there.");
        }

        return schema;
    }
}
