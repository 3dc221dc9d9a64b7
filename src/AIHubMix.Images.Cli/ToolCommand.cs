using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using AIHubMix.Images.Cli.Batch;
using AIHubMix.Images.Cli.Completion;
using AIHubMix.Images.Cli.Demo;
using AIHubMix.Images.Cli.Doctor;
using AIHubMix.Images.Cli.Generate;
using AIHubMix.Images.Cli.Models;
using AIHubMix.Images.Cli.Simulate;
using AIHubMix.Images.Cli.Spec;
using AIHubMix.Images.Cli.Tasks;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli;

/// <summary>The root of the command line: the verbs and the help.</summary>
internal static class ToolCommand
{
    public static RootCommand Create(ToolHost host)
    {
        string gateway = host.Simulation is null ? "the real gateway" : "the real gateway or with a simulator on this machine";
        var root = new RootCommand($"Makes pictures with the models of the AIHubMix unified image API, with {gateway}.")
        {
            GenerateCommand.Create(host),
            BatchCommand.Create(host),
            TaskCommand.Create(host),
            ModelsCommand.Create(host),
            ModelCommand.Create(host),
            DemoCommand.Create(host),
            SimulateCommand.Create(host),
            DoctorCommand.Create(host),
            host.Spec?.Invoke(host) ?? MissingSpec.Create(host),
            CompletionCommand.Create(host),
        };
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ToolHelp(host, (SynchronousCommandLineAction)help.Action!);
        return root;
    }
}
