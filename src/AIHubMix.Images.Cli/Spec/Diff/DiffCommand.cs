using System.CommandLine;
using AIHubMix.Images.Cli.Failures;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>The verb <c>spec diff</c>.</summary>
internal static class DiffCommand
{
    private const string Breaking = "breaking";
    private const string Notice = "notice";

    public static Command Create(ToolHost host)
    {
        var old = new Argument<string>("OLD") { Description = "The document as it was, YAML or JSON." };
        var @new = new Argument<string>("NEW") { Description = "The document as it is now." };
        var failOn = new Option<string?>("--fail-on") { Description = "Exit with 1 when something changed of this grade or a graver one.", HelpName = $"{Breaking}|{Notice}" };
        failOn.AcceptOnlyFromAmong(Breaking, Notice);
        var json = new Option<bool>("--json") { Description = "Print a JSON object for programs." };
        var command = new Command("diff", "Say what changed for users between two states of the OpenAPI document that the SDK is generated from, as a section of a changelog.") { old, @new, failOn, json };
        command.SetAction((arguments, _) => Guard.RunAsync(host, arguments.GetValue(json), () =>
        {
            SpecDocument before = Load(arguments.GetRequiredValue(old)), after = Load(arguments.GetRequiredValue(@new));
            IReadOnlyList<Change> changes = DocumentDiff.Compare(before, after);
            var silent = SilentChanges.Count(before.Root, after.Root);
            host.Output.WriteLine(arguments.GetValue(json) ? DiffJson.Write(changes, silent) : DiffReport.Write(changes, silent));
            return Task.FromResult(arguments.GetValue(failOn) is { } grade && changes.Any(change => change.Grade <= GradeOf(grade)) ? ExitCode.Failure : ExitCode.Success);
        }));
        return command;

        SpecDocument Load(string name)
        {
            string path = Path.GetFullPath(name, host.Directory);
            return new SpecDocument(SpecFile.Load(path), path);
        }
    }

    private static Grade GradeOf(string text) => text == Breaking ? Grade.Breaking : Grade.Notice;
}
