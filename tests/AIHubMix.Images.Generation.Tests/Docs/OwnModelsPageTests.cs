using System.Reflection;
using System.Text.RegularExpressions;
using AIHubMix.Images.Generation.Problems;
using AIHubMix.Images.Generation.Tests.Checking;

namespace AIHubMix.Images.Generation.Tests.Docs;

/// <summary>docs/own-models.md, held against what the build does.</summary>
public sealed partial class OwnModelsPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs/own-models.md")).ReplaceLineEndings("\n");

    private static readonly string Targets = File.ReadAllText(Repository.PathOf("src/AIHubMix.Images.Generation/build/AIHubMix.Images.Generation.targets"));

    [Fact]
    public void Codes_OfThePage_AreThoseThatThereAre() => Assert.Equal(
        typeof(ProblemCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)
            .Concat(CodeOfTargets().Matches(Targets).Select(match => match.Groups[1].Value)).Distinct().Order(StringComparer.Ordinal),
        Row().Matches(Page).Select(match => match.Groups[1].Value));

    [Fact]
    public void Codes_OfProblems_AreEachProvoked()
    {
        string tests = string.Concat(((string[])["Generation.Tests/Checking/OwnModelTests.cs", "Generation.Tests/Building/TargetsTests.cs", "PackageTests/OwnModels/OwnModelsTests.cs"])
            .Select(file => File.ReadAllText(Repository.PathOf($"tests/AIHubMix.Images.{file}"))));
        Assert.All(Row().Matches(Page).Select(match => match.Groups[1].Value), code => Assert.Contains($"error {code}: ", tests, StringComparison.Ordinal));
    }

    [Fact]
    public void Files_OfThePage_HaveNoMistake()
    {
        string[] files = [.. Block().Matches(Page).Select(match => match.Groups[1].Value)];
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.Empty(OwnModel.Problems((OwnModel.Name, file))));
    }

    [Fact]
    public void Error_OfThePage_IsWhatIsSaid()
    {
        string file = Block().Match(Page).Groups[1].Value.Replace("maxLength", "maxLenght", StringComparison.Ordinal);
        Assert.Contains($"models/{Assert.Single(OwnModel.Problems(("dream-1.yaml", file)))}", Page.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AIHubMixModelsClass", "OwnModels")]
    [InlineData("AIHubMixModelsNamespace", "$(RootNamespace)")]
    public void Properties_OfThePage_HaveTheirDefault(string property, string value)
    {
        Assert.Matches($@"(?m)^\| `{property}` \|.*\| `{Regex.Escape(value)}` \|$", Page);
        Assert.Contains($"""<{property} Condition="'$({property})' == ''">{value}</{property}>""", Targets, StringComparison.Ordinal);
    }

    [GeneratedRegex("Code=\"(AHM[0-9]+)\"")]
    private static partial Regex CodeOfTargets();

    [GeneratedRegex("^\\| `(AHM[0-9]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("^```yaml\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
