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

    private static JsonObject[] Of(JsonSchema schema, IReadOnlyList<JObject> rules, Func<JsonSchemaProperty, decimal?> maximumOf)
    {
        var keeper = new RuleKeeper(schema, rules, maximumOf);
        JsonSchemaProperty[] fields = [.. schema.ActualProperties.Values.Where(field => !rules.Any(rule => (string?)rule["rule"] == "absent" && (string?)rule["field"] == field.Name))];
        var values = fields.ToDictionary(field => field.Name, field => ValuesOf(field, maximumOf(field)));
        int most = fields.Where(field => field.ActualTypeSchema.Type is JsonObjectType.Object).Max(field => (int?)values[field.Name].Length) ?? 1;
        List<JsonObject> full = [];
        List<string> waiting = [.. values.Keys];
        while (waiting.Count > 0)
        {
            string[] gathered = [];
            foreach (string name in waiting.Concat(values.Keys).Distinct().ToArray())
            {
                string[] more = [.. keeper.WithWhatTheyNeed([.. gathered, name])];
                gathered = more.All(values.ContainsKey) && Choose(more, 0) is not null ? more : gathered;
            }

            // As many as the field with the most full values has.
            full.AddRange(Enumerable.Range(0, most).Select(index => Choose(gathered, index)).OfType<JsonObject>());
            if (waiting.RemoveAll(gathered.Contains) == 0)
            {
                throw new NotSupportedException($"No input with {waiting[0]} keeps every rule of {schema.Title ?? "the document"}. If a model does not take it, say so with a rule `absent` of its operation.");
            }
        }

        return [.. full];

        JsonObject? Choose(string[] names, int turn) =>
            keeper.Choose(names.ToDictionary(name => name, name => (JsonNode?[])[.. values[name].Skip(turn % values[name].Length), .. values[name].Take(turn % values[name].Length)]));
    }

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
}
