using AIHubMix.Images.PackageTests.Packing;

[assembly: AssemblyFixture(typeof(PackedPackages))]

namespace AIHubMix.Images.PackageTests.Packing;

/// <summary>All packages, packed once for all tests from what was built for them.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>A version that no cache can have.</summary>
    public string Version { get; } = $"0.0.0-test.{TimeProvider.System.GetUtcNow().Ticks}";

    public string Feed => _folder.PathOf("feed");

    /// <summary>The libraries, in the order of their dependencies.</summary>
    public static IReadOnlyList<string> Libraries { get; } = ["AIHubMix.Images", "AIHubMix.Images.Extensions", "AIHubMix.Images.Kiota", "AIHubMix.Images.Simulator"];

    /// <summary>What takes part in a build and leaves nothing in what is built.</summary>
    public const string Generation = "AIHubMix.Images.Generation";

    /// <summary>The command line tool.</summary>
    public const string Tool = "AIHubMix.Images.Cli";

    internal Package Core => Of("AIHubMix.Images");

    internal Package Simulator => Of("AIHubMix.Images.Simulator");

    internal Package Of(string id) => new(Feed, id, Version);

    public async ValueTask InitializeAsync()
    {
        foreach (string project in (string[])[.. Libraries, Generation, Tool])
        {
            (await PackAsync(project)).ShouldHaveSucceeded();
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Lets projects in a folder restore these packages, and what the repository has restored; nothing else is needed, and nobody is asked.</summary>
    internal void WriteConfiguration(TemporaryFolder folder) => folder.Write("nuget.config", $"""
        <configuration>
          <packageSources>
            <clear />
            <add key="packed" value="{Feed}" />
          </packageSources>
          <fallbackPackageFolders>
            <clear />
            {string.Concat(Repository.PackageFolders.Select((restored, index) => $"""<add key="restored{index}" value="{restored}" />"""))}
          </fallbackPackageFolders>
        </configuration>
        """);

    private Task<DotnetOutcome> PackAsync(string project) => DotnetCommand.RunAsync(
        Repository.Root,
        null,
        "pack",
        Repository.PathOf($"src/{project}"),
        "--no-build",
        "--configuration",
        Repository.Configuration,
        "--output",
        Feed,
        $"-p:PackageVersion={Version}",
        $"-p:MinVerVersionOverride={Version}",
        $"-p:NuspecOutputPath={_folder.PathOf(project)}");
}
