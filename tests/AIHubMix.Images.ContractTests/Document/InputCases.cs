using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AIHubMix.Images.Simulator.Contract;
using Fare;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace AIHubMix.Images.ContractTests.Document;

/// <summary>Makes inputs from the document: every enum value, every boundary on both sides, every cross-field rule on both sides.</summary>
internal static class InputCases
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private const string Gif = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

    public static IEnumerable<InputCase> Of(ModelContract model)
    {
        yield return Case("minimal", true);
        yield return new InputCase("no prompt", "{}", false);
        foreach (JsonSchemaProperty field in model.Input.ActualProperties.Values)
        {
            if (RuleOf(model, "absent", field.Name) is not null)
            {
                yield return Case($"{field.Name}, which the model does not take", false, (field.Name, Sample(field)));
                continue;
            }

            foreach ((string what, JsonNode? value, bool valid) in Values(field, model.MaximumOf(field)))
            {
                yield return Case($"{field.Name} {what}", valid, (field.Name, value));
            }
        }

        foreach (InputCase rule in model.Rules.SelectMany(rule => RuleCases(model, rule)))
        {
            yield return rule;
        }
    }

    private static InputCase Case(string label, bool valid, params (string Name, JsonNode? Value)[] members)
    {
        var input = new JsonObject { ["prompt"] = "A deer drinking in the lake" };
        foreach ((string name, JsonNode? value) in members)
        {
            input[name] = value?.DeepClone();
        }

        return new InputCase(label, input.ToJsonString(), valid);
    }

    private static JObject? RuleOf(ModelContract model, string kind, string field) =>
        model.Rules.FirstOrDefault(rule => (string?)rule["rule"] == kind && (string?)rule["field"] == field);

    private static IEnumerable<(string What, JsonNode? Value, bool IsValid)> Values(JsonSchemaProperty field, decimal? maximum)
    {
        JsonSchema type = field.ActualTypeSchema;
        if (field.Extension("x-image") is { } image)
        {
            yield return ("as a URL", "https://example.com/deer.png", true);
            yield return ("as base64", Png, true);
            yield return ("as text that is neither", "no picture!", false);
            yield return ("as another type", Gif, image["types"]!.Values<string>().Contains("gif"));
        }
        else if (field.Enumeration.Count > 0)
        {
            foreach (object? value in field.Enumeration)
            {
                yield return ($"= {value}", JsonValue.Create((string)value!), true);
            }

            yield return ("of no known value", "no-such-value", false);
        }
        else if (type.Type.HasFlag(JsonObjectType.Integer))
        {
            foreach ((string what, decimal number, bool valid) in Numbers(type.Minimum, maximum, 1))
            {
                yield return (what, JsonValue.Create((long)number), valid);
            }
        }
        else if (type.Type.HasFlag(JsonObjectType.Number))
        {
            foreach ((string what, decimal number, bool valid) in Numbers(type.Minimum, maximum, 0.001m))
            {
                yield return (what, JsonValue.Create((double)number), valid);
            }
        }
        else if (type.Type.HasFlag(JsonObjectType.Boolean))
        {
            yield return ("true", true, true);
            yield return ("false", false, true);
        }
        else if (type.Type.HasFlag(JsonObjectType.String))
        {
            foreach ((string what, string text, bool valid) in Texts(field))
            {
                yield return (what, text, valid);
            }
        }
        else if (type.Type.HasFlag(JsonObjectType.Array))
        {
            foreach ((string what, JsonNode? value, bool valid) in ArrayValues(type))
            {
                yield return (what, value, valid);
            }
        }
        else
        {
            foreach ((string what, JsonNode? value, bool valid) in ObjectValues(type))
            {
                yield return (what, value, valid);
            }
        }
    }

    private static IEnumerable<(string What, decimal Number, bool IsValid)> Numbers(decimal? minimum, decimal? maximum, decimal step)
    {
        if (minimum is null && maximum is null)
        {
            yield return ("7", 7, true);
        }

        if (minimum is { } least)
        {
            yield return ($"at its minimum {least}", least, true);
            yield return ($"below its minimum {least}", least - step, false);
        }

        if (maximum is { } most)
        {
            yield return ($"at its maximum {most}", most, true);
            yield return ($"above its maximum {most}", most + step, false);
        }
    }

    private static IEnumerable<(string What, string Text, bool IsValid)> Texts(JsonSchema schema)
    {
        if (schema.Extension("x-ratio") is { } ratio)
        {
            yield return ("at its least ratio", (string)ratio["minimum"]!, true);
            yield return ("below its least ratio", Shift((string)ratio["minimum"]!, 0, 1), false);
            yield return ("at its greatest ratio", (string)ratio["maximum"]!, true);
            yield return ("above its greatest ratio", Shift((string)ratio["maximum"]!, 1, 0), false);
            yield return ("as no ratio", "wide", false);
            yield break;
        }

        if (schema.Pattern is { } pattern)
        {
            // Fare knows neither anchors nor groups that do not capture, and takes a bare '#' for the empty set.
            string dialect = pattern.TrimStart('^').Replace("\\z", "", StringComparison.Ordinal).Replace("(?:", "(", StringComparison.Ordinal).Replace("#", "\\#", StringComparison.Ordinal);
            string match = new Xeger(dialect, new Random(7)).Generate();
            yield return ($"matching {pattern}", match, true);
            yield return ($"not matching {pattern}", $"!{match}!", false);
            yield return ($"matching {pattern} before a line break", match + "\n", Regex.IsMatch(match + "\n", pattern));
            yield break;
        }

        if (schema.MinLength is not { } shortest || schema.MinLength == 0)
        {
            shortest = 0;
        }
        else
        {
            yield return ("at its shortest", new string('a', shortest), true);
            yield return ("too short", new string('a', shortest - 1), false);
        }

        if (schema.MaxLength is { } longest)
        {
            yield return ("at its longest", new string('a', longest), true);
            yield return ("at its longest in characters outside the basic plane", string.Concat(Enumerable.Repeat("🦌", longest)), true);
            yield return ("too long", new string('a', longest + 1), false);
        }
        else
        {
            yield return ("long", new string('a', Math.Max(shortest, 5000)), true);
        }

        yield return ("with every kind of character", "\"quotes\" \\ / <tags> & 'more' + \t\n ü 鹿 🦌 \u0001 \u2028", true);
    }

    private static IEnumerable<(string What, JsonNode? Value, bool IsValid)> ArrayValues(JsonSchema type)
    {
        JsonSchema item = type.Item!.ActualTypeSchema;
        int fewest = Math.Max(1, type.MinItems);
        yield return ($"with {fewest} items", Repeat(Sample(item), fewest), true);
        if (type.MinItems > 0)
        {
            yield return ("with too few items", Repeat(Sample(item), type.MinItems - 1), false);
        }

        if (type.MaxItems > 0)
        {
            yield return ("with as many items as may be", Repeat(Sample(item), type.MaxItems), true);
            yield return ("with too many items", Repeat(Sample(item), type.MaxItems + 1), false);
        }

        IEnumerable<(string What, JsonNode? Value, bool IsValid)> items = item.Type.HasFlag(JsonObjectType.String)
            ? Texts(item).Select(text => (text.What, (JsonNode?)text.Text, text.IsValid))
            : ObjectValues(item);
        foreach ((string what, JsonNode? value, bool valid) in items)
        {
            var array = new JsonArray();
            for (int index = 0; index < fewest - 1; index++)
            {
                array.Add(Sample(item)?.DeepClone());
            }

            array.Add(value?.DeepClone());
            yield return ($"with an item {what}", array, valid);
        }
    }

    private static IEnumerable<(string What, JsonNode? Value, bool IsValid)> ObjectValues(JsonSchema type)
    {
        var required = new JsonObject(type.ActualProperties.Values.Where(member => member.IsRequired)
            .Select(member => KeyValuePair.Create(member.Name, Sample(member)?.DeepClone())));
        foreach (JsonSchemaProperty member in type.ActualProperties.Values)
        {
            foreach ((string what, JsonNode? value, bool valid) in Values(member, member.ActualTypeSchema.Maximum))
            {
                JsonObject composed = required.DeepClone().AsObject();
                composed[member.Name] = value?.DeepClone();
                yield return ($"with {member.Name} {what}", composed, valid);
            }
        }

        foreach (JObject rule in type.Rules().Where(rule => (string?)rule["rule"] == "excludes"))
        {
            JsonObject both = required.DeepClone().AsObject();
            foreach (string name in rule["fields"]!.Values<string>()!)
            {
                both[name] = Sample(type.ActualProperties[name])?.DeepClone();
            }

            yield return ($"with {string.Join(" and ", both.Select(member => member.Key))} together", both, false);
        }
    }

    private static IEnumerable<InputCase> RuleCases(ModelContract model, JObject rule)
    {
        JsonSchemaProperty Field(string name) => model.Input.ActualProperties[name];
        switch ((string)rule["rule"]!)
        {
            case "excludes":
                string[] names = [.. rule["fields"]!.Values<string>()!];
                yield return Case($"{names[0]} together with {names[1]}", false, (names[0], Sample(Field(names[0]))), (names[1], Sample(Field(names[1]))));
                break;
            case "requires":
                string field = (string)rule["field"]!;
                string needed = (string)rule["requires"]!;
                yield return Case($"{field} without {needed}", false, (field, Sample(Field(field))));
                yield return Case($"{field} with {needed}", true, (field, Sample(Field(field))), (needed, Sample(Field(needed))));
                break;
            case "maximum-when":
                string bounded = (string)rule["field"]!;
                string present = (string)rule["present"]!;
                long most = (long)rule["maximum"]!;
                yield return Case($"{bounded} at {most} with {present}", true, (bounded, most), (present, Sample(Field(present))));
                yield return Case($"{bounded} above {most} with {present}", false, (bounded, most + 1), (present, Sample(Field(present))));
                break;
            case "values-when":
                string chosen = (string)rule["field"]!;
                string when = (string)rule["when"]!;
                JsonNode? condition = rule["equals"] is { } equals ? ToNode(equals) : Sample(Field(when));
                JsonNode?[] allowed = [.. rule["values"]!.Select(ToNode)];
                foreach (JsonNode? value in allowed)
                {
                    yield return Case($"{chosen} = {value} when {when} is {rule["equals"] ?? "set"}", true, (chosen, value), (when, condition));
                }

                foreach ((_, JsonNode? value, _) in Values(Field(chosen), null).Where(candidate => candidate.IsValid && !allowed.Any(one => JsonNode.DeepEquals(one, candidate.Value))))
                {
                    yield return Case($"{chosen} = {value} when {when} is {rule["equals"] ?? "set"}", false, (chosen, value), (when, condition));
                }

                break;
        }
    }

    /// <summary>A valid value of a field.</summary>
    private static JsonNode? Sample(JsonSchema schema) => schema switch
    {
        JsonSchemaProperty property => Values(property, property.ActualTypeSchema.Maximum).First(value => value.IsValid).Value,
        { Type: JsonObjectType.String } => Texts(schema).First(text => text.IsValid).Text,
        _ => ObjectValues(schema.ActualTypeSchema).First(value => value.IsValid).Value,
    };

    private static JsonArray Repeat(JsonNode? item, int count) => [.. Enumerable.Range(0, count).Select(_ => item?.DeepClone())];

    private static string Shift(string ratio, int across, int down)
    {
        string[] sides = ratio.Split(':');
        return string.Create(CultureInfo.InvariantCulture,
            $"{int.Parse(sides[0], CultureInfo.InvariantCulture) + across}:{int.Parse(sides[1], CultureInfo.InvariantCulture) + down}");
    }

    private static JsonNode? ToNode(JToken token) => JsonNode.Parse(token.ToString(Newtonsoft.Json.Formatting.None));
}
