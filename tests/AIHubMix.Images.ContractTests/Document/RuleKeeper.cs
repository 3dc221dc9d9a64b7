using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AIHubMix.Images.Simulator.Contract;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace AIHubMix.Images.ContractTests.Document;

/// <summary>Puts members together that keep every rule of the document.</summary>
internal sealed class RuleKeeper(JsonSchema schema, IReadOnlyList<JObject> rules, Func<JsonSchemaProperty, decimal?> maximumOf)
{
    private readonly Dictionary<string, JsonNode?[]> _valid = [];

    public static RuleKeeper Of(ModelContract model) => new(model.Input, model.Rules, model.MaximumOf);

    /// <summary>The members that are tried, and as few others as go with them; none when they cannot keep the rules.</summary>
    /// <param name="tried">Their values; <see langword="null"/> for a member that must not be there.</param>
    /// <param name="broken">A rule that need not be kept.</param>
    public JsonObject? With(JsonObject tried, JObject? broken = null)
    {
        string[] names = [.. WithWhatTheyNeed(tried.Where(member => member.Value is not null).Select(member => member.Key)).Where(name => !tried.TryGetPropertyValue(name, out JsonNode? value) || value is not null)];
        return RequiredNames.All(names.Contains) ? Choose(names.ToDictionary(name => name, name => tried.ContainsKey(name) ? [tried[name]] : ValidOf(name)), broken) : null;
    }

    /// <summary>The names, those that are required, and those that the rules demand to go with them.</summary>
    public IEnumerable<string> WithWhatTheyNeed(IEnumerable<string> names)
    {
        List<string> all = [.. RequiredNames.Union(names)];
        for (int index = 0; index < all.Count; index++)
        {
            all.AddRange(rules.Where(rule => Is(rule, "requires") && (string?)rule["field"] == all[index]).Select(rule => (string)rule["requires"]!).Where(name => !all.Contains(name)).ToArray());
        }

        return all;
    }

    /// <summary>Of each member one of its values, so that every rule is kept; none when there is no such choice.</summary>
    public JsonObject? Choose(IReadOnlyDictionary<string, JsonNode?[]> values, JObject? broken = null)
    {
        // What stands in a rule is chosen first: then no choice that could not matter is tried again.
        string[] order = [.. values.Keys.OrderBy(name => !rules.Any(rule => NamesIn(rule).Contains(name)))];
        ILookup<int, JObject> due = rules.Where(rule => rule != broken).ToLookup(rule => NamesIn(rule).Max(name => Array.IndexOf(order, name)));
        var chosen = new JsonObject();
        return due[-1].All(rule => IsKept(rule, chosen)) && Fill(0) ? chosen : null;

        bool Fill(int place)
        {
            if (place == order.Length)
            {
                return true;
            }

            foreach (JsonNode? value in values[order[place]])
            {
                chosen[order[place]] = value?.DeepClone();
                if (due[place].All(rule => IsKept(rule, chosen)) && Fill(place + 1))
                {
                    return true;
                }
            }

            chosen.Remove(order[place]);
            return false;
        }
    }

    private IEnumerable<string> RequiredNames => schema.ActualProperties.Values
        .Where(member => member.IsRequired || rules.Any(rule => Is(rule, "required") && (string?)rule["field"] == member.Name)).Select(member => member.Name);

    private JsonNode?[] ValidOf(string name) => _valid.TryGetValue(name, out JsonNode?[]? known)
        ? known
        : _valid[name] = [.. InputCases.ValidValues(schema.ActualProperties[name], maximumOf(schema.ActualProperties[name]))];

    private static IEnumerable<string> NamesIn(JObject rule) =>
        [.. new[] { rule["field"], rule["requires"], rule["present"], rule["when"] }.OfType<JValue>().Concat(rule["fields"] ?? Enumerable.Empty<JToken>()).Select(name => (string)name!)];

    private static bool IsKept(JObject rule, JsonObject input)
    {
        string field = (string?)rule["field"] ?? "";
        bool Has(string key) => input.ContainsKey((string)rule[key]!);
        // A text is a picture alone in the place of a list.
        double Size(JsonNode limited) => limited is JsonArray items ? items.Count : limited.GetValueKind() == JsonValueKind.String ? 1 : double.Parse(limited.ToJsonString(), CultureInfo.InvariantCulture);
        bool IsAtMost() => Size(input[field]!) <= (double)rule["maximum"]!;
        bool IsOneOf() => rule["values"]!.Any(value => IsSame(value, input[field]));
        return (string)rule["rule"]! switch
        {
            "excludes" => !rule["fields"]!.Values<string>().All(name => input.ContainsKey(name!)),
            "requires" => !Has("field") || Has("requires"),
            "maximum-when" => !Has("field") || !Has("present") || IsAtMost(),
            "values-when" => !Has("field") || !Has("when") || (rule["equals"] is { } equals && !IsSame(equals, input[(string)rule["when"]!])) || IsOneOf(),
            "maximum" => !Has("field") || IsAtMost(),
            "absent" => !Has("field"),
            "required" => Has("field"),
            "refuses" => !Has("field") || !IsOneOf(),
            { } unknown => throw new NotSupportedException($"The contract tests know no rule of the kind {unknown}."),
        };
    }

    private static bool IsSame(JToken one, JsonNode? other) => JsonNode.DeepEquals(JsonNode.Parse(one.ToString(Newtonsoft.Json.Formatting.None)), other);

    private static bool Is(JObject rule, string kind) => (string?)rule["rule"] == kind;
}
