using System.Text.RegularExpressions;
using AIHubMix.Images.Generation.Problems;
using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Checking;

/// <summary>Limits fit the type and each other, and defaults fit the limits.</summary>
internal sealed class LimitChecks(Description description, Report report)
{
    /// <summary>The types that a limit makes sense for.</summary>
    private static readonly Dictionary<string, string[]> TypesOf = new()
    {
        ["minimum"] = ["integer", "number"],
        ["maximum"] = ["integer", "number"],
        ["exclusiveMinimum"] = ["integer", "number"],
        ["exclusiveMaximum"] = ["integer", "number"],
        ["multipleOf"] = ["integer", "number"],
        ["minLength"] = ["string"],
        ["maxLength"] = ["string"],
        ["pattern"] = ["string"],
        ["enum"] = ["string"],
        ["minItems"] = ["array"],
        ["maxItems"] = ["array"],
        ["x-image"] = ["string", "array"],
        ["x-ratio"] = ["string"],
        ["x-pixels"] = ["string"],
    };

    public void Run()
    {
        foreach (Property property in description.Properties)
        {
            CheckPicture(property);
            foreach ((Part schema, string name) in property.Levels)
            {
                CheckLimits(schema, name);
                CheckOrder(schema, "minimum", "maximum", name);
                CheckOrder(schema, "minLength", "maxLength", name);
                CheckOrder(schema, "minItems", "maxItems", name);
                CheckExclusive(schema, "exclusiveMinimum", "minimum", name);
                CheckExclusive(schema, "exclusiveMaximum", "maximum", name);
                CheckPattern(schema, name);
            }

            if (property.Schema["default"] is { } value)
            {
                CheckDefault(property, value);
            }
        }
    }

    private void CheckLimits(Part schema, string name)
    {
        if (schema["type"]?.Text is not { } type || !SchemaChecks.Types.Contains(type))
        {
            return;
        }

        foreach (Member limit in schema.Members)
        {
            if (TypesOf.TryGetValue(limit.Name, out string[]? types) && !types.Contains(type))
            {
                report.Add(limit.Key, ProblemCode.Contradiction, $"{limit.Name} of {name} is for the type {string.Join(" or ", types)}, and the type is {type}; remove the one or correct the other.");
            }
            else if (limit.Name is "minimum" or "maximum" or "multipleOf" or "minLength" or "maxLength" or "minItems" or "maxItems" && limit.Value.Number is null)
            {
                report.Add(limit.Value, ProblemCode.BadValue, $"{limit.Name} of {name} is {limit.Value.Describe()} and must be a number.");
            }
            else if (limit.Name is "minLength" or "maxLength" or "minItems" or "maxItems" && (limit.Value.Kind is not ScalarKind.Integer || limit.Value.Number < 0))
            {
                report.Add(limit.Value, ProblemCode.BadValue, $"{limit.Name} of {name} is {limit.Value.Describe()} and must be a whole number, not negative.");
            }
            else if (limit.Name is "multipleOf" && limit.Value.Number <= 0)
            {
                report.Add(limit.Value, ProblemCode.BadValue, $"multipleOf of {name} is {limit.Value.Describe()} and must be more than 0.");
            }
            else if (limit.Name is "minimum" or "maximum" or "multipleOf" && type == "integer" && limit.Value.Kind is not ScalarKind.Integer)
            {
                report.Add(limit.Value, ProblemCode.Contradiction, $"{limit.Name} of {name} is {limit.Value.Describe()}, and the type is integer; make it a whole number.");
            }
        }
    }

    // As OpenAPI 3.0 has it; in 3.1 it is the number itself.
    private void CheckExclusive(Part schema, string key, string limit, string name)
    {
        if (schema[key] is not { } exclusive)
        {
            return;
        }

        if (exclusive.Number is not null)
        {
            report.Add(exclusive, ProblemCode.BadValue, $"{key} of {name} is {exclusive.Describe()} and must be true; write '{limit}: {exclusive.Text}' beside it.");
        }
        else if (exclusive.Kind is not ScalarKind.Boolean || schema[limit] is null)
        {
            report.Add(exclusive, ProblemCode.Contradiction, $"{key} of {name} says that its {limit} is not taken itself; write '{key}: true' beside a {limit}.");
        }
    }

    private void CheckPicture(Property property)
    {
        if (property.Schema["x-image"] is { } image)
        {
            bool isList = property.Schema["type"]?.Text == "array";
            if (isList && property.Schema.At("items", "type")?.Text != "string")
            {
                report.Add(property.Member.Key, ProblemCode.Contradiction, $"{property.Name} is a list of pictures whose items are no strings; write 'items: {{type: string}}'.");
            }

            if (image["single"] is { } single && (!isList || property.Owner.Value["x-kind"]?.Text != "input"))
            {
                report.Add(single, ProblemCode.Contradiction, $"x-image.single of {property.Name} is for a list in an input; remove it.");
            }
        }
    }

    private void CheckOrder(Part schema, string least, string most, string name)
    {
        if (schema[least]?.Number > schema[most]?.Number)
        {
            report.Add(schema[least]!.Value, ProblemCode.Contradiction, $"{least} of {name} is {schema[least]!.Value.Text}, more than its {most}, which is {schema[most]!.Value.Text}; correct one of them.");
        }
    }

    private void CheckPattern(Part schema, string name)
    {
        if (schema["pattern"] is not { Text: { } pattern } at)
        {
            return;
        }

        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
        }
        catch (RegexParseException exception)
        {
            report.Add(at, ProblemCode.BadValue, $"The pattern of {name} is no regular expression: {exception.Message}");
        }
    }

    private void CheckDefault(Property property, Part value)
    {
        if (property.Owner.Value["required"]?.Items.Any(required => required.Text == property.Member.Name) == true)
        {
            report.Add(value, ProblemCode.Contradiction, $"{property.Name} is required and has a default; one of the two is wrong.");
        }

        foreach ((Part at, string problem) in new ValueCheck(description).Problems(property.Schema, value, property.Name))
        {
            report.Add(at, ProblemCode.Contradiction, $"The default of {problem}");
        }
    }
}
