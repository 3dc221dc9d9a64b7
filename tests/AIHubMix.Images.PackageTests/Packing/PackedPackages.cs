using AIHubMix.Images.PackageTests.Packing;

[assembly: AssemblyFixture(typeof(PackedPackages))]

namespace AIHubMix.Images.PackageTests.Packing;

/// <summary>The two packages, packed once for all tests from what was built for them.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>A version that no cache can have.</summary>
    public string Version { get; } = $"0.0.0-test.{TimeProvider.System.GetUtcNow().Ticks}";

    public string Feed => _folder.PathOf("feed");

    internal Package Core => new(Feed, "AIHubMix.Images", Version);

    internal Package Simulator => new(Feed, "AIHubMix.Images.Simulator", Version);

    public async ValueTask InitializeAsync()
    {
        foreach (DotnetOutcome outcome in await Task.WhenAll(PackAsync("AIHubMix.Images"), PackAsync("AIHubMix.Images.Simulator")))
        {
            outcome.ShouldHaveSucceeded();
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

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
        $"-p:NuspecOutputPath={_folder.PathOf(project)}");
}
