using AIHubMix.Images.Generation.Problems;
using AIHubMix.Images.Generation.Vocabulary;
using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Checking;

/// <summary>Rules name fields that there are, and stand where they may.</summary>
internal sealed class RuleChecks(Description description, VocabularySchema vocabulary, Report report)
{
    private static readonly string[] OfOperations = ["maximum", "absent", "required", "refuses"];

    public void Run()
    {
        foreach (Member schema in description.Schemas)
        {
            Check(schema.Value["x-rules"], schema.Value, schema.Name);
            foreach (Part rule in schema.Value["x-rules"]?.Items.Where(rule => OfOperations.Contains(rule["rule"]?.Text)) ?? [])
            {
                report.Add(rule, ProblemCode.Misplaced, $"The rule {rule["rule"]?.Text} is that of a model; move it to x-rules of the operation, or set the limit at the field.");
            }
        }

        foreach (Operation operation in description.Operations.Where(operation => operation.Node["x-rules"] is not null))
        {
            if (description.InputOf(operation) is { } input)
            {
                Check(operation.Node["x-rules"], input, input["title"]?.Text ?? "the input");
            }
        }
    }

    private void Check(Part? rules, Part input, string name)
    {
        string[] fields = [.. input["properties"]?.Members.Select(property => property.Name) ?? []];
        foreach (Part rule in rules?.Items ?? [])
        {
            foreach (Part field in vocabulary.FieldsOf(rule).Where(field => !fields.Contains(field.Text)))
            {
                report.Add(field, ProblemCode.NoSuchField, $"The rule names {field.Describe()}, which {name} does not have.{Nearest.Hint(field.Text ?? "", fields)}");
            }

            if (rule["maximum"] is { } maximum && rule["field"]?.Text is { } limited && description.Actual(input.At("properties", limited))?["type"]?.Text is "string" or "boolean" or "object")
            {
                report.Add(maximum, ProblemCode.Contradiction, $"The rule limits {limited}, which is neither a number nor a list; name another field.");
            }

            foreach ((string? field, Part value) in Values(rule))
            {
                if (field is not null && input.At("properties", field) is { } property && new ValueCheck(description).Problems(property, value, field).Select(problem => problem.Problem).FirstOrDefault() is { } problem)
                {
                    report.Add(value, ProblemCode.Contradiction, $"In the rule {problem}");
                }
            }
        }
    }

    private static IEnumerable<(string? Field, Part Value)> Values(Part rule) =>
    [
        .. rule["values"]?.Items.Select(value => (rule["field"]?.Text, value)) ?? [],
        .. rule["equals"] is { } equals ? [(rule["when"]?.Text, equals)] : Array.Empty<(string?, Part)>(),
    ];
}
