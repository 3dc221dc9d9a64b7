using AIHubMix.Images.PackageTests.Packing;

namespace AIHubMix.Images.PackageTests.Installed;

/// <summary>A project in a new folder, with some of the packages installed.</summary>
internal sealed class NewProject : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="packages">The packages that can be installed.</param>
    /// <param name="sdk">The SDK of the project, such as <c>Microsoft.NET.Sdk</c>.</param>
    /// <param name="installed">The packages that are, those of others with their version as in <c>Name 1.2.3</c>.</param>
    public NewProject(PackedPackages packages, string sdk, params string[] installed)
    {
        packages.WriteConfiguration(_folder);
        _folder.Write("App.csproj", $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(installed.Select(name => name.Split(' ') is [string id, string version]
                    ? $"""<PackageReference Include="{id}" Version="{version}" />"""
                    : $"""<PackageReference Include="{name}" Version="{packages.Version}" />"""))}
              </ItemGroup>
            </Project>
            """);
    }

    public string PathOf(string name) => _folder.PathOf(name);

    public void Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Restores, builds without a warning, and runs.</summary>
    public Task<DotnetOutcome> RunAsync() => DotnetCommand.RunAsync(_folder.Root, _folder.PathOf("packages"), "run");

    public void Dispose() => _folder.Dispose();
}
