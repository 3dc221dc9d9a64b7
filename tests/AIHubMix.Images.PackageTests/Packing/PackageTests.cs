namespace AIHubMix.Images.PackageTests.Packing;

public sealed class PackageTests(PackedPackages packages)
{
    /// <summary>What a library's package has beside what all have.</summary>
    private static readonly Dictionary<string, string[]> Own = new()
    {
        ["AIHubMix.Images"] = ["openapi/aihubmix-images.yaml"],

        // What editors complete appsettings.json by.
        ["AIHubMix.Images.Extensions"] = ["ConfigurationSchema.json", "buildTransitive/AIHubMix.Images.Extensions.targets"],

        // The targets leave out native symbols.
        ["AIHubMix.Images.Simulator"] = ["buildTransitive/AIHubMix.Images.Simulator.targets"],
    };

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
        Assert.Contains($"<member name=\"{member}\">", packages.Of(package).ReadText($"lib/net10.0/{package}.xml"), StringComparison.Ordinal);

    [Fact]
    public void Dependencies_OfTheExtensions_AreTheCoreAndWhatContainersAndGeneratorsAre()
    {
        Assert.Contains($"AIHubMix.Images {packages.Version}", packages.Of("AIHubMix.Images.Extensions").Dependencies);
        Assert.All(Names(packages.Of("AIHubMix.Images.Extensions")), name => Assert.True(name == "AIHubMix.Images" || name == "Polly.Core" || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal), name));
    }

    [Fact]
    public void Dependencies_OfKiota_AreTheCoreAndKiota()
    {
        Assert.Contains($"AIHubMix.Images {packages.Version}", packages.Of("AIHubMix.Images.Kiota").Dependencies);
        Assert.All(
            Names(packages.Of("AIHubMix.Images.Kiota")).Except(PinnedTransitively).Except(["Std.UriTemplate"]),
            name => Assert.True(name == "AIHubMix.Images" || name.StartsWith("Microsoft.Kiota.", StringComparison.Ordinal), name));
    }

    [Fact]
    public void Dependencies_OfTheGeneration_AreWhatRunsTheTemplates()
    {
        Assert.Equal(["NSwag.MSBuild"], Names(packages.Of(PackedPackages.Generation)));
        Assert.Equal("true", packages.Of(PackedPackages.Generation).Metadata("developmentDependency"));
    }

    [Fact]
    public void Files_OfTheGeneration_AreTheTargetsTheToolAndEveryTemplate()
    {
        string[] templates = [.. Directory.EnumerateFiles(Repository.PathOf("openapi/templates")).Select(file => $"templates/{Path.GetFileName(file)}")];
        string[] expected =
        [
            "AIHubMix.Images.Generation.nuspec", "CHANGELOG.md", "README.md", "icon.png", "build/AIHubMix.Images.Generation.targets", "templates/nswag.json",
            .. ((string[])["AIHubMix.Images.Generation.deps.json", "AIHubMix.Images.Generation.dll", "AIHubMix.Images.Generation.runtimeconfig.json", "YamlDotNet.dll"]).Select(file => $"tools/net10.0/{file}"),
            .. templates,
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), packages.Of(PackedPackages.Generation).Files.Where(file => !IsOfTheContainer(file)).Order(StringComparer.Ordinal));
    }

    public static TheoryData<string> Libraries => [.. PackedPackages.Libraries];

    public static TheoryData<string> All => [.. PackedPackages.Libraries, PackedPackages.Generation, PackedPackages.Tool];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Files_OfALibrary_AreItsAssemblyDocumentationAndWhatIsItsOwn(string package)
    {
        string[] own = Own.GetValueOrDefault(package, []);
        string[] expected = [$"{package}.nuspec", "CHANGELOG.md", "README.md", "icon.png", $"lib/net10.0/{package}.dll", $"lib/net10.0/{package}.xml", .. own];
        Assert.Equal(expected.Order(StringComparer.Ordinal), packages.Of(package).Files.Where(file => !IsOfTheContainer(file)).Order(StringComparer.Ordinal));
        Assert.Contains($"lib/net10.0/{package}.pdb", packages.Of(package).Symbols);
    }

    [Fact]
    public void Document_InTheCore_IsTheOneThatItWasMadeFrom() =>
        Assert.Equal(File.ReadAllText(Repository.PathOf("openapi/aihubmix-images.yaml")), packages.Core.ReadText("openapi/aihubmix-images.yaml"));

    [Theory]
    [MemberData(nameof(All))]
    public void Metadata_OfAPackage_HasWhatAGalleryShows(string package)
    {
        Package packed = packages.Of(package);
        Assert.Equal("README.md", packed.Metadata("readme"));
        Assert.Equal(File.ReadAllText(Repository.PathOf("README.md")), packed.ReadText("README.md"));
        Assert.Equal("icon.png", packed.Metadata("icon"));
        Assert.Contains("icon.png", packed.Files);
        Assert.Equal("MIT", packed.Metadata("license"));
        Assert.Contains("aihubmix", packed.Metadata("tags"), StringComparison.Ordinal);
        Assert.NotEmpty(packed.Metadata("description")!);
        Assert.NotEmpty(packed.Metadata("releaseNotes")!);
    }

    /// <summary>What the packages above need themselves, and whose version is pinned in the repository: a pin goes into the package as a dependency.</summary>
    private static string[] PinnedTransitively => ["Fare", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.IdentityModel.Protocols.OpenIdConnect", "Polly.Core"];

    private static IEnumerable<string> Names(Package package) => package.Dependencies.Select(dependency => dependency.Split(' ')[0]).Order(StringComparer.Ordinal);

    private static bool IsOfTheContainer(string file) => file is "_rels/.rels" or "[Content_Types].xml" || file.StartsWith("package/", StringComparison.Ordinal);
}
