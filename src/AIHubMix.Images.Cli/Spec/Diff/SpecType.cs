using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>A named schema and the C# record that it becomes.</summary>
/// <param name="Title">The name of the record.</param>
/// <param name="Kind">What it is for: <c>input</c>, <c>value</c>, <c>response</c>, <c>error</c> or <c>envelope</c>.</param>
/// <param name="Schema">The schema.</param>
/// <param name="Fields">Its fields, in their order.</param>
internal sealed record SpecType(string Title, string Kind, JsonObject Schema, IReadOnlyList<SpecField> Fields)
{
    /// <summary>Whether the record is in the public API; errors become exceptions and envelopes are read by the client.</summary>
    public bool IsPublic => Kind is "input" or "value" or "response";

    public string? Family => Schema.Text("x-family");

    public IReadOnlyList<SpecRule> Rules { get; } = SpecRule.AllOf(Schema);

    public SpecField? Find(string wire) => Fields.FirstOrDefault(field => field.Wire == wire);
}
