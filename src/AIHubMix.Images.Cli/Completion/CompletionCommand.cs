using System.CommandLine;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Completion;

/// <summary>The verb <c>completion</c>.</summary>
internal static class CompletionCommand
{
    public static Command Create(ToolHost host)
    {
        var shell = new Argument<string>("SHELL") { HelpName = "bash|zsh|fish|pwsh", Description = "The shell to write for." };
        shell.AcceptOnlyFromAmong([.. CompletionScripts.Shells]);
        var command = new Command("completion", "Print a script that completes verbs, options, models, fields and values. bash: eval \"$(aihubmix-images completion bash)\"") { shell };
        command.SetAction(arguments =>
        {
            host.Output.Write(CompletionScripts.For(arguments.GetRequiredValue(shell)));
            return ExitCode.Success;
        });
        return command;
    }
}
