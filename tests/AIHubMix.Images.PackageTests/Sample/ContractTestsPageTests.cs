using System.Text.RegularExpressions;

namespace AIHubMix.Images.PackageTests.Sample;

public sealed partial class ContractTestsPageTests
{
    [Fact]
    public void Page_BlocksOfCode_AreAllFilesThatAreTried() =>
        Assert.Equal(ContractTestsPage.Files.Count + 1, BlockInALanguage().Count(ContractTestsPage.Text));

    [Fact]
    public void Page_TreeOfFiles_NamesEach() =>
        Assert.All(ContractTestsPage.Files.Keys, file => Assert.Matches($@"(?m)^ *{Regex.Escape(Path.GetFileName(file))}\b", ContractTestsPage.Text));

    [Fact]
    public void Page_VersionsOfThePackages_AreThoseToBeReleased() =>
        Assert.Equal(
            [Repository.PackageVersion, Repository.PackageVersion],
            VersionOfAPackage().Matches(ContractTestsPage.Text).Select(match => match.Groups[1].Value));

    [GeneratedRegex(@"^```\w+$", RegexOptions.Multiline)]
    private static partial Regex BlockInALanguage();

    [GeneratedRegex("\"AIHubMix[^\"]*\" Version=\"([^\"]*)\"")]
    private static partial Regex VersionOfAPackage();
}
