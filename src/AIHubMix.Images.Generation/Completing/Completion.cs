using System.Text.RegularExpressions;
using AIHubMix.Images.Generation.Checking;
using AIHubMix.Images.Generation.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AIHubMix.Images.Generation.Completing;

/// <summary>Adds to a file with models of one's own what the file leaves out because it follows from the rest. What is there is left as it is, right or wrong.</summary>
internal sealed partial class Completion(Part root)
{
    private const string InputEnding = "Input";
    private const string RequestEnding = "Request";
    private const string References = "#/components/schemas/";

    private readonly YamlMappingNode _root = (YamlMappingNode)root.Node;
    private readonly string _source = SourceKey(root.File.Path);
    private bool _usesSource;

    public void Run()
    {
        Default(_root, "openapi", "3.0.3");
        Default(_root, "info", Map(("title", Text(Path.GetFileNameWithoutExtension(root.File.Path))), ("version", Text("1.0.0"))));
        YamlMappingNode schemas = MapOf(MapOf(_root, "components"), "schemas");
        foreach ((string name, YamlMappingNode schema) in Maps(schemas))
        {
            Complete(name, schema);
        }

        foreach ((string name, YamlMappingNode schema) in Maps(schemas).Where(schema => Is(schema.Value, "x-kind", "input") && schema.Name.EndsWith(InputEnding, StringComparison.Ordinal)))
        {
            if (!schemas.Children.ContainsKey(Text(RequestOf(name))))
            {
                schemas.Add(RequestOf(name), Envelope(name));
            }
        }

        string[] inputs = [.. Maps(schemas).Where(schema => Is(schema.Value, "x-kind", "input")).Select(schema => schema.Name)];
        foreach ((string path, YamlMappingNode item) in Maps(Find(_root, "paths")))
        {
            if (Find(item, "post") is YamlMappingNode operation)
            {
                Complete(path, operation, inputs, schemas);
            }
        }

        if (_usesSource)
        {
            Default(MapOf(_root, "x-sources"), _source, Map(("title", Text(Path.GetFileName(root.File.Path)))));
        }
    }

    private void Complete(string name, YamlMappingNode schema)
    {
        string kind = name.EndsWith(InputEnding, StringComparison.Ordinal) ? "input" : name.EndsWith(RequestEnding, StringComparison.Ordinal) ? "envelope" : "value";
        Default(schema, "type", "object");
        Default(schema, "title", name);
        Default(schema, "x-kind", kind);
        CompleteRules(schema);
        if (Is(schema, "x-kind", "input"))
        {
            Default(schema, "x-family", string.Join('-', Word().Matches(Stem(name)).Select(word => word.Value.ToLowerInvariant())));
        }

        foreach ((string propertyName, YamlMappingNode property) in Maps(Find(schema, "properties")))
        {
            if (!property.Children.ContainsKey(Text("x-source")))
            {
                property.Add("x-source", Source());
            }

            if (property.Children.ContainsKey(Text("enum")))
            {
                Default(property, "title", Stem(name) + CSharpName.OfProperty(new Member(new Part(root.File, Text(propertyName)), new Part(root.File, property))));
            }
        }
    }

    private void Complete(string path, YamlMappingNode operation, string[] inputs, YamlMappingNode schemas)
    {
        CompleteRules(operation);
        Default(operation, "description", (Find(operation, "summary") as YamlScalarNode)?.Value);
        string? input = CompleteRequest(operation, inputs);
        // Of a path that is wrong nothing follows, and one error is enough.
        (string vendorPart, string modelPart) = path.Split('/') is ["", "v1", "models", var first, var second, "predictions"] ? (first, second) : ("vendor", "model");
        if (MapOf(operation, "x-model") is { } model)
        {
            Default(model, "name", CSharpName.Pascal(modelPart, '-', '.', '_'));
            Default(model, "path", $"{vendorPart}/{modelPart}");
            Default(model, "vendor", CSharpName.Pascal(vendorPart, '-', '.', '_'));
            Default(model, "delivery", "inline");
            Default(model, "answers", Is(model, "delivery", "task") ? "array-task" : "object-base64");
            Default(model, "confidence", "documented");
            Default(model, "lifecycle", "current");
            Default(model, "capabilities", new YamlSequenceNode(Capabilities(operation, input is null ? null : Find(schemas, input)).Select(Text)));
            if (Find(model, "name") is YamlScalarNode name)
            {
                Default(operation, "operationId", $"predict{name.Value}");
            }

            if (Find(model, "vendor") is YamlScalarNode { Value: { } vendor })
            {
                Default(operation, "tags", new YamlSequenceNode(Text(vendor)));
                AddTags(operation);
            }
        }

        Default(operation, "responses", Map(("200", Map(("description", Text("The pictures, or the task that makes them."))))));
    }

    private static IEnumerable<string> Capabilities(YamlMappingNode operation, YamlNode? input)
    {
        string[] pictures = [.. Maps(Find(input, "properties")).Where(property => property.Value.Children.ContainsKey(Text("x-image"))).Select(property => property.Name)];
        bool isNeeded = Maps(Find(input, "properties")).Any(property => Is(property.Value, "x-role", "image")
            && ((Find(input, "required") as YamlSequenceNode)?.Contains(Text(property.Name)) == true
                || (Find(operation, "x-rules") as YamlSequenceNode)?.Any(rule => Is(rule, "rule", "required") && Is(rule, "field", property.Name)) == true));
        return [.. isNeeded ? (string[])[] : ["text-to-image"], .. pictures.Length == 0 ? (string[])[] : ["image-to-image"]];
    }

    private static string? CompleteRequest(YamlMappingNode operation, string[] inputs)
    {
        YamlNode? body = Find(operation, "requestBody");
        YamlNode? schema = body is null ? null : Find(body, "$ref") is not null ? body : Find(Find(Find(body, "content"), "application/json"), "schema");
        string? reference = schema is null ? null : (Find(schema, "$ref") as YamlScalarNode)?.Value;
        string? input = body is null ? (inputs is [var only] ? only : null)
            : reference?.StartsWith(References, StringComparison.Ordinal) == true ? reference[References.Length..]
            : null;
        if (input is not null && input.EndsWith(RequestEnding, StringComparison.Ordinal))
        {
            return input[..^RequestEnding.Length] + InputEnding;
        }

        if (input is null || !inputs.Contains(input))
        {
            return null;
        }

        var request = Map(("$ref", Text(References + RequestOf(input))));
        if (body is not null && schema != body)
        {
            ((YamlMappingNode)Find(Find(body, "content"), "application/json")!).Children[Text("schema")] = request;
            Default((YamlMappingNode)body, "required", "true");
        }
        else
        {
            operation.Children[Text("requestBody")] = Map(("required", Text("true")), ("content", Map(("application/json", Map(("schema", request))))));
        }

        return input;
    }

    private void CompleteRules(YamlMappingNode owner)
    {
        if (Find(owner, "x-rules") is YamlSequenceNode rules)
        {
            foreach (YamlMappingNode rule in rules.OfType<YamlMappingNode>().Where(rule => !rule.Children.ContainsKey(Text("source"))))
            {
                _usesSource = true;
                rule.Add("source", _source);
            }
        }
    }

    private void AddTags(YamlMappingNode operation)
    {
        if (!_root.Children.TryGetValue(Text("tags"), out YamlNode? tags))
        {
            _root.Add("tags", tags = new YamlSequenceNode());
        }

        if (tags is YamlSequenceNode list && Find(operation, "tags") is YamlSequenceNode used)
        {
            foreach (YamlScalarNode tag in used.OfType<YamlScalarNode>().Where(tag => !list.Any(other => Is(other, "name", tag.Value!))))
            {
                list.Add(Map(("name", Text(tag.Value!)), ("description", Text($"Models of {tag.Value}."))));
            }
        }
    }

    private YamlMappingNode Envelope(string input) => Map(
        ("type", Text("object")),
        ("title", Text(RequestOf(input))),
        ("description", Text($"What a request with {input} is made of.")),
        ("x-kind", Text("envelope")),
        ("required", new YamlSequenceNode("input")),
        ("additionalProperties", Text("false")),
        ("properties", Map(("input", Map(
            ("allOf", new YamlSequenceNode(Map(("$ref", Text(References + input))))),
            ("description", Text("What the model takes.")),
            ("x-source", Source()))))));

    private YamlMappingNode Source()
    {
        _usesSource = true;
        return Map(("from", new YamlSequenceNode(_source)), ("confidence", Text("documented")));
    }

    private static string RequestOf(string input) => Stem(input) + RequestEnding;

    private static string Stem(string name) => name.EndsWith(InputEnding, StringComparison.Ordinal) ? name[..^InputEnding.Length] : name;

    private static string SourceKey(string path)
    {
        string key = NoKey().Replace(Path.GetFileNameWithoutExtension(path).ToLowerInvariant(), "-").Trim('-');
        return key.Length > 0 && char.IsAsciiLetter(key[0]) ? key : $"file-{key}".TrimEnd('-');
    }

    private static YamlScalarNode Text(string text) => new(text) { Style = ScalarStyle.Any };

    private static YamlMappingNode Map(params (string Key, YamlNode Value)[] members) => new(members.Select(member => KeyValuePair.Create<YamlNode, YamlNode>(Text(member.Key), member.Value)));

    private static void Default(YamlMappingNode map, string key, string? value)
    {
        if (value is not null)
        {
            Default(map, key, Text(value));
        }
    }

    private static void Default(YamlMappingNode map, string key, YamlNode value)
    {
        if (!map.Children.ContainsKey(Text(key)))
        {
            map.Add(key, value);
        }
    }

    /// <summary>A member that is a map; a new one when it is missing, and one that belongs to nothing when it is no map.</summary>
    private static YamlMappingNode MapOf(YamlMappingNode owner, string key)
    {
        Default(owner, key, new YamlMappingNode());
        return owner.Children[Text(key)] as YamlMappingNode ?? [];
    }

    private static YamlNode? Find(YamlNode? node, string key) => node is YamlMappingNode map && map.Children.TryGetValue(Text(key), out YamlNode? value) ? value : null;

    private static bool Is(YamlNode node, string key, string value) => Find(node, key) is YamlScalarNode scalar && scalar.Value == value;

    private static (string Name, YamlMappingNode Value)[] Maps(YamlNode? node) => node is not YamlMappingNode map ? []
        : [.. map.Children.Where(pair => pair is { Key: YamlScalarNode, Value: YamlMappingNode }).Select(pair => (((YamlScalarNode)pair.Key).Value!, (YamlMappingNode)pair.Value))];

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")]
    private static partial Regex Word();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoKey();
}
