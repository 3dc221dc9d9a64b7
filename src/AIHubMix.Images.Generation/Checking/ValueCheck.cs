using System.Globalization;
using System.Text.RegularExpressions;
using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Checking;

/// <summary>Holds data, such as a default or an example, against its schema.</summary>
internal sealed class ValueCheck(Description description)
{
    /// <summary>What is wrong, each with its place, as a sentence that begins with a name.</summary>
    public IEnumerable<(Part At, string Problem)> Problems(Part schema, Part value, string name)
    {
        if (description.Actual(schema) is not { } actual)
        {
            return [];
        }

        string? problem = Single(schema, actual, value);
        return problem is not null ? [(value, $"{name} is {value.Describe()} and {problem}.")]
            : value.IsMap ? Members(actual, value, name)
            : value.IsList && actual["items"] is { } items ? value.Items.SelectMany((item, index) => Problems(items, item, FormattableString.Invariant($"{name}[{index}]")))
            : [];
    }

    private IEnumerable<(Part At, string Problem)> Members(Part schema, Part value, string name)
    {
        foreach (Part required in schema["required"]?.Items.Where(required => required.Text is { } member && value[member] is null) ?? [])
        {
            yield return (value, $"{name} has no {required.Text}, which is required.");
        }

        foreach (Member member in value.Members)
        {
            if (schema.At("properties", member.Name) is { } property)
            {
                foreach ((Part, string) problem in Problems(property, member.Value, $"{name}.{member.Name}"))
                {
                    yield return problem;
                }
            }
            else if (schema["additionalProperties"]?.Text == "false")
            {
                yield return (member.Key, $"{name}.{member.Name} is no field that there is.");
            }
        }
    }

    private static string? Single(Part schema, Part actual, Part value)
    {
        if (value.Kind is ScalarKind.Null && value.Text is not null)
        {
            return (schema["nullable"] ?? actual["nullable"])?.Text == "true" || actual["type"] is null ? null : "must not be null";
        }

        string? type = actual["type"]?.Text;
        if (type is not null && !IsOfType(value, type))
        {
            return $"must be of the type {type}";
        }

        if (actual["enum"]?.Items.Select(word => word.Text).ToArray() is { } words && !words.Contains(value.Text))
        {
            return $"must be one of {string.Join(", ", words)}";
        }

        return value.Number < actual["minimum"]?.Number ? $"must be at least {actual["minimum"]?.Text}"
            : value.Number > actual["maximum"]?.Number ? $"must be at most {actual["maximum"]?.Text}"
            : actual["exclusiveMinimum"]?.Text == "true" && value.Number <= actual["minimum"]?.Number ? $"must be more than {actual["minimum"]?.Text}"
            : actual["exclusiveMaximum"]?.Text == "true" && value.Number >= actual["maximum"]?.Number ? $"must be less than {actual["maximum"]?.Text}"
            : IsNoMultiple(value.Number, actual["multipleOf"]?.Number) ? $"must be a multiple of {actual["multipleOf"]?.Text}"
            : type == "string" && Length(value) < actual["minLength"]?.Number ? $"must have at least {actual["minLength"]?.Text} characters"
            : type == "string" && Length(value) > actual["maxLength"]?.Number ? $"must have at most {actual["maxLength"]?.Text} characters"
            : type == "array" && value.Items.Count() < actual["minItems"]?.Number ? $"must have at least {actual["minItems"]?.Text} items"
            : type == "array" && value.Items.Count() > actual["maxItems"]?.Number ? $"must have at most {actual["maxItems"]?.Text} items"
            : actual["pattern"]?.Text is { } pattern && value.Text is { } text && !IsMatch(pattern, text) ? $"must match {pattern}"
            : actual["x-ratio"] is { } limits && IsOutside(value.Text, limits) ? $"must be a ratio from {limits["minimum"]?.Text} to {limits["maximum"]?.Text}"
            : null;
    }

    private static bool IsOfType(Part value, string type) => type switch
    {
        "object" => value.IsMap,
        "array" => value.IsList,
        "string" => value.Text is not null && value.Kind is ScalarKind.Text,
        "integer" => value.Text is not null && value.Kind is ScalarKind.Integer,
        "number" => value.Number is not null,
        "boolean" => value.Text is "true" or "false" && value.Kind is ScalarKind.Boolean,
        _ => true,
    };

    private static bool IsNoMultiple(double? number, double? of) => of > 0 && Math.Abs(number ?? 0) < (double)decimal.MaxValue && (decimal)(number ?? 0) % (decimal)of != 0;

    private static int Length(Part value) => value.Text!.EnumerateRunes().Count();

    private static bool IsMatch(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant);
        }
        catch (RegexParseException)
        {
            return true; // Reported where the pattern stands.
        }
    }

    private static bool IsOutside(string? text, Part limits) =>
        Ratio(text) is { } ratio && (ratio < Ratio(limits["minimum"]?.Text) || ratio > Ratio(limits["maximum"]?.Text));

    private static double? Ratio(string? text) =>
        text?.Split(':') is [var across, var down]
        && double.TryParse(across, NumberStyles.None, CultureInfo.InvariantCulture, out double width)
        && double.TryParse(down, NumberStyles.None, CultureInfo.InvariantCulture, out double height)
            ? width / height
            : null;
}
