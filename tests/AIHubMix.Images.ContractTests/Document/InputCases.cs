using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AIHubMix.Images.Simulator.Contract;
using Fare;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace AIHubMix.Images.ContractTests.Document;

/// <summary>Makes inputs from the document: the least, all that can stand together, every enum value, every boundary on both sides, every cross-field rule on both sides.</summary>
internal static class InputCases
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private const string PngOfTenBytes = "iVBORw0KGgoA";
    private const string Gif = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

    private static readonly JsonObject Unknown = new()
    {
        ["a_field_of_tomorrow"] = new JsonObject { ["nested"] = new JsonArray(1, null, "x", 0.5) },
        ["Prompt"] = true,
    };

    public static IEnumerable<InputCase> Of(ModelContract model)
    {
        var keeper = RuleKeeper.Of(model);
        JsonObject minimal = Minimal(model);
        yield return new InputCase("minimal", minimal.ToJsonString(), true);
        foreach ((string name, _) in minimal)
        {
            yield return new InputCase($"no {name}", Object(minimal.Where(member => member.Key != name)).ToJsonString(), false);
        }

        yield return new InputCase("with members that the document does not know", Object([.. minimal, .. Unknown]).ToJsonString(), true);
        foreach ((JsonObject full, int index) in FullInputs.Of(model).Select((full, index) => (full, index)))
        {
            yield return new InputCase($"full {index + 1}", full.ToJsonString(), true);
        }

        InputCase Case(string label, bool valid, JsonObject tried, JObject? broken = null) =>
            new(label, (keeper.With(tried, broken) ?? (valid ? throw Unsettled(model, label) : Object([.. minimal, .. tried]))).ToJsonString(), valid);
        foreach (JsonSchemaProperty field in model.Input.ActualProperties.Values)
        {
            JsonObject Set(JsonNode? value) => Object(KeyValuePair.Create(field.Name, value));
            if (RuleOf(model, "absent", field.Name) is { } absent)
            {
                yield return Case($"{field.Name}, which the model does not take", false, Set(Sample(field)), absent);
                continue;
            }

            JObject? refuses = RuleOf(model, "refuses", field.Name);
            JsonNode?[] refused = [.. refuses?["values"]!.Select(ToNode) ?? []];
            foreach ((string what, JsonNode? value, bool valid) in Values(field, model.MaximumOf(field)).Where(value => !refused.Any(one => JsonNode.DeepEquals(one, value.Value))))
            {
                yield return Case($"{field.Name} {what}", valid, Set(value));
            }

            foreach (JsonNode? value in refused)
            {
                yield return Case($"{field.Name} = {value}, which the model refuses", false, Set(value), refuses);
            }
        }

        foreach (JObject rule in model.Rules)
        {
            foreach ((string what, JsonObject tried, bool valid) in RuleValues(keeper, model.Input, rule))
            {
                yield return Case(what, valid, tried, valid ? null : rule);
            }
        }
    }

    /// <summary>A text that matches a pattern.</summary>
    public static string MatchOf(string pattern, Random random)
    {
        // Fare knows neither anchors nor groups that do not capture, and takes a bare '#' for the empty set.
        string dialect = pattern.TrimStart('^').Replace("\\z", "", StringComparison.Ordinal).Replace("(?:", "(", StringComparison.Ordinal).Replace("#", "\\#", StringComparison.Ordinal);
        return new Xeger(dialect, random).Generate();
    }

    /// <summary>The values of a field that the document allows.</summary>
    public static IEnumerable<JsonNode?> ValidValues(JsonSchema field, decimal? maximum) =>
        Values(field, maximum).Where(value => value.IsValid).Select(value => value.Value);

    /// <summary>The least that a model takes: its prompt, and what else it requires.</summary>
    public static JsonObject Minimal(ModelContract model)
    {
        string[] prompts = [.. model.Input.ActualProperties.Values.Where(field => field.IsRequired && (string?)field.Extension("x-role") == "prompt").Select(field => field.Name)];
        return RuleKeeper.Of(model).With(Object(prompts.Select(prompt => KeyValuePair.Create(prompt, (JsonNode?)"A deer drinking in the lake")))) ?? throw Unsettled(model, "what it requires");
    }

    /// <summary>The least that a model takes together with a field.</summary>
    public static JsonObject MinimalWith(ModelContract model, string field) =>
        RuleKeeper.Of(model).With(Object([.. Minimal(model).Where(member => member.Key == "prompt"), KeyValuePair.Create(field, Sample(model.Input.ActualProperties[field]))])) ?? throw Unsettled(model, field);

    /// <summary>The least that an object of the document must have.</summary>
    public static JsonObject Least(JsonSchema schema) => new RuleKeeper(schema, [.. schema.Rules()], member => member.ActualTypeSchema.Maximum).With([])!;

    /// <summary>An object of copies, where a later member takes the place of an earlier one.</summary>
    private static JsonObject Object(params IEnumerable<KeyValuePair<string, JsonNode?>> members)
    {
        var result = new JsonObject();
        foreach ((string name, JsonNode? value) in members)
        {
            result[name] = value?.DeepClone();
        }

        return result;
    }

    private static NotSupportedException Unsettled(ModelContract model, string what) => new(
        $"No input of {model.Path} has {what} and keeps every rule of the document. If the model does not take it, say so with a rule `absent` or `refuses` of its operation.");

    private static JObject? RuleOf(ModelContract model, string kind, string field) =>
        model.Rules.FirstOrDefault(rule => (string?)rule["rule"] == kind && (string?)rule["field"] == field);

    // The maximum is that of the model; of a list, the most items.
    private static IEnumerable<(string What, JsonNode? Value, bool IsValid)> Values(JsonSchema field, decimal? maximum)
    {
        JsonSchema type = field.ActualTypeSchema;
        if (field.Extension("x-image") is { } image && type.Type.HasFlag(JsonObjectType.Array))
        {
            foreach ((string what, JsonNode? value, bool valid) in ArrayValues(type, maximum, Pictures(image)))
            {
                yield return (what, value, valid);
            }

            if ((bool?)image["single"] == true)
            {
                foreach ((string what, string text, bool valid) in Pictures(image))
                {
                    yield return ($"{what}, alone", text, valid);
                }
            }
        }
        else if (field.Extension("x-image") is { } alone)
        {
            foreach ((string what, string text, bool valid) in Pictures(alone))
            {
                yield return (what, text, valid);
            }
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
            foreach ((string what, decimal number, bool valid) in Numbers(type, maximum, type.MultipleOf ?? 1))
            {
                yield return (what, JsonValue.Create((long)number), valid);
            }

            bool isLong = type.Format == "int64";
            if (type.Minimum is null && type.MultipleOf is null)
            {
                yield return ("at the least of its format", isLong ? long.MinValue : int.MinValue, true);
                yield return ($"below the least of its format", isLong ? (decimal)long.MinValue - 1 : (decimal)int.MinValue - 1, false);
            }

            if (maximum is null && type.MultipleOf is null)
            {
                yield return ("at the most of its format", isLong ? long.MaxValue : int.MaxValue, true);
                yield return ($"above the most of its format", isLong ? (decimal)long.MaxValue + 1 : (decimal)int.MaxValue + 1, false);
            }
        }
        else if (type.Type.HasFlag(JsonObjectType.Number))
        {
            foreach ((string what, decimal number, bool valid) in Numbers(type, maximum, type.MultipleOf ?? 0.001m))
            {
                yield return (what, JsonValue.Create((double)number), valid);
            }

            if (type.Minimum is { } least)
            {
                yield return ("just below its minimum", double.BitDecrement((double)least), false);
            }

            if (maximum is { } most)
            {
                yield return ("just above its maximum", double.BitIncrement((double)most), false);
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
            foreach ((string what, JsonNode? value, bool valid) in ArrayValues(type, maximum, null))
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

    private static IEnumerable<(string What, decimal Number, bool IsValid)> Numbers(JsonSchema type, decimal? maximum, decimal step)
    {
        if (type.Minimum is null && maximum is null)
        {
            yield return ($"{7 * step}", 7 * step, true);
        }

        if (type.Minimum is { } least)
        {
            if (type.IsExclusiveMinimum)
            {
                yield return ($"above its minimum {least}", least + step, true);
            }

            yield return ($"at its minimum {least}", least, !type.IsExclusiveMinimum);
            yield return ($"below its minimum {least}", least - step, false);
        }

        if (maximum is { } most)
        {
            bool isExcluded = type.IsExclusiveMaximum && most == type.Maximum;
            if (isExcluded)
            {
                yield return ($"below its maximum {most}", most - step, true);
            }

            yield return ($"at its maximum {most}", most, !isExcluded);
            yield return ($"above its maximum {most}", most + step, false);
        }

        if (type.MultipleOf is { } multiple)
        {
            yield return ($"no multiple of {multiple}", (type.Minimum ?? maximum - multiple ?? 0) + (type.Type.HasFlag(JsonObjectType.Integer) ? 1 : multiple / 2), multiple == 1);
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
            string match = MatchOf(pattern, new Random(7));
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

    private static IEnumerable<(string What, string Text, bool IsValid)> Pictures(JToken image) =>
    [
        ("as a URL", "https://example.com/deer.png", true),
        ("as base64", Png, (string?)image["base64"] != "none"),
        ("as base64 whose last digit has unused bits set", PngOfTenBytes + "AB==", (string?)image["base64"] != "none"),
        ("as text that is neither", "no picture!", false),
        ("as another type", Gif, image["types"]!.Values<string>().Contains("gif")),
    ];

    private static IEnumerable<(string What, JsonNode? Value, bool IsValid)> ArrayValues(JsonSchema type, decimal? maximum, IEnumerable<(string What, string Text, bool IsValid)>? pictures)
    {
        JsonSchema item = type.Item!.ActualTypeSchema;
        int most = (int?)maximum ?? type.MaxItems;
        JsonNode? Sample(JsonSchema schema) => pictures is null ? InputCases.Sample(schema) : "https://example.com/deer.png";
        int fewest = Math.Max(1, type.MinItems);
        yield return ($"with {fewest} items", Repeat(Sample(item), fewest), true);
        yield return ("with several items", Repeat(Sample(item), most > 0 ? most : fewest + 20), true);
        yield return ("with an item that is null", new JsonArray([.. Repeat(Sample(item), fewest - 1).Select(one => one?.DeepClone()), null]), false);
        if (type.MinItems == 0)
        {
            yield return ("with no items", new JsonArray(), true);
        }
        else
        {
            yield return ("with too few items", Repeat(Sample(item), type.MinItems - 1), false);
        }

        if (most > 0)
        {
            yield return ("with too many items", Repeat(Sample(item), most + 1), false);
        }

        IEnumerable<(string What, JsonNode? Value, bool IsValid)> items = pictures?.Select(text => (text.What, (JsonNode?)text.Text, text.IsValid)) ?? Values(item, item.Maximum);
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
        var keeper = new RuleKeeper(type, [.. type.Rules()], member => member.ActualTypeSchema.Maximum);
        JsonObject With(JsonObject tried, JObject? broken = null) => keeper.With(tried, broken) ?? Object([.. keeper.With([])!, .. tried]);
        JsonObject required = With([]);
        yield return ("with the least", required, true);
        yield return ("with members that the document does not know", Object([.. required, .. Unknown]), true);
        foreach ((string name, _) in required)
        {
            yield return ($"without {name}", Object(required.Where(member => member.Key != name)), false);
        }

        foreach (JsonSchemaProperty member in type.ActualProperties.Values)
        {
            foreach ((string what, JsonNode? value, bool valid) in Values(member, member.ActualTypeSchema.Maximum))
            {
                yield return ($"with {member.Name} {what}", With(Object(KeyValuePair.Create(member.Name, value))), valid);
            }
        }

        foreach (JObject rule in type.Rules())
        {
            foreach ((string what, JsonObject tried, bool valid) in RuleValues(keeper, type, rule))
            {
                yield return ($"with {what}", With(tried, valid ? null : rule), valid);
            }
        }
    }

    /// <summary>What keeps or breaks a rule between fields: values, and <see langword="null"/> for what is not there. What other rules do not allow is left out.</summary>
    private static IEnumerable<(string What, JsonObject Tried, bool IsValid)> RuleValues(RuleKeeper keeper, JsonSchema schema, JObject rule) =>
        RuleValues(schema, rule).Where(tried => !tried.IsValid || keeper.With(tried.Tried) is not null);

    private static IEnumerable<(string What, JsonObject Tried, bool IsValid)> RuleValues(JsonSchema schema, JObject rule)
    {
        JsonSchemaProperty Field(string name) => schema.ActualProperties[name];
        KeyValuePair<string, JsonNode?> Any(string name) => KeyValuePair.Create(name, Sample(Field(name)));
        static KeyValuePair<string, JsonNode?> Set(string name, JsonNode? value) => KeyValuePair.Create(name, value);
        static KeyValuePair<string, JsonNode?> No(string name) => KeyValuePair.Create(name, (JsonNode?)null);
        switch ((string)rule["rule"]!)
        {
            case "excludes":
                string[] names = [.. rule["fields"]!.Values<string>()!];
                yield return ($"{names[0]} together with {names[1]}", Object(Any(names[0]), Any(names[1])), false);
                yield return ($"{names[0]} without {names[1]}", Object(Any(names[0]), No(names[1])), true);
                yield return ($"{names[1]} without {names[0]}", Object(Any(names[1]), No(names[0])), true);
                break;
            case "requires":
                string field = (string)rule["field"]!;
                string needed = (string)rule["requires"]!;
                yield return ($"{field} without {needed}", Object(Any(field), No(needed)), false);
                yield return ($"{field} with {needed}", Object(Any(field), Any(needed)), true);
                yield return ($"{needed} without {field}", Object(Any(needed), No(field)), true);
                break;
            case "maximum-when":
                string bounded = (string)rule["field"]!;
                string present = (string)rule["present"]!;
                int most = (int)rule["maximum"]!;
                JsonNode? Of(int size) => Field(bounded).ActualTypeSchema.Item is null ? size : Repeat(((JsonArray)Sample(Field(bounded))!)[0], size);
                yield return ($"{bounded} at {most} with {present}", Object(Set(bounded, Of(most)), Any(present)), true);
                yield return ($"{bounded} above {most} with {present}", Object(Set(bounded, Of(most + 1)), Any(present)), false);
                yield return ($"{bounded} above {most} without {present}", Object(Set(bounded, Of(most + 1)), No(present)), true);
                yield return ($"{present} without {bounded}", Object(Any(present), No(bounded)), true);
                break;
            case "values-when":
                string chosen = (string)rule["field"]!;
                string when = (string)rule["when"]!;
                JsonNode? equals = ToNode(rule["equals"]);
                JsonNode? condition = equals ?? Sample(Field(when));
                JsonNode?[] allowed = [.. rule["values"]!.Select(ToNode)];
                string whenSo = $"when {when} is {rule["equals"] ?? "set"}";
                yield return ($"{chosen} absent {whenSo}", Object(No(chosen), Set(when, condition)), true);
                foreach (JsonNode? value in allowed)
                {
                    yield return ($"{chosen} = {value} {whenSo}", Object(Set(chosen, value), Set(when, condition)), true);
                }

                foreach (JsonNode? value in ValidValues(Field(chosen), null).Where(candidate => !allowed.Any(one => JsonNode.DeepEquals(one, candidate))))
                {
                    yield return ($"{chosen} = {value} {whenSo}", Object(Set(chosen, value), Set(when, condition)), false);
                    yield return ($"{chosen} = {value} when {when} is absent", Object(Set(chosen, value), No(when)), true);
                    foreach (JsonNode? other in ValidValues(Field(when), null).Where(other => equals is not null && !JsonNode.DeepEquals(other, equals)))
                    {
                        yield return ($"{chosen} = {value} when {when} is {other}", Object(Set(chosen, value), Set(when, other)), true);
                    }
                }

                break;
        }
    }

    /// <summary>A valid value of a field.</summary>
    private static JsonNode? Sample(JsonSchema schema) => Values(schema, schema.ActualTypeSchema.Maximum).First(value => value.IsValid).Value;

    private static JsonArray Repeat(JsonNode? item, int count) => [.. Enumerable.Range(0, count).Select(_ => item?.DeepClone())];

    private static string Shift(string ratio, int across, int down)
    {
        string[] sides = ratio.Split(':');
        return string.Create(CultureInfo.InvariantCulture,
            $"{int.Parse(sides[0], CultureInfo.InvariantCulture) + across}:{int.Parse(sides[1], CultureInfo.InvariantCulture) + down}");
    }

    private static JsonNode? ToNode(JToken? token) => token is null ? null : JsonNode.Parse(token.ToString(Newtonsoft.Json.Formatting.None));
}
