using AIHubMix.Images.Generation.Problems;
using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Checking;

/// <summary>Whole numbers of inputs say how large they are, and inputs have no format or null that nothing is made of.</summary>
internal sealed class FormatChecks(Description description, Report report)
{
    private static readonly Dictionary<string, string[]> FormatsOf = new()
    {
        ["integer"] = ["int32", "int64"],
        ["number"] = ["float", "double"],
    };

    public void Run()
    {
        foreach (Property property in description.Properties.Where(property => property.IsOfInput))
        {
            foreach ((Part schema, string name) in property.Levels)
            {
                Check(name == property.Name ? property.Member.Key : schema, schema, name);
            }
        }
    }

    private void Check(Part at, Part schema, string name)
    {
        string type = schema["type"]?.Text ?? "";
        if (schema["format"] is not { } format)
        {
            if (type == "integer")
            {
                report.Add(at, ProblemCode.Missing, $"{name} is an integer without a format; say int32, or int64 where values above 2,147,483,647 occur.");
            }
        }
        else if (FormatsOf.TryGetValue(type, out string[]? formats) ? !formats.Contains(format.Text) : SchemaChecks.Types.Contains(type))
        {
            report.Add(format, ProblemCode.Unsupported, $"The format {format.Describe()} of {name} is nothing that is checked or generated; {Cure(type, formats)}.");
        }

        if (schema["nullable"] is { } nullable)
        {
            report.Add(nullable, ProblemCode.Unsupported, $"'nullable' of {name} is nothing that inputs can have; remove it. A field that is null is not sent.");
        }
    }

    private static string Cure(string type, string[]? formats) =>
        formats is not null ? $"write {string.Join(" or ", formats)}"
        : type == "string" ? "remove it, and say it with a 'pattern' or in the description"
        : "remove it";
}
