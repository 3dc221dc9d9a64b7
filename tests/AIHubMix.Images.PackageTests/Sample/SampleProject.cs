using AIHubMix.Images.PackageTests.Packing;

namespace AIHubMix.Images.PackageTests.Sample;

/// <summary>The project of the page as somebody has it who copied it and installed the packages; its tests have been run once.</summary>
public sealed class SampleProject(PackedPackages packages) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>How its tests ended.</summary>
    internal DotnetOutcome Outcome { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        foreach ((string file, string text) in ContractTestsPage.Files)
        {
            _folder.Write(file, text.Replace($"Version=\"{Repository.PackageVersion}\"", $"Version=\"{packages.Version}\"", StringComparison.Ordinal));
        }

        packages.WriteConfiguration(_folder);
        Outcome = await TestAsync();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Changes a file for the worse, and runs the tests again.</summary>
    internal Task<DotnetOutcome> TestBrokenAsync((string File, string Before, string After) change)
    {
        string text = File.ReadAllText(_folder.PathOf(change.File));
        Assert.Equal(2, text.Split(change.Before).Length);
        _folder.Write(change.File, text.Replace(change.Before, change.After, StringComparison.Ordinal));
        return TestAsync();
    }

    /// <summary>The files of a name that the build has put beside the tests.</summary>
    internal IEnumerable<string> FilesBesideTheTests(string name) => Directory
        .EnumerateFiles(_folder.PathOf("Poster.Tests/bin"), name, SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_folder.PathOf("Poster.Tests/bin"), file).Replace('\\', '/'));

    private Task<DotnetOutcome> TestAsync() => DotnetCommand.RunAsync(_folder.Root, _folder.PathOf("packages"), ContractTestsPage.TestCommand);
}
