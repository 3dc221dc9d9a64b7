using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>What changes in the document and not for code: counted, and not told.</summary>
internal sealed class SilentChanges
{
    private const string Descriptions = "descriptions";
    private const string Sources = "sources";
    private const string Examples = "examples";
    private const string Other = "others";

    private static readonly Dictionary<string, string> Categories = new()
    {
        ["description"] = Descriptions,
        ["externalDocs"] = Descriptions,
        ["why"] = Descriptions,
        ["x-source"] = Sources,
        ["x-sources"] = Sources,
        ["source"] = Sources,
        ["confidence"] = Sources,
        ["example"] = Examples,
        ["examples"] = Examples,
        ["info"] = Other,
        ["tags"] = Other,
        ["security"] = Other,
        ["securitySchemes"] = Other,
        ["responses"] = Other,
        ["headers"] = Other,
        ["parameters"] = Other,
        ["operationId"] = Other,
    };

    private readonly Dictionary<string, int> _counts = new() { [Descriptions] = 0, [Sources] = 0, [Examples] = 0, [Other] = 0 };

    private SilentChanges()
    {
    }

    /// <summary>How many places differ, by what stands there.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    public static SilentChanges Count(JsonObject old, JsonObject @new)
    {
        var made = new SilentChanges();
        made.Walk(old, @new, null, isNames: false);
        return made;
    }

    /// <summary>Whether two parts differ in nothing but words, sources and examples.</summary>
    public static bool AreAlike(JsonNode? old, JsonNode? @new) => AreAlike(old, @new, isNames: false);

    /// <summary>The counts that are not nought, in words; null when all are.</summary>
    public override string? ToString()
    {
        string[] told = [.. _counts.Where(count => count.Value > 0).Select(count => $"{count.Value} {(count.Value == 1 ? count.Key.TrimEnd('s') : count.Key)}")];
        return told.Length == 0 ? null : string.Join(", ", told);
    }

    private static bool AreAlike(JsonNode? old, JsonNode? @new, bool isNames) => (old, @new) switch
    {
        (JsonObject left, JsonObject right) => left.Concat(right).Select(member => member.Key).Distinct().All(name => (!isNames && IsWords(name)) || AreAlike(left[name], right[name], IsNames(name, isNames))),
        (JsonArray left, JsonArray right) => left.Count == right.Count && left.Zip(right).All(pair => AreAlike(pair.First, pair.Second, isNames: false)),
        _ => JsonNode.DeepEquals(old, @new),
    };

    private static bool IsWords(string name) => name == "summary" || (Categories.TryGetValue(name, out string? category) && category != Other);

    // Names of fields and schemas are no keys of the vocabulary.
    private static bool IsNames(string name, bool areNames) => !areNames && (name is "properties" or "schemas");

    private void Walk(JsonNode? old, JsonNode? @new, string? category, bool isNames)
    {
        switch ((old, @new))
        {
            case (JsonObject left, JsonObject right):
                foreach (string name in left.Select(member => member.Key).Union(right.Select(member => member.Key)))
                {
                    string? own = category is Descriptions or Sources or Examples || isNames ? category : Categories.GetValueOrDefault(name, category!);
                    Walk(left[name], right[name], own, IsNames(name, isNames));
                }

                break;
            case (JsonArray left, JsonArray right) when left.Count == right.Count:
                foreach ((JsonNode? before, JsonNode? after) in left.Zip(right))
                {
                    Walk(before, after, category, isNames: false);
                }

                break;
            case (null, JsonObject or JsonArray) or (JsonObject or JsonArray, null) when category is null:
                // Came or went as a whole, which is told.
                break;
            default:
                if (category is not null && !JsonNode.DeepEquals(old, @new))
                {
                    _counts[category]++;
                }

                break;
        }
    }
}
