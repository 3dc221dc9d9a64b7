namespace AIHubMix.Images.PackageTests.Sample;

/// <summary>What the page promises, held by the packages.</summary>
public sealed class SampleTests(SampleProject sample) : IClassFixture<SampleProject>
{
    [Fact]
    public void Sample_AsPrinted_PassesWithAllItsTestsAndNoWarning()
    {
        sample.Outcome.ShouldHaveSucceeded();
        sample.Outcome.ShouldHaveSaid($"total: {ContractTestsPage.Tests}\n");
        sample.Outcome.ShouldHaveSaid($"succeeded: {ContractTestsPage.Tests}\n");
        Assert.DoesNotContain("warning", sample.Outcome.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("libSkiaSharp.so", "linux-x64")]
    [InlineData("libSkiaSharp.so", "linux-arm64")]
    [InlineData("libSkiaSharp.dll", "win-x64")]
    [InlineData("libSkiaSharp.dylib", "osx")]
    public void Build_OfTheTests_HasWhatDrawsThePictures(string library, string platform) =>
        Assert.Contains(sample.FilesBesideTheTests(library), file => file.EndsWith($"/runtimes/{platform}/native/{library}", StringComparison.Ordinal));

    [Fact]
    public void Build_OfTheTests_HasNoNativeSymbols() => Assert.Empty(sample.FilesBesideTheTests("libSkiaSharp.pdb"));

    [Fact]
    public async Task Sample_PosterThatSendsAPurchaseAgain_FailsByTheLedger()
    {
        DotnetOutcome outcome = await sample.TestBrokenAsync(ContractTestsPage.Break);

        Assert.NotEqual(0, outcome.ExitCode);
        outcome.ShouldHaveSaid("failed Poster.Tests.PosterServiceTests.Make_AnswersAreLostOverAndOver_NeverPaysTwice");
        Assert.All(ContractTestsPage.LedgerMessage, line => outcome.ShouldHaveSaid(line));
    }
}
