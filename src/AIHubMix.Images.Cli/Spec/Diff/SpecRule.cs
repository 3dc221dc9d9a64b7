using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>A rule between fields, or of one model.</summary>
internal sealed record SpecRule(JsonObject Rule)
{
    private string Kind { get; } = Rule.Text("rule") ?? "";

    /// <summary>What two rules share that differ in their bound only.</summary>
    public string Identity { get; } = string.Join(' ', [
        Rule.Text("rule"), .. Rule.Texts("fields").Order(StringComparer.Ordinal), Rule.Text("field"), Rule.Text("requires"), Rule.Text("present"), Rule.Text("when"), Rule["equals"]?.ToJsonString()]);

    public decimal? Maximum => Rule.Number("maximum");

    public IReadOnlyList<string> Values => Rule.Texts("values");

    /// <summary>Whether it refuses what another bound of the same rule takes.</summary>
    public bool RefusesMoreThan(SpecRule other) => Maximum < other.Maximum || (Kind == "refuses" ? Values.Except(other.Values) : other.Values.Except(Values)).Any();

    public static IReadOnlyList<SpecRule> AllOf(JsonObject owner) => owner["x-rules"] is JsonArray rules ? [.. rules.OfType<JsonObject>().Select(rule => new SpecRule(rule))] : [];

    /// <summary>The rule as a sentence without its full stop.</summary>
    public override string ToString() => Kind switch
    {
        "excludes" => $"`{string.Join("` must not be set together with `", Rule.Texts("fields"))}`",
        "requires" => $"`{Rule.Text("field")}` needs `{Rule.Text("requires")}` to be set as well",
        "maximum-when" => $"`{Rule.Text("field")}` must be at most {Rule.Text("maximum")} when `{Rule.Text("present")}` is set",
        "values-when" => $"`{Rule.Text("field")}` must be {string.Join(" or ", Values)} when `{Rule.Text("when")}` is {Rule.Text("equals") ?? "set"}",
        "maximum" => $"`{Rule.Text("field")}` must be at most {Rule.Text("maximum")} for this model",
        "refuses" => $"`{Rule.Text("field")}` must not be {string.Join(" or ", Values)} for this model",
        "required" => $"`{Rule.Text("field")}` is required by this model",
        "absent" => $"`{Rule.Text("field")}` is not taken by this model",
        _ => $"the rule {Rule.ToJsonString()} holds",
    };
}
