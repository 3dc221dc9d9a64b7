using System.CommandLine;

namespace AIHubMix.Images.Cli.Spec;

/// <summary>The verb <c>spec</c>: what is done with OpenAPI documents.</summary>
internal static class SpecCommand
{
    public static Command Create() => new("spec", "Compare OpenAPI documents.");
}
