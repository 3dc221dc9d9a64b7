using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using AIHubMix.Images.Cli.Demo;
using AIHubMix.Images.Cli.Models;
using AIHubMix.Images.Cli.Simulate;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli;

/// <summary>The root of the command line: the verbs and the help.</summary>
internal static class ToolCommand
{
    public static RootCommand Create(ToolHost host)
    {
        string gateway = host.Simulation is null ? "the real gateway" : "the real gateway or with a simulator on this machine";
        var root = new RootCommand($"Tries out the image models of the AIHubMix unified image API, with {gateway}.")
        {
            DemoCommand.Create(host),
            ModelsCommand.Create(host),
            SimulateCommand.Create(host),
        };
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExitCodes((SynchronousCommandLineAction)help.Action!);
        return root;
    }
}
