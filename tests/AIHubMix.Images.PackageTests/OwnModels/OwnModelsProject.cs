using AIHubMix.Images.PackageTests.Packing;

namespace AIHubMix.Images.PackageTests.OwnModels;

/// <summary>A project with two files of models of its own, as strict as a project can be, built and run once.</summary>
public sealed class OwnModelsProject(PackedPackages packages) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal string Version => packages.Version;

    internal DotnetOutcome Built { get; private set; } = null!;

    /// <summary>What the program said that was built first; later builds are of other files.</summary>
    internal DotnetOutcome Ran { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        packages.WriteConfiguration(_folder);
        _folder.Write("App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <RootNamespace>Dreams</RootNamespace>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <AnalysisLevel>latest</AnalysisLevel>
                <IsAotCompatible>true</IsAotCompatible>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="AIHubMix.Images.Extensions" Version="{packages.Version}" />
                <PackageReference Include="AIHubMix.Images.Generation" Version="{packages.Version}" PrivateAssets="all" />
                <PackageReference Include="AIHubMix.Images.Simulator" Version="{packages.Version}" />
                <AIHubMixModel Include="models/*.yaml" />
              </ItemGroup>
            </Project>
            """);
        foreach (string file in (string[])["Program.cs", "models/dream-1.yaml", "models/spark.yaml"])
        {
            _folder.Write(file, await File.ReadAllTextAsync(Repository.PathOf($"tests/AIHubMix.Images.PackageTests/OwnModels/{file}"), TestContext.Current.CancellationToken));
        }

        Built = await DotnetAsync("build", "--verbosity", "normal");
        Ran = await DotnetAsync("run", "--no-build");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    internal Task<DotnetOutcome> BuildAsync(params string[] options) => DotnetAsync(["build", "--no-restore", "--verbosity", "normal", .. options]);

    internal Task<DotnetOutcome> DotnetAsync(params string[] arguments) => DotnetCommand.RunAsync(_folder.Root, _folder.PathOf("packages"), arguments);

    internal string PathOf(string name) => _folder.PathOf(name);

    /// <summary>Changes a file, builds, and changes it back.</summary>
    internal async Task<DotnetOutcome> BuildWithAsync(string file, string before, string after)
    {
        string text = await File.ReadAllTextAsync(PathOf(file), TestContext.Current.CancellationToken);
        Assert.Equal(2, text.Split(before).Length);
        _folder.Write(file, text.Replace(before, after, StringComparison.Ordinal));
        try
        {
            return await BuildAsync();
        }
        finally
        {
            _folder.Write(file, text);
        }
    }
}
