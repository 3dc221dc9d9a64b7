using System.CommandLine;
using System.CommandLine.Invocation;
using AIHubMix.Images.Cli.Generate;
using AIHubMix.Images.Cli.Models;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli;

/// <summary>The usual help, followed by the fields of the model that is named, and by the exit codes.</summary>
internal sealed class ToolHelp(ToolHost host, SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = help.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (GenerateCommand.ModelOf(parseResult) is { } model)
        {
            FieldList.Write(output, model, host.Console.Profile.Width);
            output.WriteLine();
        }

        output.WriteLine(ExitCode.Description);
        return exitCode;
    }
}
