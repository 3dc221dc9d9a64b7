using System.Text.Json.Nodes;
using AIHubMix.Images.Simulator.Contract;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace AIHubMix.Images.ContractTests.Document;

/// <summary>Inputs with every field that can stand together set at once: as many of them as it takes for each field to be in one.</summary>
internal static class FullInputs
{
    // Of these texts some suit every rule.
    private const int Matches = 20;

    public static IEnumerable<JsonObject> Of(ModelContract model) => Of(model.Input, model.Rules, model.MaximumOf);

    private static JsonObject[] Of(JsonSchema schema, IReadOnlyList<JObject> rules, Func<JsonSchemaProperty, decimal?> maximumOf) =>
        [.. Gatherings([.. schema.ActualProperties.Values.Where(field => !rules.Any(rule => Is(rule, "absent") && (string?)rule["field"] == field.Name))], rules)
            .SelectMany(fields => Filled(fields, rules, maximumOf))];

    /// <summary>Sets of fields that do not exclude each other, each as large as it can be.</summary>
    private static IEnumerable<List<JsonSchemaProperty>> Gatherings(JsonSchemaProperty[] fields, IReadOnlyList<JObject> rules)
    {
        bool Excludes(JsonSchemaProperty one, JsonSchemaProperty other) =>
            rules.Any(rule => Is(rule, "excludes") && one != other && rule["fields"]!.Values<string>().Contains(one.Name) && rule["fields"]!.Values<string>().Contains(other.Name));
        var waiting = fields.ToList();
        while (waiting.Count > 0)
        {
            List<JsonSchemaProperty> gathered = [];
            foreach (JsonSchemaProperty field in waiting.Concat(fields).Distinct())
            {
                if (!gathered.Any(other => Excludes(field, other)))
                {
                    gathered.Add(field);
                }
            }

            waiting.RemoveAll(gathered.Contains);
            yield return gathered;
        }
    }

    /// <summary>Objects with all the fields; as many as the field with the most full values has.</summary>
    private static IEnumerable<JsonObject> Filled(List<JsonSchemaProperty> fields, IReadOnlyList<JObject> rules, Func<JsonSchemaProperty, decimal?> maximumOf)
    {
        var values = fields.ToDictionary(field => field.Name, field => ValuesOf(field, maximumOf(field)));
        foreach (JObject rule in rules.Where(rule => rule["field"] is not null && values.ContainsKey((string)rule["field"]!)))
        {
            string field = (string)rule["field"]!;
            JsonNode?[] allowed = [.. values[field].Where(value => Allows(rule, value))];
            values[field] = allowed.Length > 0 ? allowed : throw new NotSupportedException($"No value of {field} suits a full input.");
        }

        int count = fields.Where(field => field.ActualTypeSchema.Type is JsonObjectType.Object).Max(field => (int?)values[field.Name].Length) ?? 1;
        return Enumerable.Range(0, count).Select(index => new JsonObject(
            values.Select(field => KeyValuePair.Create(field.Key, field.Value[index % field.Value.Length]?.DeepClone()))));
    }

    // As every field is there, every condition of presence holds; of a condition on a value it is assumed.
    private static bool Allows(JObject rule, JsonNode? value) => (string)rule["rule"]! switch
    {
        "maximum" or "maximum-when" => value!.GetValue<long>() <= (long)rule["maximum"]!,
        "refuses" => !rule["values"]!.Any(refused => JsonNode.DeepEquals(value, JsonNode.Parse(refused.ToString(Newtonsoft.Json.Formatting.None)))),
        "values-when" => rule["values"]!.Any(allowed => JsonNode.DeepEquals(value, JsonNode.Parse(allowed.ToString(Newtonsoft.Json.Formatting.None)))),
        _ => true,
    };

    private static JsonNode?[] ValuesOf(JsonSchemaProperty field, decimal? maximum)
    {
        JsonSchema type = field.ActualTypeSchema;
        return type switch
        {
            { Type: JsonObjectType.Object, ActualProperties.Count: 0 } => [new JsonObject { ["anything"] = 1 }],
            { Type: JsonObjectType.Object } => Full(type),
            { Type: JsonObjectType.Array } when field.Extension("x-image") is not null => [.. InputCases.ValidValues(field, maximum).OfType<JsonArray>().Where(pictures => pictures.Count > 0)],
            { Type: JsonObjectType.Array, Item.ActualTypeSchema: { Type: JsonObjectType.Object } item } => [Items(Full(item), type.MinItems)],
            { Type: JsonObjectType.String, Pattern: { } pattern } when field.Extension("x-ratio") is null => [.. Enumerable.Range(0, Matches).Select(seed => JsonValue.Create(InputCases.MatchOf(pattern, new Random(seed))))],
            _ => [.. InputCases.ValidValues(field, maximum)],
        };
    }

    private static JsonArray Items(JsonObject[] full, int fewest) => [.. Enumerable.Range(0, Math.Max(full.Length, fewest)).Select(index => full[index % full.Length].DeepClone())];

    private static JsonObject[] Full(JsonSchema type) => Of(type, [.. type.Rules()], field => field.ActualTypeSchema.Maximum);

    private static bool Is(JObject rule, string kind) => (string?)rule["rule"] == kind;
}
