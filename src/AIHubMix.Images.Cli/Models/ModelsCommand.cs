using System.CommandLine;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Models;

/// <summary>The verb <c>models</c>.</summary>
internal static class ModelsCommand
{
    public static Command Create(ToolHost host)
    {
        var json = new Option<bool>("--json") { Description = "Print a JSON array for programs." };
        var command = new Command("models", "List the models of the catalog.") { json };
        command.SetAction(arguments =>
        {
            if (arguments.GetValue(json))
            {
                host.Output.WriteLine(ModelsJson.Write(ImageModels.All));
            }
            else
            {
                ModelsTable.Write(host.Console, ImageModels.All);
            }

            return ExitCode.Success;
        });
        return command;
    }
}
