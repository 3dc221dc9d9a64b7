using System.CommandLine;
using AIHubMix.Images.Cli.Failures;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Models;

/// <summary>The verb <c>model</c>.</summary>
internal static class ModelCommand
{
    public static Command Create(ToolHost host)
    {
        Argument<string> name = ModelLookup.NewArgument();
        var json = new Option<bool>("--json") { Description = "Print a JSON object for programs." };
        var command = new Command("model", "Show one model: every field of its input with type, values, default, and the rules between fields.") { name, json };
        command.SetAction((arguments, _) => Guard.RunAsync(host, arguments.GetValue(json), () =>
        {
            ImageModel model = ModelLookup.Find(arguments.GetRequiredValue(name), isUntyped: false);
            if (arguments.GetValue(json))
            {
                host.Output.WriteLine(ModelsJson.Write(model));
            }
            else
            {
                Write(host, model);
            }

            return Task.FromResult(ExitCode.Success);
        }));
        return command;
    }

    private static void Write(ToolHost host, ImageModel model)
    {
        TextWriter output = host.Output;
        output.WriteLine($"{model.Summary} ({model.Path})");
        output.WriteLine($"by {model.Vendor}, answers {(model.Delivery == ImageDelivery.Task ? "with a task" : "with the pictures")}, {ModelFacts.Spell(model.Lifecycle)}, {string.Join(" + ", ModelFacts.CapabilitiesOf(model))}");
        if (model.Aliases.Count > 0)
        {
            output.WriteLine($"also {string.Join(", ", model.Aliases)}");
        }

        output.WriteLine();
        FieldList.Write(output, model, host.Console.Profile.Width);
    }
}
