using System.Text.Json;
using System.Text.RegularExpressions;
using AIHubMix.Images.PackageTests.Sample;

namespace AIHubMix.Images.PackageTests.Workflows;

/// <summary>Nobody runs the workflows here, so what they call is looked up.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows => [.. Workflow.Names];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Commands_FilesAndFolders_AreThere(string workflow)
    {
        string[] paths = [.. Workflow.Read(workflow).Commands.SelectMany(command => PathsIn(command.Command).Append(command.Folder)), .. Workflow.Read(workflow).FilesOfSettings];
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Path.Exists(Repository.PathOf(path)), $"{workflow} names {path}, which is not there."));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Commands_Scripts_CanBeExecuted(string workflow)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such permission.");
        Assert.All(
            Workflow.Read(workflow).Commands.SelectMany(command => PathsIn(command.Command)).Where(path => path.StartsWith(".ci/", StringComparison.Ordinal)),
            script => Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Repository.PathOf(script)).HasFlag(UnixFileMode.UserExecute), $"{script} cannot be executed."));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Commands_OfNpm_AreScriptsOfThePackage(string workflow) => Assert.All(
        Workflow.Read(workflow).Commands.SelectMany(command => NpmScript().Matches(command.Command).Select(match => (command.Folder, Script: match.Groups[1].Value))),
        command =>
        {
            using var package = JsonDocument.Parse(File.ReadAllText(Repository.PathOf($"{command.Folder}/package.json")));
            Assert.True(package.RootElement.GetProperty("scripts").TryGetProperty(command.Script, out _), $"{workflow} calls {command.Script}, which {command.Folder}/package.json does not have.");
        });

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Permissions_OfAWorkflow_AreToReadOnly(string workflow) =>
        Assert.Equal([KeyValuePair.Create("contents", "read")], Workflow.Read(workflow).Permissions);

    [Fact]
    public void Commands_OfAllWorkflows_AreEveryScriptThatHoldsAPromise()
    {
        // .ci/run is all of them at once.
        string[] called = [.. Workflow.Names.SelectMany(name => Workflow.Read(name).Commands).SelectMany(command => PathsIn(command.Command)), ".ci/run"];
        Assert.Superset(Directory.EnumerateFiles(Repository.PathOf(".ci")).Select(script => $".ci/{Path.GetFileName(script)}").ToHashSet(), called.ToHashSet());
    }

    [Fact]
    public void Actions_OfWorkflowsAndPage_ArePinnedAndTheSameEverywhere()
    {
        string[] texts = [.. Workflow.Names.Select(name => File.ReadAllText(Repository.PathOf($".github/workflows/{name}"))), ContractTestsPage.Files[ContractTestsPage.Workflow]];
        string[] used = [.. texts.SelectMany(text => Uses().Matches(text)).Select(match => match.Groups[1].Value).Distinct()];
        Assert.All(used, action => Assert.Matches("^actions/[a-z-]+@[0-9a-f]{40} # v[0-9]+[.][0-9]+[.][0-9]+$", action));
        Assert.Distinct(used.Select(action => action.Split('@')[0]));
    }

    private static IEnumerable<string> PathsIn(string command) => PathOfTheRepository().Matches(command).Select(match => match.Value);

    [GeneratedRegex(@"(?<![^\s])(?:[.]ci/|src\b|tests/|openapi/|benchmarks/|docs/|Codegen[.]sln)\S*")]
    private static partial Regex PathOfTheRepository();

    [GeneratedRegex(@"\bnpm (?:run (?:--\S+ )*)?((?!run\b|install\b)\w+)")]
    private static partial Regex NpmScript();

    [GeneratedRegex(@"\buses: *(.+)$", RegexOptions.Multiline)]
    private static partial Regex Uses();
}
