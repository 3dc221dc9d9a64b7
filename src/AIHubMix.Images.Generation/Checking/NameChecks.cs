using AIHubMix.Images.Generation.Problems;
using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Checking;

/// <summary>Everything that is generated has a C# name, of its own.</summary>
internal sealed class NameChecks(Description description, Report report)
{
    /// <summary>How many of the values with the same mistake its message names.</summary>
    private const int ValuesThatAreNamed = 3;

    public void Run()
    {
        CheckTypes();
        foreach (Member schema in description.Schemas.Where(schema => schema.Value["x-kind"]?.Text is not (null or "envelope")))
        {
            CheckProperties(schema);
        }

        foreach (Property property in description.Properties.Where(property => property.IsEnum))
        {
            CheckWords(property);
        }

        foreach (Property property in description.Properties)
        {
            foreach (Member named in (IEnumerable<Member>)[.. property.Schema["x-csharp-names"]?.Members ?? [], .. property.Schema["x-pixels"]?.Members ?? []])
            {
                if (!property.Words.Any(word => word.Text == named.Name))
                {
                    report.Add(named.Key, ProblemCode.NoSuchValue, $"'{named.Name}' is no value of {property.Name}; correct or remove it.{Nearest.Hint(named.Name, property.Words.Select(word => word.Text ?? ""))}");
                }
            }
        }
    }

    private void CheckTypes()
    {
        var taken = new Dictionary<string, Part>();
        var families = new Dictionary<string, Part>();
        foreach (Member schema in description.Schemas)
        {
            Take(taken, schema.Name, schema.Key, "The schema");
            CheckTypeName(schema.Key, schema.Name);
            if (schema.Value["x-family"] is { Text: { } family } at)
            {
                Take(families, family, at, "The family");
            }
        }

        foreach (Property property in description.Properties.Where(property => property.IsEnum))
        {
            if (property.Schema["title"] is not { Text: { } title } at)
            {
                report.Add(property.Member.Key, ProblemCode.Missing, $"{property.Name} has values and no title; add one, which is the name of their C# type.");
            }
            else
            {
                Take(taken, title, at, "The title");
                CheckTypeName(at, title);
            }
        }
    }

    private void Take(Dictionary<string, Part> taken, string name, Part at, string what)
    {
        if (!taken.TryAdd(name, at))
        {
            Part first = taken[name];
            report.Add(at, ProblemCode.Taken, $"{what} {name} is there already, in line {first.Start.Line} of {Path.GetFileName(first.File.Path)}; choose another name.");
        }
    }

    private void CheckTypeName(Part at, string name)
    {
        if (!CSharpName.IsValidType(name))
        {
            report.Add(at, ProblemCode.CSharpName, $"'{name}' makes no C# type; use letters and digits, a capital letter first.");
        }
        else if (CSharpName.IsTakenType(name))
        {
            report.Add(at, ProblemCode.CSharpName, $"{name} is a name that the generated code needs for something else; choose another.");
        }
    }

    private void CheckProperties(Member schema)
    {
        var names = new HashSet<string>();
        foreach (Member property in schema.Value["properties"]?.Members ?? [])
        {
            string name = CSharpName.OfProperty(property);
            string? problem = !CSharpName.IsValid(name) ? "is no C# name"
                : CSharpName.IsTakenMember(name, schema.Name) ? "is taken by the generated code"
                : !names.Add(CSharpName.Compared(name)) ? "is the name of another property, too"
                : null;
            if (problem is not null)
            {
                report.Add(property.Key, ProblemCode.CSharpName, $"{schema.Name}.{property.Name} would be called {name}, which {problem}; set x-csharp-name.");
            }
        }
    }

    private void CheckWords(Property property)
    {
        var names = new HashSet<string>();
        var unnamed = new List<Part>();
        foreach (Part word in property.Words)
        {
            if (word.Text is null || (word.Kind is not ScalarKind.Text && property.Schema["enum"] is not null))
            {
                report.Add(word, ProblemCode.EnumText, $"{word.Describe()} in the enum of {property.Name} is no text; put it into quotes.");
                continue;
            }

            string name = CSharpName.OfWord(word.Text, property.Schema);
            if (!CSharpName.IsValid(name))
            {
                // What is given as a name or prefix is held against the vocabulary.
                if (property.Schema["x-csharp-names"]?[word.Text] is null && CSharpName.IsValidType(property.Schema["x-csharp-prefix"]?.Text ?? "A"))
                {
                    unnamed.Add(word);
                }

                continue;
            }

            string? problem = CSharpName.IsTakenValue(name, property.Schema["title"]?.Text ?? "") ? "is taken by the generated code; name it in x-csharp-names, or set x-csharp-prefix"
                : !names.Add(CSharpName.Compared(name)) ? "is the name of another value, too; name it in x-csharp-names"
                : null;
            if (problem is not null)
            {
                report.Add(word, ProblemCode.CSharpName, $"'{word.Text}' in the enum of {property.Name} would be called '{name}', which {problem}.");
            }
        }

        foreach (IGrouping<bool, Part> alike in unnamed.GroupBy(word => IsCuredByPrefix(word.Text!, property.Schema)))
        {
            ReportUnnamed(property, [.. alike], isCuredByPrefix: alike.Key);
        }
    }

    private void ReportUnnamed(Property property, Part[] words, bool isCuredByPrefix)
    {
        string cure = isCuredByPrefix ? $"set a prefix, as in 'x-csharp-prefix: {CSharpName.OfProperty(property.Member)}', or use x-csharp-names" : "name what is listed in x-csharp-names";
        string what = string.Join(", ", words.Take(ValuesThatAreNamed).Select(word => word.Describe())) + (words.Length > ValuesThatAreNamed ? FormattableString.Invariant($" and {words.Length - ValuesThatAreNamed} more") : "");
        report.Add(words[0], ProblemCode.CSharpName, words is [{ Text: { } word }]
            ? $"{what} in the enum of {property.Name} would be called '{CSharpName.OfWord(word, property.Schema)}', which is no C# name; {(isCuredByPrefix ? cure : "name it in x-csharp-names")}."
            : $"{what} in the enum of {property.Name} make no C# names; {cure}.");
    }

    private static bool IsCuredByPrefix(string word, Part property) => CSharpName.IsValid($"A{CSharpName.OfWord(word, property)}");
}
