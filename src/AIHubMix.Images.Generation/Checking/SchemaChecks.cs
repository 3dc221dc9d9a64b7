using AIHubMix.Images.Generation.Problems;
using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Checking;

/// <summary>Schemas have a kind, a type and a description, and inputs are made of what the templates can write and check.</summary>
internal sealed class SchemaChecks(Description description, Report report)
{
    /// <summary>The types of JSON.</summary>
    public static readonly string[] Types = ["string", "integer", "number", "boolean", "array", "object"];

    /// <summary>What validation that is generated would not look at.</summary>
    private static readonly string[] Unchecked =
    [
        "oneOf", "anyOf", "not", "uniqueItems", "maxProperties", "minProperties", "discriminator", "readOnly", "writeOnly", "xml",
    ];

    public void Run()
    {
        foreach (Member schema in description.Schemas)
        {
            CheckKind(schema);
            CheckDescribed(schema.Key, schema.Value, schema.Name);
            if (schema.Value["x-kind"]?.Text is "input" or "value")
            {
                CheckPlain(schema.Value, schema.Name, takesReference: false);
                CheckRequired(schema);
            }
        }

        foreach (Property property in description.Properties)
        {
            CheckDescribed(property.Member.Key, property.Schema, property.Name);
            CheckTyped(property);
            if (property.IsOfInput)
            {
                foreach ((Part schema, string name) in property.Levels)
                {
                    CheckPlain(schema, name, takesReference: true);
                }

                CheckNested(property);
            }
        }
    }

    private void CheckKind(Member schema)
    {
        Part at = schema.Key;
        string? kind = schema.Value["x-kind"]?.Text;
        if (kind is null)
        {
            report.Add(at, ProblemCode.Missing, $"{schema.Name} has no x-kind; say what it is for, as in 'x-kind: value'.");
        }
        else if (description.IsOwn && kind is "response" or "error")
        {
            report.Add(schema.Value["x-kind"]!.Value, ProblemCode.Unsupported, $"{schema.Name} is of the kind {kind}, and models of your own have inputs only; remove it. All models answer in the same forms.");
        }

        if (schema.Value["type"]?.Text != "object")
        {
            report.Add(at, ProblemCode.BadValue, $"{schema.Name} is not of 'type: object', as every named schema is; put other types where they are used.");
        }

        if (schema.Value["title"]?.Text != schema.Name)
        {
            report.Add(schema.Value["title"] ?? at, ProblemCode.BadValue, $"The title of {schema.Name} is {schema.Value["title"]?.Describe() ?? "missing"}; write 'title: {schema.Name}'.");
        }

        if (kind == "input" != (schema.Value["x-family"] is not null))
        {
            report.Add(schema.Value["x-family"] ?? at, kind == "input" ? ProblemCode.Missing : ProblemCode.Misplaced, $"{schema.Name}: inputs, and nothing else, have an x-family.");
        }

        if (kind == "input" && !schema.Name.EndsWith("Input", StringComparison.Ordinal))
        {
            report.Add(at, ProblemCode.CSharpName, $"{schema.Name} is an input, and the name of an input ends with 'Input'; call it {schema.Name}Input.");
        }
    }

    private void CheckDescribed(Part at, Part node, string name)
    {
        if (string.IsNullOrWhiteSpace(node["description"]?.Text))
        {
            report.Add(at, ProblemCode.Missing, $"{name} has no description; write one, which becomes its documentation.");
        }
    }

    private void CheckTyped(Property property)
    {
        bool isFree = property is { Owner.Name: "ErrorDetail", Member.Name: "code" };
        bool isOpen = property.Owner.Value["x-kind"]?.Text == "envelope" && property.Schema["anyOf"] is not null;
        if (description.Actual(property.Schema) is not { } actual)
        {
            return; // A reference that leads nowhere is reported already.
        }

        CheckType(property.Member.Key, actual, property.Name, isFree || isOpen);
        Part place = property.Member.Key;
        for (string name = property.Name; actual["type"]?.Text == "array"; name = $"an item of {name}")
        {
            if (actual["items"] is not { } items)
            {
                report.Add(place, ProblemCode.Missing, $"{name} is a list without 'items'; say what its items are.");
                return;
            }

            if (!items.IsMap || description.Follow(items) is not { } item)
            {
                return;
            }

            CheckType(items, item, $"an item of {name}", false);
            (place, actual) = (items, item);
        }
    }

    private void CheckType(Part at, Part schema, string name, bool isFree)
    {
        if (schema["type"] is not { } type)
        {
            if (!isFree)
            {
                report.Add(at, ProblemCode.Missing, $"{name} has no type; write 'type:' and one of {string.Join(", ", Types)}, or refer to a schema.");
            }
        }
        else if (type.Text is null || !Types.Contains(type.Text))
        {
            report.Add(type, ProblemCode.BadValue, $"The type of {name} is {type.Describe()}; write one of {string.Join(", ", Types)}.{Nearest.Hint(type.Text ?? "", Types)}");
        }
    }

    private void CheckPlain(Part schema, string name, bool takesReference)
    {
        foreach (string key in Unchecked.Where(key => schema[key] is not null))
        {
            report.Add(schema.Members.First(member => member.Name == key).Key, ProblemCode.Unsupported, $"'{key}' of {name} is nothing that inputs can have; remove it, and say in the description what it meant.");
        }

        if (schema["allOf"] is { } all && (!takesReference || all.Items.Count() != 1 || all.Items.First()["$ref"] is null))
        {
            report.Add(all, ProblemCode.Unsupported, $"allOf of {name} is more than one reference; write out the fields. Alone, a reference may stand in it, beside a description.");
        }
    }

    private void CheckNested(Property property)
    {
        foreach ((Part schema, string name) in property.Levels)
        {
            if (schema["properties"] is not null)
            {
                report.Add(schema, ProblemCode.Unsupported, $"{name} has properties in place; move them to a schema of its own with 'x-kind: value', and refer to that.");
            }

            if (name != property.Name && schema["enum"] is not null)
            {
                report.Add(schema, ProblemCode.Unsupported, $"{name[..1].ToUpperInvariant()}{name[1..]} is of an enum, which inputs cannot have; use text with a pattern, numbers, lists, or a schema of the kind value.");
            }

            Part? actual = description.Actual(schema);
            if (actual?["x-kind"]?.Text is not (null or "value"))
            {
                report.Add(schema, ProblemCode.Unsupported, $"{name} refers to a schema of the kind {actual?["x-kind"]?.Text}; an object in an input is of the kind value.");
            }
        }
    }

    private void CheckRequired(Member schema)
    {
        string[] names = [.. schema.Value["properties"]?.Members.Select(property => property.Name) ?? []];
        foreach (Part required in schema.Value["required"]?.Items.Where(name => !names.Contains(name.Text)) ?? [])
        {
            report.Add(required, ProblemCode.NoSuchField, $"{schema.Name} requires {required.Describe()}, which it does not have.{Nearest.Hint(required.Text ?? "", names)}");
        }
    }
}
