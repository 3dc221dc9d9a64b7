using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>Finds what a vendor takes in requests: the bodies of operations, objects in them, and schemas that no operation takes.</summary>
internal sealed class VendorRequests
{
    private const string Json = "application/json";
    private const string Schemas = "#/components/schemas/";

    private static readonly string[] Methods = ["post", "put", "patch"];

    private readonly JsonObject _document;
    private readonly SchemaReader _reader;
    private readonly List<VendorRequest> _found = [];

    private VendorRequests(JsonObject document)
    {
        _document = document;
        _reader = new SchemaReader(document);
    }

    /// <summary>Every request of a document, in its order.</summary>
    public static IReadOnlyList<VendorRequest> Find(JsonObject document)
    {
        var requests = new VendorRequests(document);
        foreach ((string path, JsonNode? item) in document["paths"].Members())
        {
            foreach ((string method, JsonNode? operation) in document.Resolve(item).Members())
            {
                if (Methods.Contains(method))
                {
                    requests.AddBody($"{method.ToUpperInvariant()} {path}", operation);
                }
            }
        }

        requests.AddMembers();
        foreach ((string name, JsonNode? schema) in document["components"].Member("schemas").Members())
        {
            if (schema is JsonObject && !requests._found.Exists(known => known.SchemaName == name && known.Member is null))
            {
                requests.Add(new VendorRequest { SchemaName = name, Node = schema, Schema = requests._reader.Read(schema) });
            }
        }

        return requests._found;
    }

    private void AddBody(string name, JsonNode? operation)
    {
        IEnumerable<KeyValuePair<string, JsonNode?>> content = _document.Resolve(operation.Member("requestBody"))?["content"].Members() ?? [];
        foreach ((string type, JsonNode? media) in content.OrderBy(media => IsJson(media.Key) ? 0 : 1))
        {
            if (media.Member("schema") is JsonObject schema)
            {
                AddBody(name, operation.Member("deprecated").IsTrue(), type, schema);
            }
        }
    }

    private void AddBody(string operation, bool isDeprecated, string mediaType, JsonObject schema)
    {
        string? name = schema["$ref"].Text() is { } reference && reference.StartsWith(Schemas, StringComparison.Ordinal) ? reference[Schemas.Length..] : null;
        int known = _found.FindIndex(request => name is null ? request.Operations.Contains(operation) && JsonNode.DeepEquals(request.Node, schema) : request.SchemaName == name);
        if (known < 0)
        {
            Add(new VendorRequest
            {
                SchemaName = name,
                Operations = [operation],
                IsDeprecated = isDeprecated,
                MediaType = IsJson(mediaType) ? null : mediaType,
                Node = schema,
                Schema = _reader.Read(schema),
            });
        }
        else if (!_found[known].Operations.Contains(operation))
        {
            _found[known] = _found[known] with { Operations = [.. _found[known].Operations, operation], IsDeprecated = _found[known].IsDeprecated && isDeprecated };
        }
    }

    // An envelope around what is asked for, as in { "input": { … } }.
    private void AddMembers()
    {
        foreach (VendorRequest body in _found.ToArray())
        {
            foreach ((string name, Lazy<VendorSchema> member) in body.Schema.Members)
            {
                if (_document.Resolve(body.Node)?["properties"].Member(name) is JsonObject node && !node.ContainsKey("$ref"))
                {
                    Add(body with { Member = name, Node = node, Schema = member.Value });
                }
            }
        }
    }

    private static bool IsJson(string mediaType) => mediaType.StartsWith(Json, StringComparison.OrdinalIgnoreCase);

    private void Add(VendorRequest request)
    {
        if (request.Schema.Members.Count > 0)
        {
            _found.Add(request);
        }
    }
}
