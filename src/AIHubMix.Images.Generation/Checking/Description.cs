using AIHubMix.Images.Generation.Problems;
using AIHubMix.Images.Generation.Vocabulary;
using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Checking;

/// <summary>The models that are described, in one file or several.</summary>
internal sealed class Description
{
    private static readonly string[] MethodNames = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    private readonly Dictionary<string, Member> _components = [];

    /// <param name="files">The root of each file.</param>
    /// <param name="isOwn">Whether these are models of an application's own, not the document of the gateway.</param>
    public Description(IReadOnlyList<Part> files, bool isOwn)
    {
        Files = files;
        IsOwn = isOwn;
        foreach (Part root in files)
        {
            foreach (Member section in root["components"]?.Members ?? [])
            {
                foreach (Member component in section.Value.Members)
                {
                    _components.TryAdd($"#/components/{section.Name}/{component.Name}", component);
                }
            }
        }

        Schemas = [.. files.SelectMany(root => root.At("components", "schemas")?.Members ?? [])];
        Properties = [.. Schemas.SelectMany(schema => schema.Value["properties"]?.Members.Where(property => property.Value.IsMap).Select(property => new Property(schema, property)) ?? [])];
        Operations = [.. files.SelectMany(root => root["paths"]?.Members ?? []).SelectMany(path => path.Value.Members.Where(member => MethodNames.Contains(member.Name)).Select(method => new Operation(path, method)))];
        Sources = [.. files.SelectMany(root => root["x-sources"]?.Members ?? [])];
    }

    public IReadOnlyList<Part> Files { get; }

    public bool IsOwn { get; }

    public IReadOnlyList<Member> Schemas { get; }

    public IReadOnlyList<Property> Properties { get; }

    public IReadOnlyList<Operation> Operations { get; }

    public IReadOnlyList<Member> Sources { get; }

    /// <summary>Reports every mistake.</summary>
    public void Check(Report report)
    {
        Part[] misplaced = [.. Files.SelectMany(MisplacedSchema.In)];
        foreach (Part name in misplaced)
        {
            report.Add(name, ProblemCode.UnknownKey, MisplacedSchema.Message(name.Text!));
        }

        if (misplaced.Length > 0)
        {
            return; // All that refers to it would be wrong, too.
        }

        var vocabulary = VocabularySchema.Load();
        new KeyChecks(this, vocabulary, report).Run();
        new SchemaChecks(this, report).Run();
        new NameChecks(this, report).Run();
        new FormatChecks(this, report).Run();
        new LimitChecks(this, report).Run();
        new ModelChecks(this, report).Run();
        new RuleChecks(this, vocabulary, report).Run();
        new RoleChecks(this, report).Run();
        new SourceChecks(this, vocabulary, report).Run();
        new ExampleChecks(this, report).Run();
    }

    /// <summary>What a node refers to by <c>$ref</c>, or the node itself when it is no reference; null when the reference leads nowhere.</summary>
    public Part? Follow(Part? node)
    {
        for (int steps = 0; node?["$ref"] is { } reference; steps++)
        {
            node = steps < 20 && reference.Text is { } text && _components.TryGetValue(text, out Member target) ? target.Value : null;
        }

        return node;
    }

    /// <summary>The schema that a property stands for: itself, or what its lone reference points to.</summary>
    public Part? Actual(Part? property) => property?["allOf"]?.Items.ToArray() is [var only] && only["$ref"] is not null ? Follow(only) : Follow(property);

    /// <summary>The input of a model; null when its request leads to none.</summary>
    public Part? InputOf(Operation operation) => Follow(operation.RequestSchema) is not { } schema ? null
        : schema["x-kind"]?.Text == "input" ? schema
        : Actual(schema.At("properties", "input"));

    /// <summary>What stands under a reference; null when nothing does.</summary>
    public Part? Component(string reference) => _components.TryGetValue(reference, out Member component) ? component.Value : null;

    public IEnumerable<string> ComponentsLike(string reference) => _components.Keys.Where(key => key.StartsWith(reference[..Math.Max(0, reference.LastIndexOf('/'))], StringComparison.Ordinal));
}
