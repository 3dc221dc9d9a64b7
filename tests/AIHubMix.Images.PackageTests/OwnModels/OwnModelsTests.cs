namespace AIHubMix.Images.PackageTests.OwnModels;

/// <summary>Models of one's own, from the packages.</summary>
public sealed class OwnModelsTests(OwnModelsProject project) : IClassFixture<OwnModelsProject>
{
    private const string Announcement = "Generating the models of models/dream-1.yaml, models/spark.yaml";

    [Fact]
    public void Project_WithEveryKindOfFieldAndRule_BuildsWithoutAWarningAndRuns()
    {
        project.Built.ShouldHaveSucceeded();
        project.Built.ShouldHaveSaid(Announcement);
        project.Built.ShouldHaveSaid("0 Warning(s)");

        project.Ran.ShouldHaveSucceeded();
        foreach (string line in (string[])
        [
            "Dream1 acme/dream-1 Acme Inc. Inline dream, Dream2 acme/dream-2 Acme Inline dream, Spark bolt/spark Bolt Task spark",
            "lifetime 00:10:00, TextToImage, ImageToImage, fields 17 and 18",
            "n 2 and 4",
            "rule `lora` is not taken by this model. It came with Dream 2.",
            "rule `format` must be png or webp when `layers` is set. Layers need it.",
            "wrong $.input.prompt must have at least 2 characters, but is 'x' [Acme, reference of Dream]",
            "wrong $.input.n must be from 1 to 4, but is '5' [dream-1.yaml]",
            "wrong $.input.n must be at most 2 for this model, but is '5' [dream-1.yaml]",
            "wrong $.input.n must be at most 1 when base is set, but is '5' [dream-1.yaml]",
            "wrong $.input.strength must be from 0 to 1, but is '2' [dream-1.yaml]",
            "wrong $.input.size must be one of 1024x1024, 1536x1024, auto, but is '2x2' [dream-1.yaml]",
            "wrong $.input.size must not be set together with ratio, but is '2x2' [Acme, reference of Dream]",
            "wrong $.input.ratio must be a ratio from 1:2 to 2:1, but is '5:1' [dream-1.yaml]",
            "wrong $.input.format must be png when transparent is true, but is 'webp' [dream-1.yaml]",
            "wrong $.input.base must have at most 1000 bytes, but is 'unknown type, 2000 bytes' [dream-1.yaml]",
            "wrong $.input.tags[0] must match ^[a-z]+$, but is 'A' [dream-1.yaml]",
            "wrong $.input.layers[0].colour must match ^#[0-9a-f]{6}$, but is 'red' [dream-1.yaml]",
            "wrong $.input.layers[0].opacity must not be set together with hidden, but is '2' [dream-1.yaml]",
            "wrong $.input.frame.colour must match ^#[0-9a-f]{6}$, but is '#00000g' [dream-1.yaml]",
            "wrong $.input.object must have at most 3 characters, but is 'four' [dream-1.yaml]",
            "wrong $.input.event must be one of dawn, dusk, but is 'noon' [dream-1.yaml]",
            "wrong $.input.lora is not taken by this model",
            "json $.input.prompt is required [Acme, reference of Dream]",
            "json $.input.strength must be a number, but is '\"much\"' [dream-1.yaml]",
            "wrong $.input.references[0] must be a picture of type png, but is ",
            "narrow $.input.tags is required by this model",
            "narrow $.input.format must not be jpeg",
            "right 0",
            """sent {"input":{"prompt":"A deer","seed":5000000000,"strength":0.25,"transparent":true,"size":"1024x1024","format":"png","base":"iVBOR""",
            "\"mask\":\"data:image/png;base64,iVBOR",
            ""","references":"https://example.com/lake.png","tags":["lake"],"layers":[{"colour":"#00ff00","opacity":0.5}],"frame":{"colour":"#000000"},"object":"one","event":"dawn","input":1}}""",
            "pictures 1",
            """sent {"input":{"prompt":"A spark"}}""",
            """sent {"input":{"prompt":"A dream","n":3}}""",
            "refused 400",
            "empty: 'empty.yaml' describes no model.",
        ])
        {
            project.Ran.ShouldHaveSaid(line);
        }
    }

    [Fact]
    public async Task Build_NothingChanged_GeneratesNothing()
    {
        (await project.BuildAsync()).ShouldHaveSucceeded();
        DateTime generated = File.GetLastWriteTimeUtc(List);

        DotnetOutcome outcome = await project.BuildAsync();

        outcome.ShouldHaveSucceeded();
        Assert.DoesNotContain(Announcement, outcome.Output, StringComparison.Ordinal);
        Assert.Equal(generated, File.GetLastWriteTimeUtc(List));
    }

    [Fact]
    public async Task Build_OneEdit_WritesOneFile()
    {
        string other = Path.Combine(Path.GetDirectoryName(List)!, "SparkInput.g.cs");
        DateTime written = File.GetLastWriteTimeUtc(other);

        DotnetOutcome outcome = await project.BuildWithAsync("models/dream-1.yaml", "[dawn, dusk]", "[dawn, dusk, night]");

        outcome.ShouldHaveSucceeded();
        Assert.Contains("DreamEvent Night =>", await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(List)!, "DreamInput.g.cs"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(written, File.GetLastWriteTimeUtc(other));
    }

    [Theory]
    [InlineData("models/spark.yaml", "x-role: prompt", "x-roll: prompt", "models/spark.yaml(13,68): error AHM002: 'x-roll' is not in the vocabulary. Did you mean x-role?")]
    [InlineData("models/spark.yaml", "[prompt]", "[promt]", "models/spark.yaml(11,18): error AHM012: SparkInput requires 'promt', which it does not have. Did you mean prompt?")]
    [InlineData("App.csproj", "<Nullable>", "<LangVersion>13</LangVersion><Nullable>", "App.csproj : error AHM020: Models of your own are generated as C# 14, and the project App.csproj is of the language version 13;")]
    public async Task Build_Mistake_FailsWhereItIs(string file, string before, string after, string expected)
    {
        DotnetOutcome outcome = await project.BuildWithAsync(file, before, after);

        Assert.NotEqual(0, outcome.ExitCode);
        outcome.ShouldHaveSaid(expected);
        outcome.ShouldHaveSaid("1 Error(s)");
    }

    /// <summary>Whether the compiler can read what is generated, told before anything is.</summary>
    [Theory]
    [InlineData("App.csproj", "1", true)]
    [InlineData("App.csproj", "7.3", true)]
    [InlineData("App.csproj", "13.0", true)]
    [InlineData("App.csproj", "14", false)]
    [InlineData("App.csproj", "14.0", false)]
    [InlineData("App.csproj", "100", false)]
    [InlineData("App.csproj", "preview", false)]
    [InlineData("App.csproj", "", false)]
    [InlineData("App.vbproj", "", true)]
    public async Task Prepare_LanguageOfTheProject_IsHeldAgainstThatOfTheCode(string name, string version, bool isRefused)
    {
        using var folder = new TemporaryFolder();
        folder.Write(name, $"""
            <Project>
              <PropertyGroup>
                <LangVersion>{version}</LangVersion>
                <IntermediateOutputPath>obj/</IntermediateOutputPath>
              </PropertyGroup>
              <ItemGroup>
                <AIHubMixModel Include="dream.yaml" />
              </ItemGroup>
              <Target Name="ResolvePackageAssets" />
              <Import Project="{Repository.PathOf("src/AIHubMix.Images.Generation/build/AIHubMix.Images.Generation.targets")}" />
            </Project>
            """);

        DotnetOutcome outcome = await DotnetCommand.RunAsync(folder.Root, null, "msbuild", "-t:PrepareAIHubMixModels", "-nologo");

        Assert.Equal(isRefused ? 1 : 0, outcome.ExitCode);
        Assert.Equal(isRefused, outcome.Output.Contains($"{name} : error AHM020: Models of your own are generated as C# 14", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Build_CoreOfAnotherVersion_IsRefusedBeforeAnythingIsGenerated()
    {
        DotnetOutcome outcome = await project.DotnetAsync("msbuild", "-t:GenerateAIHubMixModels", "-p:_AIHubMixVersion=9.9.9", "-p:IntermediateOutputPath=obj/apart/");

        Assert.Equal(1, outcome.ExitCode);
        outcome.ShouldHaveSaid($"App.csproj : error AHM022: AIHubMix.Images.Generation 9.9.9 generates code for AIHubMix.Images of the same version, and the project has {project.Version}; give both packages one version.");
        Assert.False(Directory.Exists(project.PathOf("obj/apart/AIHubMixModels")));
    }

    [Fact]
    public async Task Build_OtherNames_ArePutIntoTheCode()
    {
        DotnetOutcome outcome = await project.DotnetAsync("msbuild", "-t:GenerateAIHubMixModels", "-p:AIHubMixModelsClass=Mine", "-p:AIHubMixModelsNamespace=Of.Mine", "-p:IntermediateOutputPath=obj/other/");

        outcome.ShouldHaveSucceeded();
        string code = await File.ReadAllTextAsync(project.PathOf("obj/other/AIHubMixModels/Mine.g.cs"), TestContext.Current.CancellationToken);
        Assert.Contains("namespace Of.Mine;", code, StringComparison.Ordinal);
        Assert.Contains("public static partial class Mine", code, StringComparison.Ordinal);
    }

    private string List => project.PathOf("obj/Debug/net10.0/AIHubMixModels/files.txt");
}
