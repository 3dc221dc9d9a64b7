using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>A field of an input or a member of an answer, and the C# property that it becomes.</summary>
/// <param name="Wire">The name in JSON.</param>
/// <param name="Schema">What stands at the property.</param>
/// <param name="Actual">What it refers to; the same where it refers to nothing.</param>
/// <param name="IsRequired">Whether it must be set.</param>
/// <param name="CSharpType">The type of the property, without its question mark.</param>
internal sealed record SpecField(string Wire, JsonObject Schema, JsonObject Actual, bool IsRequired, string CSharpType)
{
    public string Name { get; } = CSharpName.OfField(Wire, Schema);

    /// <summary>The type in JSON.</summary>
    public string JsonType { get; } = TypeOf(Actual);

    /// <summary>The values of an enum or the known words of an answer; empty for any other field.</summary>
    public IReadOnlyList<string> Values { get; } = ValuesOf(Schema);

    public bool IsEnum => Values.Count > 0;

    public bool IsImage => Schema["x-image"] is not null;

    /// <summary>Whether a lone picture of a list stands without the list.</summary>
    public bool IsSingle => Schema.Object("x-image").Text("single") == "true";

    /// <summary>The members of the enum, each by its value.</summary>
    public string MemberOf(string value) => $"{Schema.Text("title")}.{CSharpName.OfValue(value, Schema)}";

    public static string TypeOf(JsonObject schema) => schema["type"] is JsonArray ? schema.Texts("type").FirstOrDefault(type => type != "null") ?? "" : schema.Text("type") ?? "";

    public static IReadOnlyList<string> ValuesOf(JsonObject schema) => schema.Texts("enum") is { Count: > 0 } values ? values : schema.Texts("x-known-values");
}
