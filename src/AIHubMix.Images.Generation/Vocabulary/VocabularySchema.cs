using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AIHubMix.Images.Generation.Checking;
using AIHubMix.Images.Generation.Problems;
using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Vocabulary;

/// <summary>The x- keys, as <c>openapi/vocabulary.schema.json</c> defines them; of JSON Schema as much as that file uses.</summary>
internal sealed class VocabularySchema
{
    private const string Definitions = "#/definitions/";

    /// <summary>Keywords that say nothing of a value, or that are looked at beside others.</summary>
    private static readonly HashSet<string> Silent = ["$comment", "description", "patternProperties"];

    private readonly JsonElement _definitions;
    private readonly Dictionary<string, Regex> _patterns = [];

    private VocabularySchema(JsonElement definitions)
    {
        _definitions = definitions;
        Keys = definitions.EnumerateObject().Where(definition => definition.Value.TryGetProperty("$comment", out _))
            .ToDictionary(definition => definition.Name, definition => definition.Value.GetProperty("$comment").GetString()!.Split(' '));
    }

    /// <summary>Each key with the places where it may stand.</summary>
    public IReadOnlyDictionary<string, string[]> Keys { get; }

    /// <summary>The one that is built in.</summary>
    public static VocabularySchema Load()
    {
        using Stream stream = typeof(VocabularySchema).Assembly.GetManifestResourceStream("vocabulary.schema.json")!;
        using var document = JsonDocument.Parse(stream);
        return new VocabularySchema(document.RootElement.GetProperty("definitions").Clone());
    }

    /// <summary>Reports everything that is wrong with the value of a key.</summary>
    public void Check(string key, Part at, Part value, Report report) => Check(key, at, value, _definitions.GetProperty(key), report);

    /// <summary>The members of a rule that name fields of the input.</summary>
    public IEnumerable<Part> FieldsOf(Part rule) => MembersOf(rule, "field");

    /// <summary>The members of a rule that name sources.</summary>
    public IEnumerable<Part> SourcesOf(Part rule) => MembersOf(rule, "source-key");

    private IEnumerable<Part> MembersOf(Part rule, string definition)
    {
        if (Branch(_definitions.GetProperty("x-rules").GetProperty("items"), rule) is not { } schema || !schema.TryGetProperty("properties", out JsonElement properties))
        {
            yield break;
        }

        foreach (Member member in rule.Members.Where(member => properties.TryGetProperty(member.Name, out _)))
        {
            JsonElement property = properties.GetProperty(member.Name);
            foreach (Part named in Refers(property) ? [member.Value] : property.TryGetProperty("items", out JsonElement items) && Refers(items) ? member.Value.Items : [])
            {
                yield return named;
            }
        }

        bool Refers(JsonElement schema) => schema.TryGetProperty("$ref", out JsonElement reference) && reference.GetString() == Definitions + definition;
    }

    private void Check(string name, Part at, Part value, JsonElement schema, Report report)
    {
        schema = Branch(schema, value) is { } branch ? branch : Follow(schema);
        foreach (JsonProperty keyword in schema.EnumerateObject().Where(keyword => !Silent.Contains(keyword.Name)))
        {
            switch (keyword.Name)
            {
                case "type" when !IsOfType(value, keyword.Value):
                    report.Add(at, ProblemCode.BadValue, $"{name} is {value.Describe()} and must be {Types(keyword.Value)}.");
                    return;
                case "enum" when value.Text is not { } text || !Texts(keyword.Value).Contains(text):
                    report.Add(at, ProblemCode.BadValue, $"{name} is {value.Describe()}; write one of {string.Join(", ", Texts(keyword.Value))}.{Nearest.Hint(value.Text ?? "", Texts(keyword.Value))}");
                    break;
                case "pattern" when value.Text is { } text && !Matches(keyword.Value.GetString()!, text):
                    report.Add(at, ProblemCode.BadValue, $"{name} is '{text}'; write {PatternWords.Of(keyword.Value.GetString()!)}.");
                    break;
                case "minLength" when value.Text is { Length: 0 }:
                    report.Add(at, ProblemCode.BadValue, $"{name} is empty; write something.");
                    break;
                case "minimum" when value.Number < keyword.Value.GetDouble():
                    report.Add(at, ProblemCode.BadValue, $"{name} is {value.Text} and must be at least {keyword.Value}.");
                    break;
                case "minItems" or "minProperties" when Count(value) < keyword.Value.GetInt32():
                    report.Add(at, ProblemCode.BadValue, $"{name} has {Count(value).ToString(CultureInfo.InvariantCulture)} entries and must have at least {keyword.Value}.");
                    break;
                case "maxItems" when Count(value) > keyword.Value.GetInt32():
                    report.Add(at, ProblemCode.BadValue, $"{name} has {Count(value).ToString(CultureInfo.InvariantCulture)} entries and must have at most {keyword.Value}.");
                    break;
                case "uniqueItems" when value.Items.GroupBy(item => item.Text).FirstOrDefault(group => group.Key is not null && group.Count() > 1) is { } twice:
                    report.Add(at, ProblemCode.BadValue, $"{name} has '{twice.Key}' twice; write it once.");
                    break;
                case "required":
                    foreach (string missing in Texts(keyword.Value).Where(member => value.IsMap && value[member] is null))
                    {
                        report.Add(at, ProblemCode.Missing, $"{name} has no {missing}; add it.{Description(schema, missing)}");
                    }

                    break;
                case "propertyNames":
                    foreach (Member member in value.Members.Where(member => !Matches(keyword.Value.GetProperty("pattern").GetString()!, member.Name)))
                    {
                        report.Add(member.Key, ProblemCode.BadValue, $"The key '{member.Name}' in {name} is none that there can be; write {PatternWords.Of(keyword.Value.GetProperty("pattern").GetString()!)}.");
                    }

                    break;
                case "properties" or "additionalProperties":
                    CheckMembers(name, value, schema, keyword.Name, report);
                    break;
                case "items":
                    foreach ((int index, Part item) in value.Items.Index())
                    {
                        Check(FormattableString.Invariant($"{name}[{index}]"), item, item, keyword.Value, report);
                    }

                    break;
                case "oneOf":
                    report.Add(at, ProblemCode.BadValue, $"The rule {value["rule"]?.Describe() ?? "without a 'rule'"} is none that there is; write one of {string.Join(", ", RuleNames(keyword.Value))}.{Nearest.Hint(value["rule"]?.Text ?? "", RuleNames(keyword.Value))}");
                    return;
            }
        }
    }

    private void CheckMembers(string name, Part value, JsonElement schema, string keyword, Report report)
    {
        bool hasProperties = schema.TryGetProperty("properties", out JsonElement properties);
        foreach (Member member in value.Members)
        {
            bool isKnown = hasProperties && properties.TryGetProperty(member.Name, out _);
            if (keyword == "properties")
            {
                if (isKnown)
                {
                    Check($"{name}.{member.Name}", member.Value, member.Value, properties.GetProperty(member.Name), report);
                }
            }
            else if (!isKnown && schema.GetProperty(keyword) is var additional)
            {
                if (additional.ValueKind is JsonValueKind.Object)
                {
                    Check($"{name}.{member.Name}", member.Value, member.Value, additional, report);
                }
                else if (additional.ValueKind is JsonValueKind.False)
                {
                    string[] known = hasProperties ? [.. properties.EnumerateObject().Select(property => property.Name)] : [];
                    report.Add(member.Key, ProblemCode.UnknownKey, $"{name} has no '{member.Name}'; it has {string.Join(", ", known)}.{Nearest.Hint(member.Name, known)}");
                }
            }
        }
    }

    /// <summary>Of alternatives that a member <c>rule</c> tells apart, the one that is meant.</summary>
    private JsonElement? Branch(JsonElement schema, Part value) =>
        schema.TryGetProperty("oneOf", out JsonElement branches) && value["rule"]?.Text is { } name
            ? branches.EnumerateArray().Select(Follow).Cast<JsonElement?>().FirstOrDefault(branch => RuleName(branch!.Value) == name)
            : null;

    private IEnumerable<string> RuleNames(JsonElement branches) => branches.EnumerateArray().Select(branch => RuleName(Follow(branch)));

    private static string RuleName(JsonElement branch) => branch.GetProperty("properties").GetProperty("rule").GetProperty("enum")[0].GetString()!;

    private JsonElement Follow(JsonElement schema) =>
        schema.TryGetProperty("$ref", out JsonElement reference) ? _definitions.GetProperty(reference.GetString()![Definitions.Length..]) : schema;

    private string Description(JsonElement schema, string member) =>
        schema.TryGetProperty("properties", out JsonElement properties) && properties.TryGetProperty(member, out JsonElement property) ? Description(Follow(property)) : "";

    private static string Description(JsonElement schema) => schema.TryGetProperty("description", out JsonElement description) ? $" It is: {description.GetString()}" : "";

    private bool Matches(string pattern, string text)
    {
        if (!_patterns.TryGetValue(pattern, out Regex? regex))
        {
            _patterns.Add(pattern, regex = new Regex(pattern, RegexOptions.CultureInvariant));
        }

        return regex.IsMatch(text) && !text.EndsWith('\n');
    }

    private static bool IsOfType(Part value, JsonElement types) => Texts(types).Any(type => type switch
    {
        "object" => value.IsMap,
        "array" => value.IsList,
        "string" => value.Text is not null && value.Kind is ScalarKind.Text,
        "integer" => value.Text is not null && value.Kind is ScalarKind.Integer,
        "number" => value.Text is not null && value.Kind is ScalarKind.Integer or ScalarKind.Number,
        "boolean" => value.Text is not null && value.Kind is ScalarKind.Boolean,
        _ => false,
    });

    private static string Types(JsonElement types) => string.Join(" or ", Texts(types).Select(type => type switch
    {
        "object" => "a map of keys",
        "array" => "a list",
        "string" => "text (in quotes, if it looks like something else)",
        "integer" => "a whole number",
        _ => $"a {type}",
    }));

    private static string[] Texts(JsonElement textOrList) =>
        textOrList.ValueKind is JsonValueKind.Array ? [.. textOrList.EnumerateArray().Select(text => text.GetRawText().Trim('"'))] : [textOrList.GetString()!];

    private static int Count(Part value) => value.IsMap ? value.Members.Count() : value.Items.Count();
}
