using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>Looks into documents that may hold anything anywhere: what is not as it should be is not there.</summary>
internal static class DocumentNodes
{
    // A chain of references is longer than this in no document that somebody wrote.
    private const int MostReferences = 100;

    public static JsonNode? Member(this JsonNode? node, string name) => (node as JsonObject)?[name];

    /// <summary>The members of an object; none for anything else.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Members(this JsonNode? node) => node as JsonObject ?? [];

    /// <summary>The items of a list; none for anything else.</summary>
    public static IEnumerable<JsonNode?> Items(this JsonNode? node) => node as JsonArray ?? [];

    /// <summary>A text; null for anything else.</summary>
    public static string? Text(this JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>A number; null for anything else.</summary>
    public static double? Number(this JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    public static bool IsTrue(this JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    /// <summary>What a reference within the document points at; null when there is nothing.</summary>
    public static JsonNode? Find(this JsonObject document, string reference)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
        {
            return null;
        }

        JsonNode? target = document;
        foreach (string part in reference[2..].Split('/'))
        {
            string name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            target = target switch
            {
                JsonObject members => members[name],
                JsonArray items when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < items.Count => items[index],
                _ => null,
            };
        }

        return target;
    }

    /// <summary>The object itself, or the one that it refers to; null when there is none.</summary>
    public static JsonObject? Resolve(this JsonObject document, JsonNode? node)
    {
        for (int step = 0; step < MostReferences && node is JsonObject target; step++)
        {
            if (target.Member("$ref").Text() is not { } reference)
            {
                return target;
            }

            node = document.Find(reference);
        }

        return null;
    }
}
