namespace AIHubMix.Images.PackageTests.Packing;

public sealed class PackageTests(PackedPackages packages)
{
    private const string TargetsOfTheSimulator = "buildTransitive/AIHubMix.Images.Simulator.targets";

    [Fact]
    public void Dependencies_OfTheCore_AreExactlyTheTwoThatTheReadmeNames()
    {
        Assert.Equal(["Microsoft.Extensions.Logging.Abstractions", "Polly.Core"], Names(packages.Core));
        Assert.Contains(
            "Depends on Polly.Core and Microsoft.Extensions.Logging.Abstractions, nothing else", File.ReadAllText(Repository.PathOf("README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Dependencies_OfTheSimulator_AreTheCoreOfTheSameVersionAndWhatItServesJudgesAndDrawsWith()
    {
        Assert.Contains($"AIHubMix.Images {packages.Version}", packages.Simulator.Dependencies);
        Assert.Equal(
            [
                "AIHubMix.Images",
                "NJsonSchema",
                "NSwag.Core",
                "SkiaSharp",
                "SkiaSharp.NativeAssets.Linux.NoDependencies",
                "WireMock.Net.Minimal",
                "YamlDotNet",
            ],
            Names(packages.Simulator).Except(PinnedTransitively));
    }

    [Theory]
    [InlineData("AIHubMix.Images", "T:AIHubMix.Images.AIHubMixClient")]
    [InlineData("AIHubMix.Images", "P:AIHubMix.Images.FluxKontextInput.Prompt")]
    [InlineData("AIHubMix.Images.Simulator", "M:AIHubMix.Images.Simulator.AIHubMixSimulator.StartAsync(AIHubMix.Images.Simulator.SimulatorOptions)")]
    public void Documentation_OfAPublicMember_IsInThePackage(string package, string member) =>
        Assert.Contains($"<member name=\"{member}\">", Of(package).ReadText($"lib/net10.0/{package}.xml"), StringComparison.Ordinal);

    [Theory]
    [InlineData("AIHubMix.Images")]
    [InlineData("AIHubMix.Images.Simulator")]
    public void Files_OfAPackage_AreLibraryDocumentationReadmeAndSymbols(string package)
    {
        string[] expected = [$"{package}.nuspec", "README.md", $"lib/net10.0/{package}.dll", $"lib/net10.0/{package}.xml"];
        Assert.Equal(expected, Of(package).Files.Where(file => !IsOfTheContainer(file) && file != TargetsOfTheSimulator).Order(StringComparer.Ordinal));
        Assert.Contains($"lib/net10.0/{package}.pdb", Of(package).Symbols);
    }

    [Fact]
    public void Files_OfTheSimulator_HaveTheTargetsThatLeaveOutNativeSymbols() => Assert.Contains(TargetsOfTheSimulator, packages.Simulator.Files);

    [Theory]
    [InlineData("AIHubMix.Images")]
    [InlineData("AIHubMix.Images.Simulator")]
    public void Metadata_OfAPackage_HasReadmeLicenceAndDescription(string package)
    {
        Assert.Equal("README.md", Of(package).Metadata("readme"));
        Assert.Equal(File.ReadAllText(Repository.PathOf("README.md")), Of(package).ReadText("README.md"));
        Assert.Equal("MIT", Of(package).Metadata("license"));
        Assert.NotEmpty(Of(package).Metadata("description")!);
    }

    /// <summary>What the packages above need themselves, and whose version is pinned in the repository: a pin goes into the package as a dependency.</summary>
    private static string[] PinnedTransitively => ["Fare", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.IdentityModel.Protocols.OpenIdConnect", "Polly.Core"];

    private static IEnumerable<string> Names(Package package) => package.Dependencies.Select(dependency => dependency.Split(' ')[0]).Order(StringComparer.Ordinal);

    private static bool IsOfTheContainer(string file) => file is "_rels/.rels" or "[Content_Types].xml" || file.StartsWith("package/", StringComparison.Ordinal);

    private Package Of(string id) => id == "AIHubMix.Images" ? packages.Core : packages.Simulator;
}
