using System.Globalization;
using AIHubMix.Images.Simulator.Contract;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace AIHubMix.Images.Simulator.Judging;

/// <summary>What the document says beyond JSON Schema: cross-field rules, ratios, pictures. Read from the document itself, not from generated code.</summary>
internal static class RuleChecks
{
    public static IEnumerable<Violation> Check(ModelContract model, JObject input) =>
        CheckObject(model.Input, model.Rules, input, "$.input", null);

    private static IEnumerable<Violation> CheckObject(JsonSchema schema, IEnumerable<JObject> rules, JObject value, string path, string? field)
    {
        foreach (JObject rule in rules)
        {
            if (IsBroken(rule, value) is { } broken)
            {
                yield return new Violation($"{path}.{broken}", field ?? broken, (string)rule["rule"]!) { Rule = RuleTexts.Of(rule, value[broken] is JArray) };
            }
        }

        foreach (JsonSchemaProperty property in schema.ActualProperties.Values)
        {
            string name = property.Name;
            JToken? member = value[name];
            if (member is JValue { Type: JTokenType.String } text)
            {
                if (property.Extension("x-ratio") is JObject ratio && IsOutside((string)text!, ratio))
                {
                    yield return new Violation($"{path}.{name}", field ?? name, "ratio") { Rule = RuleTexts.OfRatio(ratio) };
                }

            }

            foreach ((string picture, string at) in Pictures(property, member, $"{path}.{name}"))
            {
                var image = (JObject)property.Extension("x-image")!;
                if (!IsPicture(picture, image))
                {
                    yield return new Violation(at, field ?? name, "image") { Rule = RuleTexts.OfImage(image) };
                }
            }

            foreach ((JObject child, JsonSchema childSchema, string childPath) in Children(property, member, $"{path}.{name}"))
            {
                foreach (Violation violation in CheckObject(childSchema, childSchema.Rules(), child, childPath, field ?? name))
                {
                    yield return violation;
                }
            }
        }
    }

    private static IEnumerable<(string Text, string Path)> Pictures(JsonSchemaProperty property, JToken? member, string path) =>
        property.Extension("x-image") is null ? []
        : member is JArray items ? items.Select((item, index) => (item, index)).Where(entry => entry.item.Type == JTokenType.String)
            .Select(entry => ((string)entry.item!, string.Create(CultureInfo.InvariantCulture, $"{path}[{entry.index}]")))
        : member?.Type == JTokenType.String ? [((string)member!, path)]
        : [];

    private static IEnumerable<(JObject Child, JsonSchema Schema, string Path)> Children(JsonSchemaProperty property, JToken? member, string path)
    {
        if (member is JObject child)
        {
            yield return (child, property.ActualTypeSchema, path);
        }
        else if (member is JArray items && property.ActualTypeSchema.Item is { } itemSchema)
        {
            for (int index = 0; index < items.Count; index++)
            {
                if (items[index] is JObject item)
                {
                    yield return (item, itemSchema.ActualTypeSchema, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"));
                }
            }
        }
    }

    /// <summary>The field that breaks the rule; null when none does.</summary>
    private static string? IsBroken(JObject rule, JObject value)
    {
        string field = (string?)rule["field"] ?? (string)rule["fields"]![0]!;

        // What is null is refused for that; to the rules it is not there.
        JToken? Member(string name) => value[name] is { Type: not JTokenType.Null } there ? there : null;
        JToken? member = Member(field);
        bool broken = (string)rule["rule"]! switch
        {
            "excludes" => rule["fields"]!.Values<string>().Count(name => Member(name!) is not null) > 1,
            "requires" => member is not null && Member((string)rule["requires"]!) is null,
            "maximum-when" => Member((string)rule["present"]!) is not null && IsAbove(member, rule["maximum"]!),
            "values-when" => member is not null
                && Member((string)rule["when"]!) is { } condition
                && (rule["equals"] is not { } expected || JToken.DeepEquals(condition, expected))
                && !rule["values"]!.Any(allowed => JToken.DeepEquals(member, allowed)),
            "maximum" => IsAbove(member, rule["maximum"]!),
            "absent" => member is not null,
            "required" => member is null,
            "refuses" => member is not null && rule["values"]!.Any(refused => JToken.DeepEquals(member, refused)),
            string unknown => throw new NotSupportedException($"The document has a rule '{unknown}' that the judge does not know."),
        };
        return broken ? field : null;
    }

    private static bool IsAbove(JToken? member, JToken maximum) =>
        (member is JValue { Type: JTokenType.Integer or JTokenType.Float } number && (double)number > (double)maximum)
        || (member is JArray items && items.Count > (double)maximum);

    private static bool IsOutside(string text, JObject range) =>
        Ratio(text) is { } ratio && (ratio < Ratio((string)range["minimum"]!) || ratio > Ratio((string)range["maximum"]!));

    private static decimal? Ratio(string text) =>
        text.Split(':') is [var across, var down]
        && decimal.TryParse(across, NumberStyles.None, CultureInfo.InvariantCulture, out decimal width)
        && decimal.TryParse(down, NumberStyles.None, CultureInfo.InvariantCulture, out decimal height)
        && height > 0
            ? width / height
            : null;

    private static bool IsPicture(string text, JObject image)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https")
        {
            return true;
        }

        if ((string?)image["base64"] == "none")
        {
            return false;
        }

        string base64 = text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? text[(text.IndexOf(',', StringComparison.Ordinal) + 1)..] : text;
        byte[] bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out int length)
            && ImageHeader.TryRead(bytes.AsSpan(0, length), out ImageHeader header)
            && image["types"]!.Values<string>().Contains(header.MediaType["image/".Length..])
            && (image["maximumBytes"] is not { } maximum || length <= (long)maximum);
    }
}
