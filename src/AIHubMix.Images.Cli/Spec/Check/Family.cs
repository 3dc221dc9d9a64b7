namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>Models that share an input.</summary>
/// <param name="Name">The name in the document, such as <c>flux-kontext</c>.</param>
/// <param name="Models">Those that are meant, in the order of the catalog.</param>
internal sealed record Family(string Name, IReadOnlyList<ImageModel> Models)
{
    private readonly IReadOnlyList<InputField> _ofAll = Widest(ImageModels.All.Where(model => model.Family == Name));

    /// <summary>What one of the models takes at least, in the order of the document.</summary>
    public IReadOnlyList<InputField> Fields { get; } = Widest(Models);

    /// <summary>A field as any model of the family takes it, be it one of these or not; null when none does.</summary>
    public InputField? OfAnyModel(string field) => _ofAll.FirstOrDefault(known => known.Name == field);

    /// <summary>Whether the vendor is among the sources of a field: what it no longer says is no longer so.</summary>
    public bool IsFromVendor(InputField field) => field.Source.Split("; ").Any(source => source.StartsWith(Models[0].Vendor, StringComparison.OrdinalIgnoreCase));

    // A model may take less than its family.
    private static InputField[] Widest(IEnumerable<ImageModel> models) => [.. models.SelectMany(model => model.Fields).GroupBy(field => field.Name).Select(readings => Widest([.. readings]))];

    private static InputField Widest(InputField[] readings) => readings[0] with
    {
        Maximum = readings.Any(reading => reading.Maximum is null) ? null : readings.Max(reading => reading.Maximum),
        Values = [.. readings.SelectMany(reading => reading.Values).Distinct()],
        IsRequired = readings.All(reading => reading.IsRequired),
    };
}
