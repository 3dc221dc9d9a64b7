using System.Globalization;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>Reads members of a document that may be missing or of another type than expected.</summary>
internal static class SpecNodes
{
    /// <summary>A member that is an object; an empty one where there is none.</summary>
    public static JsonObject Object(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonObject ?? [];

    /// <summary>A member as text; null when there is none.</summary>
    public static string? Text(this JsonNode? node, string name) => (node as JsonObject)?[name]?.ToString();

    /// <summary>A member as a number; null when it is none.</summary>
    public static decimal? Number(this JsonNode? node, string name) => decimal.TryParse(node.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    /// <summary>The items of a member that is a list, as texts.</summary>
    public static IReadOnlyList<string> Texts(this JsonNode? node, string name) => (node as JsonObject)?[name] is JsonArray list ? [.. list.Select(item => item?.ToString() ?? "null")] : [];
}
