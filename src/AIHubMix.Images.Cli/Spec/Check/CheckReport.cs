using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>What came of a check.</summary>
internal sealed record CheckReport
{
    /// <summary>The file as it was named.</summary>
    public required string Path { get; init; }

    /// <summary>The title and the version that the vendor's document gives itself.</summary>
    public required string Title { get; init; }

    public required IReadOnlyList<CheckSection> Sections { get; init; }

    /// <summary>How many findings or values were left out because they are ignored.</summary>
    public required int Ignored { get; init; }

    /// <summary>What is ignored and was not found.</summary>
    public required IReadOnlyList<string> UnusedIgnores { get; init; }

    /// <summary>How many findings of a grade there are.</summary>
    public int Count(FindingGrade grade) => Sections.Sum(section => section.Findings.Count(finding => finding.Grade == grade));

    /// <summary>Holds families against a vendor's document.</summary>
    /// <param name="path">The file, for the report.</param>
    /// <param name="document">The vendor's document.</param>
    /// <param name="families">The families.</param>
    /// <param name="choice">Chooses what each is held against.</param>
    /// <param name="ignoring">What is not told.</param>
    public static CheckReport Make(string path, JsonObject document, IReadOnlyList<Family> families, CounterpartChoice choice, Ignoring ignoring)
    {
        CheckSection[] sections = [.. families.SelectMany(family => Check(document, family, choice, ignoring))];
                return new CheckReport
        {
            Path = path,
            Title = $"{document["info"].Member("title") ?? path} {document["info"].Member("version")}".TrimEnd(),
            Sections = sections,
            Ignored = ignoring.Count,
            UnusedIgnores = [.. ignoring.Unused],
        };
    }

    // Models of a family are told together where the vendor has one request for them.
    private static IEnumerable<CheckSection> Check(JsonObject document, Family family, CounterpartChoice choice, Ignoring ignoring)
    {
        var counterparts = family.Models.Select(model => (Model: model, Found: choice.For(new Family(family.Name, [model])))).ToArray();
        foreach (var group in counterparts.GroupBy(pair => pair.Found?.Request))
        {
            Family part = new(family.Name, [.. group.Select(pair => pair.Model)]);
            var reader = new SchemaReader(document);
            Counterpart? counterpart = group.Key is null ? null : choice.For(part);
            IReadOnlyList<Finding> findings = counterpart is null
                ? [new Finding(FindingGrade.Drift, FindingKind.NoCounterpart, "", "the document of the vendor has no request that takes what the family takes") { Remark = "--schema or --operation chooses one." }]
                : Comparison.Run(part, counterpart, reader);
            yield return new CheckSection(part, counterpart, [.. findings.Select(ignoring.Filter).OfType<Finding>()], reader.Notes);
        }
    }
}
