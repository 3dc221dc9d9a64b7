namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>What differs.</summary>
internal enum FindingKind
{
    /// <summary>The vendor has no request like the input.</summary>
    NoCounterpart,

    /// <summary>The vendor has a field that the document lacks.</summary>
    FieldAdded,

    /// <summary>The document has a field that the vendor lacks.</summary>
    FieldRemoved,

    /// <summary>The field stands in another request of the vendor.</summary>
    FieldElsewhere,

    Type,

    /// <summary>The vendor takes values that the document lacks.</summary>
    ValuesAdded,

    /// <summary>The document takes values that the vendor lacks.</summary>
    ValuesRemoved,

    /// <summary>One side names values, the other takes any.</summary>
    ValuesOpen,

    Minimum,

    Maximum,

    Length,

    Pattern,

    Required,

    Default,

    Deprecated,

    /// <summary>The vendor lists models that the catalog lacks.</summary>
    Models,
}
