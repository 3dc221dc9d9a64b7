namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>What a schema of a vendor lets a value be, whichever keywords say so.</summary>
internal sealed record VendorSchema
{
    public static readonly VendorSchema Anything = new();

    public SchemaKinds Kinds { get; init; }

    /// <summary>The values that are named; null when none are.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Whether other values than those named are taken.</summary>
    public bool IsOpen { get; init; }

    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    /// <summary>Whether <see cref="Minimum"/> itself is refused. Never for a whole number: the next one is the minimum then.</summary>
    public bool ExcludesMinimum { get; init; }

    /// <summary>Whether <see cref="Maximum"/> itself is refused.</summary>
    public bool ExcludesMaximum { get; init; }

    /// <summary>The least number of characters.</summary>
    public double? MinLength { get; init; }

    /// <summary>The largest number of characters.</summary>
    public double? MaxLength { get; init; }

    /// <summary>The least number of items.</summary>
    public double? MinItems { get; init; }

    /// <summary>The largest number of items.</summary>
    public double? MaxItems { get; init; }

    public string? Pattern { get; init; }

    public string? Default { get; init; }

    public bool IsDeprecated { get; init; }

    public string Description { get; init; } = "";

    /// <summary>The members of an object, read when they are asked for: schemas go round in circles.</summary>
    public IReadOnlyDictionary<string, Lazy<VendorSchema>> Members { get; init; } = new Dictionary<string, Lazy<VendorSchema>>();

    public IReadOnlySet<string> Required { get; init; } = new HashSet<string>();

    /// <summary>What the items of a list are.</summary>
    public Lazy<VendorSchema>? Item { get; init; }
}
