using AIHubMix.Images.Generation.Problems;
using AIHubMix.Images.Generation.Vocabulary;
using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Checking;

/// <summary>Every key is one that there is, and stands where it may; the values of the x- keys are what the vocabulary says; references lead somewhere.</summary>
internal sealed class KeyChecks(Description description, VocabularySchema vocabulary, Report report)
{
    private const string Reference = "#/components/schemas/";
    private const string ItemOf = "an item of ";

    private static readonly string[] Documents = ["openapi", "info", "externalDocs", "servers", "security", "tags", "paths", "components"];

    private static readonly string[] Paths = ["summary", "description", "servers", "parameters", "get", "put", "post", "delete", "options", "head", "patch", "trace"];

    private static readonly string[] Operations =
        ["tags", "summary", "description", "externalDocs", "operationId", "parameters", "requestBody", "responses", "callbacks", "deprecated", "security", "servers"];

    private static readonly string[] Schemas =
    [
        "$ref", "title", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems",
        "maxProperties", "minProperties", "required", "enum", "type", "allOf", "oneOf", "anyOf", "not", "items", "properties", "additionalProperties", "description", "format",
        "default", "nullable", "discriminator", "readOnly", "writeOnly", "xml", "externalDocs", "example", "deprecated",
    ];

    private static readonly string[] Maps = ["info", "paths", "components", "properties", "requestBody", "responses", "get", "post"];

    private static readonly string[] Lists = ["servers", "security", "tags", "required", "enum", "allOf"];

    private static readonly string[] Scalars = ["openapi", "summary", "description", "operationId", "$ref", "title", "type", "format", "pattern", "nullable"];

    /// <summary>What holds data of the author's own.</summary>
    private static readonly HashSet<string> Data = ["value", "example", "default", "enum"];

    /// <summary>What holds names of the author's own.</summary>
    private static readonly HashSet<string> Names = ["properties", "headers", "examples", "schemas", "content"];

    public void Run()
    {
        foreach (Part root in description.Files)
        {
            CheckKeys(root, Documents, "the document");
            foreach (Member component in root["components"]?.Members ?? [])
            {
                if (!IsExtension(component) && !MisplacedSchema.Sections.Contains(component.Name))
                {
                    Unknown(component, MisplacedSchema.Sections, "components");
                }
                else if (!component.Value.IsMap)
                {
                    report.Add(component.Value, ProblemCode.BadValue, $"{component.Name} is {component.Value.Describe()} and must be a map of keys.");
                }
            }

            foreach (Member path in root["paths"]?.Members ?? [])
            {
                CheckKeys(path.Value, Paths, $"the path {path.Name}");
            }

            Walk(root, "document", []);
        }

        foreach (Operation operation in description.Operations)
        {
            CheckKeys(operation.Node, Operations, $"{operation.Method.Name} of {operation.Path.Name}");
        }

        foreach (Member schema in description.Schemas)
        {
            CheckSchema(schema.Value, schema.Name);
        }
    }

    private void CheckSchema(Part schema, string name)
    {
        CheckKeys(schema, Schemas, name);
        foreach (Member property in schema["properties"]?.Members ?? [])
        {
            CheckSchema(property.Value, $"{name}.{property.Name}");
        }

        if (schema["items"] is { } items)
        {
            CheckSchema(items, ItemOf + name);
        }
    }

    private void CheckKeys(Part node, string[] known, string name)
    {
        if (!node.IsMap)
        {
            report.Add(node, ProblemCode.BadValue, $"{name} is {node.Describe()} and must be a map of keys{Instead(node.Text, name)}.");
        }

        foreach (Member member in node.Members.Where(member => !IsExtension(member)))
        {
            string? form = Maps.Contains(member.Name) && !member.Value.IsMap ? "a map of keys"
                : Lists.Contains(member.Name) && !member.Value.IsList ? "a list"
                : Scalars.Contains(member.Name) && member.Value.Text is null ? "text"
                : null;
            if (!known.Contains(member.Name))
            {
                Unknown(member, known, name);
            }
            else if (form is not null)
            {
                report.Add(member.Value, ProblemCode.BadValue, $"{member.Name} of {name} is {member.Value.Describe()} and must be {form}.");
            }
        }
    }

    /// <summary>What a name stands for that is written in place of a map.</summary>
    private string Instead(string? text, string name) =>
        text is not null && SchemaChecks.Types.Contains(text) ? $"; write 'type: {text}' on a line below it"
        : description.Component($"{Reference}{text}") is null ? ""
        : name.StartsWith(ItemOf, StringComparison.Ordinal) ? $"; write 'items:', and on a line below it '$ref: \"{Reference}{text}\"'"
        : $"; write on lines below it 'allOf: [{{$ref: \"{Reference}{text}\"}}]' and a description";

    private void Unknown(Member member, IEnumerable<string> known, string name) => report.Add(
        member.Key, ProblemCode.UnknownKey, $"'{member.Name}' is no key of {name}.{Nearest.HintOr(member.Name, known.Concat(vocabulary.Keys.Keys), "Remove it.")}");

    private void Walk(Part node, string place, IReadOnlyList<string> path)
    {
        bool isNames = path.Count > 0 && Names.Contains(path[^1]) && !(path.Count > 1 && path[^2] == "properties");
        if (!isNames && node["$ref"] is not null && node.Members.Count() > 1)
        {
            report.Add(node, ProblemCode.Unsupported, "What stands beside a $ref is ignored; write 'allOf: [{$ref: …}]' and keep the rest beside that.");
        }

        foreach (Member member in node.Members)
        {
            if (!isNames && IsExtension(member))
            {
                CheckExtension(member, place);
            }
            else if (!isNames && member is { Name: "$ref", Value.Text: { } reference })
            {
                if (description.Component(reference) is null)
                {
                    report.Add(member.Value, ProblemCode.DeadReference, $"The reference {reference} leads nowhere; define what it names, or correct it.{Nearest.Hint(reference, description.ComponentsLike(reference))}");
                }
            }
            else if (isNames || !Data.Contains(member.Name))
            {
                if (!isNames && member.Name == "schema")
                {
                    CheckSchema(member.Value, "the schema");
                }

                string[] at = [.. path, member.Name];
                Walk(member.Value, PlaceOf(at), at);
            }
        }

        foreach (Part item in node.Items)
        {
            Walk(item, "other", path);
        }
    }

    private void CheckExtension(Member extension, string place)
    {
        if (!vocabulary.Keys.TryGetValue(extension.Name, out string[]? places))
        {
            report.Add(extension.Key, ProblemCode.UnknownKey, $"'{extension.Name}' is not in the vocabulary.{Nearest.HintOr(extension.Name, vocabulary.Keys.Keys, "Remove it.")}");
        }
        else if (!places.Contains(place))
        {
            report.Add(extension.Key, ProblemCode.Misplaced, $"{extension.Name} does not belong here; move it to {string.Join(" or ", places.Select(Describe))}.");
        }
        else
        {
            vocabulary.Check(extension.Name, extension.Key, extension.Value, report);
        }
    }

    private static bool IsExtension(Member member) => member.Name.StartsWith("x-", StringComparison.Ordinal);

    private static string PlaceOf(string[] path) => path switch
    {
        ["paths", _, "get" or "put" or "post" or "delete" or "options" or "head" or "patch" or "trace"] => "operation",
        ["components", "schemas", _] => "schema",
        [_, _, .., "properties", _] => "property",
        _ => "other",
    };

    private static string Describe(string place) => place switch
    {
        "document" => "the top of the file",
        "operation" => "an operation of paths",
        "schema" => "a schema of components",
        _ => "a property of a schema",
    };
}
