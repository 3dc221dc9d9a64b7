using System.CommandLine;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Spec;

/// <summary>The verb <c>spec</c> of a tool that is without it.</summary>
internal static class MissingSpec
{
    public static Command Create(ToolHost host)
    {
        // Whatever follows it, the answer is the same.
        var command = new Command("spec", $"Refused: this build of the tool is without it ('dotnet tool install' gives one that has it). Compare OpenAPI documents.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(_ =>
        {
            host.Error.WriteLine(
                "'spec' is not in this build of the tool: compiled ahead of time it is kept small, without a reader of YAML. "
                + "Install the whole tool with 'dotnet tool install --global AIHubMix.Images.Cli'.");
            return ExitCode.MissingPart;
        });
        return command;
    }
}
