namespace AIHubMix.Images.Simulator;

/// <summary>One way in which JSON departs from the document.</summary>
/// <param name="Path">The JSON path, such as <c>$.input.safety_tolerance</c>.</param>
/// <param name="Field">The top-level field of the input that is concerned; empty when it is none.</param>
/// <param name="Kind">What is wrong: the name of a schema keyword's error, such as <c>NumberTooBig</c>, or of a rule of the vocabulary, such as <c>excludes</c>.</param>
public sealed record Violation(string Path, string Field, string Kind)
{
    /// <summary>What the document says instead, with the limit that is broken, such as <c>must be from 0 to 255</c>.</summary>
    /// <value>The default names the kind.</value>
    public string Rule { get; init; } = $"breaks the rule '{Kind}'";

    /// <inheritdoc/>
    public override string ToString() => $"{Path} {Rule}";
}
