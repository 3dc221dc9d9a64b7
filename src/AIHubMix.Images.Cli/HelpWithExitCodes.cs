using System.CommandLine;
using System.CommandLine.Invocation;

namespace AIHubMix.Images.Cli;

/// <summary>The usual help, followed by the exit codes.</summary>
internal sealed class HelpWithExitCodes(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(ExitCode.Description);
        return exitCode;
    }
}
