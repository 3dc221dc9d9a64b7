namespace AIHubMix.Images;

/// <summary>One member of a model's input, as the document describes it: for command lines, forms and adapters that serve any model.</summary>
public sealed record InputField
{
    /// <summary>The JSON name, such as <c>safety_tolerance</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What its value is in JSON.</summary>
    public required InputFieldKind Kind { get; init; }

    /// <summary>What each item of a list is. It has no name, and no description of its own.</summary>
    /// <value>The default is null: it is no list.</value>
    public InputField? Items { get; init; }

    /// <summary>What the items of a list are in JSON.</summary>
    /// <value>That of <see cref="Items"/>; null when it is no list.</value>
    public InputFieldKind? ItemKind => Items?.Kind;

    /// <summary>Whether an item alone may stand for a list of one.</summary>
    /// <value>The default is false.</value>
    public bool TakesSingleItem { get; init; }

    /// <summary>What the field means, whatever its vendor calls it.</summary>
    /// <value>The default is <see cref="InputFieldRole.None"/>.</value>
    public InputFieldRole Role { get; init; }

    /// <summary>Whether a request without it is refused.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Meaning, unit, range, default and doubts, in words. Names of fields and values stand between backticks.</summary>
    public required string Description { get; init; }

    /// <summary>The values that the document knows; validation refuses others.</summary>
    /// <value>The default is empty: any value of the kind within the limits.</value>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>For values of <see cref="Values"/> the size in pixels of the picture that they give, as in <c>1408x768</c>.</summary>
    /// <value>The default is empty: no source tells.</value>
    public IReadOnlyDictionary<string, string> Pixels { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What the vendor takes when the field is not sent.</summary>
    /// <value>The default is null: no source tells.</value>
    public string? Default { get; init; }

    /// <summary>The least number.</summary>
    /// <value>The default is null: none is known.</value>
    public double? Minimum { get; init; }

    /// <summary>The largest number; that of the model where it is less than its family's.</summary>
    /// <value>The default is null: none is known.</value>
    public double? Maximum { get; init; }

    /// <summary>Whether <see cref="Minimum"/> itself is refused, and only more than it is taken.</summary>
    /// <value>The default is false.</value>
    public bool IsMinimumExclusive { get; init; }

    /// <summary>Whether <see cref="Maximum"/> itself is refused, and only less than it is taken.</summary>
    /// <value>The default is false.</value>
    public bool IsMaximumExclusive { get; init; }

    /// <summary>The number of which a number is a multiple, such as 8 for a width.</summary>
    /// <value>The default is null: any number within the limits.</value>
    public double? MultipleOf { get; init; }

    /// <summary>The least number of characters of a text, or of items of a list.</summary>
    /// <value>The default is null: none is known.</value>
    public int? MinLength { get; init; }

    /// <summary>The largest number of characters of a text, or of items of a list.</summary>
    /// <value>The default is null: none is known.</value>
    public int? MaxLength { get; init; }

    /// <summary>The regular expression that a text, or each item of a list, matches.</summary>
    /// <value>The default is null: none.</value>
    public string? Pattern { get => field ?? Items?.Pattern; init; }

    /// <summary>The narrowest shape that a free ratio may have, such as <c>9:21</c>.</summary>
    /// <value>The default is null: it is no free ratio.</value>
    public string? NarrowestRatio { get; init; }

    /// <summary>The widest shape that a free ratio may have, such as <c>21:9</c>.</summary>
    /// <value>The default is null: it is no free ratio.</value>
    public string? WidestRatio { get; init; }

    /// <summary>The media types that are taken of a picture, or of each in a list, such as <c>image/png</c>.</summary>
    /// <value>The default is empty: it is no picture.</value>
    public IReadOnlyList<string> MediaTypes { get => field ?? Items?.MediaTypes ?? []; init; }

    /// <summary>Whether a picture, or each in a list, is taken by its URL only, not as bytes, a file or a stream.</summary>
    /// <value>The default is false.</value>
    public bool IsUrlOnly { get => field || Items?.IsUrlOnly == true; init; }

    /// <summary>The most bytes that are taken of a picture, or of each in a list, before it is encoded.</summary>
    /// <value>The default is null: no source tells.</value>
    public long? MaxBytes { get => field ?? Items?.MaxBytes; init; }

    /// <summary>The members of an object, or of each object in a list.</summary>
    /// <value>The default is empty: it is no object.</value>
    public IReadOnlyList<InputField> Members { get => field ?? Items?.Members ?? []; init; }

    /// <summary>Where these facts are from.</summary>
    public required string Source { get; init; }

    /// <summary>How firmly they are known: <c>documented</c>, <c>observed</c> or <c>inferred</c>.</summary>
    public required string Confidence { get; init; }
}
