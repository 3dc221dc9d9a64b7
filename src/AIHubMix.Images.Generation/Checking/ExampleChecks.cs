using AIHubMix.Images.Generation.Problems;
using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Checking;

/// <summary>Examples say what they are, are valid against their schema, and those of requests obey the rules.</summary>
internal sealed class ExampleChecks(Description description, Report report)
{
    public void Run()
    {
        Part?[] media =
        [
            .. description.Operations.Select(operation => operation.Body),
            .. description.Operations.SelectMany(operation => operation.Node["responses"]?.Members ?? []).Concat(description.Files.SelectMany(root => root.At("components", "responses")?.Members ?? []))
                .Select(response => response.Value.At("content", "application/json")),
        ];
        foreach (Part? one in media)
        {
            CheckSummaries(one);
        }

        // A schema that is wrong would be reported at every example of it, far away.
        if (report.Problems.Count > 0)
        {
            return;
        }

        foreach (Part? one in media)
        {
            CheckMedia(one);
        }

        foreach (Operation operation in description.Operations.Where(operation => operation.Model is not null))
        {
            if (description.InputOf(operation) is { } input)
            {
                CheckRules(operation, input);
            }
        }

        foreach (Part root in description.Files)
        {
            foreach (Member component in (IEnumerable<Member>)[.. root.At("components", "headers")?.Members ?? [], .. root.At("components", "parameters")?.Members ?? []])
            {
                if (component.Value["schema"] is { } schema && component.Value["example"] is { } value)
                {
                    Check(schema, value, component.Name);
                }
            }
        }
    }

    private void CheckSummaries(Part? media)
    {
        foreach (Member example in media?["examples"]?.Members ?? [])
        {
            if (description.Follow(example.Value) is { } actual && string.IsNullOrWhiteSpace(actual["summary"]?.Text))
            {
                report.Add(example.Key, ProblemCode.Missing, $"The example {example.Name} has no summary; write one.");
            }
        }
    }

    private void CheckMedia(Part? media)
    {
        foreach (Member example in media?["examples"]?.Members ?? [])
        {
            if (media?["schema"] is { } schema && description.Follow(example.Value)?["value"] is { } value)
            {
                Check(schema, value, example.Name);
            }
        }
    }

    private void Check(Part schema, Part value, string name)
    {
        foreach ((Part at, string problem) in new ValueCheck(description).Problems(schema, value, name))
        {
            report.Add(at, ProblemCode.BadExample, $"In the example {problem}");
        }
    }

    private void CheckRules(Operation operation, Part input)
    {
        foreach (Member example in operation.Body?["examples"]?.Members ?? [])
        {
            if (description.Follow(example.Value)?.At("value", "input") is { } root)
            {
                foreach ((Part value, Part schema) in Objects(root, input))
                {
                    foreach (Part rule in (IEnumerable<Part>)[.. schema["x-rules"]?.Items ?? [], .. value.Node == root.Node ? operation.Node["x-rules"]?.Items ?? [] : []])
                    {
                        if (IsBroken(rule, value))
                        {
                            report.Add(value, ProblemCode.BadExample, $"The example {example.Name} breaks the rule {rule["rule"]?.Text} in line {rule.Start.Line}; change one of the two.");
                        }
                    }
                }
            }
        }
    }

    /// <summary>All objects in an example that have a schema, with that schema.</summary>
    private IEnumerable<(Part Value, Part Schema)> Objects(Part value, Part? schema)
    {
        if (schema is not { } known)
        {
            return [];
        }

        return value.IsList
            ? value.Items.SelectMany(item => Objects(item, description.Follow(known["items"])))
            : value.IsMap
                ? value.Members.SelectMany(member => Objects(member.Value, description.Actual(known.At("properties", member.Name)))).Prepend((value, known))
                : [];
    }

    private static bool IsBroken(Part rule, Part value)
    {
        Part? field = rule["field"]?.Text is { } name ? value[name] : null;
        return rule["rule"]?.Text switch
        {
            "excludes" => rule["fields"]?.Items.Count(named => Has(named)) > 1,
            "requires" => field is not null && !Has(rule["requires"]),
            "maximum-when" => Has(rule["present"]) && Size(field) > rule["maximum"]?.Number,
            "values-when" => field is not null
                && rule["when"]?.Text is { } when && value[when] is { } condition && (rule["equals"] is not { } expected || expected.Text == condition.Text)
                && rule["values"]?.Items.Any(allowed => allowed.Text == field?.Text) == false,
            "maximum" => Size(field) > rule["maximum"]?.Number,
            "absent" => field is not null,
            "required" => field is null,
            "refuses" => rule["values"]?.Items.Any(refused => refused.Text == field?.Text) == true,
            _ => false,
        };

        static double? Size(Part? limited) => limited is { IsList: true } list ? list.Items.Count() : limited?.Number;

        bool Has(Part? named) => named?.Text is { } member && value[member] is not null;
    }
}
