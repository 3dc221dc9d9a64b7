using System.Text.RegularExpressions;
using AIHubMix.Images.ContractTests.Generated;

namespace AIHubMix.Images.ContractTests.Docs;

/// <summary>docs/public-api.md has every public type of every package under src, and no other; what is generated of inputs stands on docs/models.md.</summary>
public sealed partial class PublicApiPageTests
{
    private static readonly MarkdownPage Page = MarkdownPage.Read("docs/public-api.md");

    private static readonly HashSet<string> InputTypes = [.. GeneratedTypes.Records
        .Where(record => GeneratedTypes.KindOf(record) is "input" or "value")
        .SelectMany(record => GeneratedTypes.PropertiesOf(record).Select(property => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).Append(record))
        .Where(GeneratedTypes.All.Contains)
        .Select(type => type.Name)];

    public static TheoryData<string> Packages => [.. Directory.GetDirectories(Repository.PathOf("src"))
        .Where(folder => File.Exists(Path.Combine(folder, "PublicAPI.Unshipped.txt")))
        .Select(folder => Path.GetFileName(folder)!)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Types_OfThePage_AreThoseOfTheListing(string package)
    {
        string[] types = [.. Directory.GetFiles(Repository.PathOf($"src/{package}"), "PublicAPI.*.txt")
            .SelectMany(File.ReadAllLines)
            .Select(line => TypeName().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value)
            .Except(InputTypes)];
        string[] printed = [.. Page.Rows(package).Select(row => row[0])];
        string[] missing = [.. types.Except(printed).Select(type => $"| `{type}` | why it exists |")];
        string[] stale = [.. printed.Except(types)];
        Assert.NotEmpty(types);
        Assert.Equal(printed.Length, printed.Distinct().Count());
        Assert.True(missing.Length == 0, $"{Page} lacks, under \"## {package}\":\n{string.Join('\n', missing)}");
        Assert.True(stale.Length == 0, $"{Page} names types that {package} does not have: {string.Join(", ", stale)}");
    }

    [Fact]
    public void Sections_OfThePage_AreThePackages() => Assert.Equal(
        Packages.Select(package => package.Data).Order(StringComparer.Ordinal),
        Page.Lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]).Order(StringComparer.Ordinal));

    [Fact]
    public void Types_OfThePage_EachHaveASentence() => Assert.All(Packages.SelectMany(package => Page.Rows(package.Data)), row =>
    {
        Assert.Equal(2, row.Count);
        Assert.Matches(@"^.{10,}[^.]$", row[1]);
    });

    // Members end in "-> type"; what has none is a type.
    [GeneratedRegex(@"^(?:\[\w+\])?[A-Za-z][\w.]*\.(\w+(<[\w, ]+>)?)$")]
    private static partial Regex TypeName();
}
