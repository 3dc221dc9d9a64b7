namespace AIHubMix.Images;

/// <summary>One rule of the document that an input breaks.</summary>
/// <param name="Path">The JSON path of the member in the request, such as <c>$.input.safety_tolerance</c>.</param>
/// <param name="Value">The offending value as text, shortened when it is long; null when the member is missing.</param>
/// <param name="Rule">What the document says the value must be.</param>
/// <param name="Source">Where the document has the rule from.</param>
public sealed record InputViolation(string Path, string? Value, string Rule, string Source)
{
    /// <inheritdoc/>
    public override string ToString() => Value is null ? $"{Path} {Rule} [{Source}]"
        : Rule.StartsWith("must have at ", StringComparison.Ordinal) && Rule.Contains(" item", StringComparison.Ordinal) ? $"{Path} {Rule}, but has {Value} [{Source}]"
        : $"{Path} {Rule}, but is '{Value}' [{Source}]";
}
