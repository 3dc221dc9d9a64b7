using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>A model of the catalog.</summary>
/// <param name="Facts">What <c>x-model</c> says.</param>
/// <param name="Operation">The operation.</param>
/// <param name="InputType">The C# name of its input; empty when the document does not say.</param>
internal sealed record SpecModel(JsonObject Facts, JsonObject Operation, string InputType)
{
    public string Name { get; } = Facts.Text("name") ?? "";

    public string Path { get; } = Facts.Text("path") ?? "";

    /// <summary>The path as later versions of the API page spell it; null where they do not otherwise.</summary>
    public string? LaterPath { get; } = Facts.Text("laterPath");

    public string Summary { get; } = Operation.Text("summary") ?? "";

    public IReadOnlyList<string> Aliases { get; } = Facts.Texts("aliases");

    public IReadOnlyList<SpecRule> Rules { get; } = SpecRule.AllOf(Operation);

    /// <summary>The member of the catalog.</summary>
    public string Member => $"ImageModels.{Name}";
}
