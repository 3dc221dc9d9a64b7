using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Simulate;

/// <summary>What a tool that was compiled ahead of time says where the simulator is needed.</summary>
internal static class MissingSimulator
{
    /// <summary>For the help.</summary>
    public const string Remark = "this build of the tool is without the simulator, which cannot be compiled ahead of time ('dotnet tool install' gives one that has it)";

    /// <summary>Says why nothing was done, and what to do.</summary>
    /// <param name="host">The terminal.</param>
    /// <param name="what">What was asked for.</param>
    /// <param name="alternative">What else can be done, the rest of a sentence; null when there is nothing.</param>
    public static int Refuse(ToolHost host, string what, string? alternative = null)
    {
        host.Error.WriteLine(
            $"{what} needs the simulator. This build of the tool, compiled ahead of time, is without it, for the simulator works by reflection. "
            + $"Install the whole tool with 'dotnet tool install --global AIHubMix.Images.Cli'{alternative}.");
        return ExitCode.MissingPart;
    }
}
