using AIHubMix.Images.Generation.Problems;
using AIHubMix.Images.Generation.Vocabulary;
using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Checking;

/// <summary>Every field says where it is from, and every source is one that there is and is used.</summary>
internal sealed class SourceChecks(Description description, VocabularySchema vocabulary, Report report)
{
    public void Run()
    {
        foreach (Property property in description.Properties.Where(property => property.Schema["x-source"] is null))
        {
            report.Add(property.Member.Key, ProblemCode.Missing, $"{property.Name} has no x-source; say where its facts are from.");
        }

        string[] known = [.. description.Sources.Select(source => source.Name)];
        var used = new HashSet<string>();
        foreach (Part named in Named())
        {
            if (named.Text is { } key && !known.Contains(key))
            {
                report.Add(named, ProblemCode.NoSuchSource, $"There is no source {key}; add it to x-sources, or name another.{Nearest.Hint(key, known)}");
            }

            used.Add(named.Text ?? "");
        }

        var taken = new HashSet<string>();
        foreach (Member source in description.Sources)
        {
            if (!used.Contains(source.Name))
            {
                report.Add(source.Key, ProblemCode.UnusedSource, $"Nothing is from the source {source.Name}; name it where its facts are, or remove it.");
            }

            if (!taken.Add(source.Name))
            {
                report.Add(source.Key, ProblemCode.Taken, $"The source {source.Name} is there already; choose another key.");
            }
        }
    }

    private IEnumerable<Part> Named() =>
    [
        .. description.Schemas.Select(schema => schema.Value).Concat(description.Properties.Select(property => property.Schema)).SelectMany(schema => schema.At("x-source", "from")?.Items ?? []),
        .. description.Schemas.Select(schema => schema.Value).Concat(description.Operations.Select(operation => operation.Node))
            .SelectMany(node => node["x-rules"]?.Items ?? []).SelectMany(vocabulary.SourcesOf),
    ];
}
