using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>What a vendor takes in a request: a schema of the document that can be the counterpart of an input.</summary>
internal sealed record VendorRequest
{
    /// <summary>The name of the field that says which model is meant, where one request is for several.</summary>
    public const string ModelField = "model";

    private const int MostOperations = 3;

    /// <summary>The name of the schema; null when it stands in its operation.</summary>
    public string? SchemaName { get; init; }

    /// <summary>The member of the body that is meant; null for the whole body.</summary>
    public string? Member { get; init; }

    /// <summary>The operations that take it, such as <c>POST /v1/flux-kontext-pro</c>; none for a schema that no operation takes.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>Whether the vendor calls all of them deprecated.</summary>
    public bool IsDeprecated { get; init; }

    /// <summary>The media type of the body, where it is not JSON.</summary>
    public string? MediaType { get; init; }

    /// <summary>The schema as it stands in the document.</summary>
    public required JsonNode Node { get; init; }

    /// <summary>What the schema says, for the choice.</summary>
    public required VendorSchema Schema { get; init; }

    /// <summary>The models that the vendor lists for it.</summary>
    public IReadOnlyList<string> Models => Schema.Members.TryGetValue(ModelField, out Lazy<VendorSchema>? model) ? model.Value.Values ?? [] : [];

    /// <summary>What it is called in messages.</summary>
    public string Name => Member is null ? SchemaName ?? Operations[0] : $"{SchemaName ?? Operations[0]}, {Member}";

    /// <summary>The name with the operations, for people.</summary>
    public override string ToString()
    {
        string[] facts = [.. Operations.Take(MostOperations), .. Operations.Count > MostOperations ? [$"and {Operations.Count - MostOperations} more"] : Array.Empty<string>(), .. MediaType is null ? Array.Empty<string>() : [MediaType]];
        string[] rest = SchemaName is null ? [.. facts.Skip(1)] : facts;
        return $"`{Name}`{(rest.Length > 0 ? $" ({string.Join(", ", rest)})" : "")}";
    }
}
