using System.Diagnostics;

namespace AIHubMix.Images.PackageTests.Spec;

/// <summary><c>.ci/spec-diff</c> in a repository of its own, with the tool that was built for the tests.</summary>
public sealed class SpecDiffScriptTests : IDisposable
{
    private const string Document = "openapi/aihubmix-images.yaml";
    private const string Tightened = "FluxKontextInput";

    private readonly TemporaryFolder _folder = new();

    public SpecDiffScriptTests()
    {
        _folder.Write(".ci/spec-diff", File.ReadAllText(Repository.PathOf(".ci/spec-diff")));
        _folder.Write(Document, AgreementFixture.Document);
        WriteChangelog("### Added");

        // The script builds the tool; what was built is run in its place.
        string tool = Repository.PathOf($"src/AIHubMix.Images.Cli/bin/{Repository.Configuration}/net10.0/aihubmix-images.dll");
        _folder.Write("bin/dotnet", $"#!/usr/bin/env bash\nPATH=${{PATH#*:}}\nwhile [ \"$1\" != -- ]; do shift; done; shift\nexec dotnet '{tool}' \"$@\"\n");
    }

    private string Summary => File.Exists(_folder.PathOf("summary.md")) ? File.ReadAllText(_folder.PathOf("summary.md")) : "";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Script_WithoutATag_SaysSoAndSucceeds()
    {
        SkipOnWindows();
        await CommitAsync(tag: null);
        (int exitCode, string output) = await RunAsync("bash", ".ci/spec-diff");
        Assert.Equal((0, "There is no tag to compare openapi/aihubmix-images.yaml with: nothing is released yet, or the clone is without its tags.\n"), (exitCode, output));
        Assert.Equal(output, Summary);
    }

    [Fact]
    public async Task Script_WithoutATagBeforeACommit_TellsWhatItWillChangeAndSucceeds()
    {
        SkipOnWindows();
        await CommitAsync(tag: null);
        Tighten();
        (int exitCode, string output) = await RunAsync("bash", ".ci/spec-diff");
        Assert.Equal(0, exitCode);
        Assert.Contains("Since the last commit:\n", output, StringComparison.Ordinal);
        Assert.Contains("takes at most 5 for `SafetyTolerance`", output, StringComparison.Ordinal);
        Assert.Equal(output, Summary);
    }

    [Fact]
    public async Task Script_NothingChangedSinceTheTag_SaysSoAndSucceeds()
    {
        SkipOnWindows();
        await CommitAsync("v1.0.0");
        (int exitCode, string output) = await RunAsync("bash", ".ci/spec-diff");
        Assert.Equal((0, "## openapi/aihubmix-images.yaml since v1.0.0\n\nNothing changed for users.\n"), (exitCode, output));
        Assert.Equal(output, Summary);
    }

    [Fact]
    public async Task Script_ABreakThatTheChangelogDoesNotHave_FailsAndSaysWhatToPaste()
    {
        SkipOnWindows();
        await CommitAsync("v1.0.0");
        Tighten();
        (int exitCode, string output) = await RunAsync("bash", ".ci/spec-diff");
        Assert.Equal(1, exitCode);
        Assert.Contains("Paste this there", output, StringComparison.Ordinal);
        Assert.Equal(2, output.Split("takes at most 5 for `SafetyTolerance`").Length - 1);
        Assert.Contains("takes at most 5 for `SafetyTolerance`", Summary, StringComparison.Ordinal);
    }

    /// <summary>The section may have the number of the release that is about to be tagged.</summary>
    [Theory]
    [InlineData("### Breaking")]
    [InlineData("## [2.0.0]\n\n### Breaking")]
    public async Task Script_ABreakThatTheChangelogHas_Succeeds(string headings)
    {
        SkipOnWindows();
        await CommitAsync("v1.0.0");
        Tighten();
        WriteChangelog(headings);
        Assert.Equal(0, (await RunAsync("bash", ".ci/spec-diff")).ExitCode);
    }

    [Fact]
    public async Task Script_ATagWithoutTheDocument_SaysSoAndSucceeds()
    {
        SkipOnWindows();
        File.Move(_folder.PathOf(Document), _folder.PathOf("away.yaml"));
        await CommitAsync("v0.1.0");
        File.Move(_folder.PathOf("away.yaml"), _folder.PathOf(Document));
        Assert.Equal((0, "v0.1.0 has no openapi/aihubmix-images.yaml: there is nothing to compare with.\n"), await RunAsync("bash", ".ci/spec-diff"));
    }

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts are for Linux and macOS.");

    private void Tighten() => _folder.Write(Document, new SpecEdit(Tightened, "maximum: 6", "maximum: 5").ApplyTo(AgreementFixture.Document));

    private void WriteChangelog(string headings) => _folder.Write("CHANGELOG.md", $"# Changelog\n\n## [Unreleased]\n\n{headings}\n\n- Something.\n\n## [1.0.0]\n\n### Breaking\n\n- Something else.\n");

    private async Task CommitAsync(string? tag)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.PathOf("bin/dotnet"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Assert.Equal(0, (await RunAsync("git", "init", "--quiet")).ExitCode);
        Assert.Equal(0, (await RunAsync("git", "add", "--all")).ExitCode);
        Assert.Equal(0, (await RunAsync("git", "-c", "user.name=Tests", "-c", "user.email=tests@example.com", "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "As it was")).ExitCode);
        if (tag is not null)
        {
            Assert.Equal(0, (await RunAsync("git", "tag", tag)).ExitCode);
        }
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.Root, RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{_folder.PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["GITHUB_STEP_SUMMARY"] = _folder.PathOf("summary.md");
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }
}
