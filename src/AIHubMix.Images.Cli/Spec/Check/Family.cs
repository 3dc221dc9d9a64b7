namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>The models that share an input.</summary>
/// <param name="Name">The name in the document, such as <c>flux-kontext</c>.</param>
/// <param name="Models">Its models, in the order of the catalog.</param>
internal sealed record Family(string Name, IReadOnlyList<ImageModel> Models)
{
    /// <summary>What one of its models takes at least, in the order of the document.</summary>
    public IReadOnlyList<InputField> Fields { get; } = [.. Models.SelectMany(model => model.Fields).GroupBy(field => field.Name).Select(Widest)];

    /// <summary>Whether the vendor is among the sources of a field: what it no longer says is no longer so.</summary>
    public bool IsFromVendor(InputField field) => field.Source.Split("; ").Any(source => source.StartsWith(Models[0].Vendor, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a model of the catalog that is of the family takes a field, be it one of these or not.</summary>
    public bool HasSiblingWith(string field) => ImageModels.All.Any(model => model.Family == Name && model.Fields.Any(known => known.Name == field));

    // A model may take less than its family.
    private static InputField Widest(IEnumerable<InputField> fields) => fields.OrderByDescending(field => field.Maximum ?? double.MaxValue).First();
}
