using System.CommandLine;
using AIHubMix.Images.Cli.Spec.Check;
using AIHubMix.Images.Cli.Spec.Diff;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Spec;

/// <summary>The verb <c>spec</c>: what is done with OpenAPI documents.</summary>
internal static class SpecCommand
{
    public static Command Create(ToolHost host) => new("spec", "Compare OpenAPI documents.")
    {
        DiffCommand.Create(host),
        CheckCommand.Create(host),
    };
}
