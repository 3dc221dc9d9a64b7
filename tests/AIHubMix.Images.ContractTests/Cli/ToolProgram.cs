using System.Diagnostics;
using AIHubMix.Images.Cli;

namespace AIHubMix.Images.ContractTests.Cli;

/// <summary>The tool as a program of its own.</summary>
internal static class ToolProgram
{
    /// <summary>Names another build of the tool to be tried in place of the one beside the tests, such as that of Native AOT.</summary>
    private const string Variable = "AIHUBMIX_TEST_TOOL";

    /// <summary>What starts it.</summary>
    public static ProcessStartInfo StartOf(params string[] arguments) => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } program
        ? new ProcessStartInfo(program, arguments)
        : new ProcessStartInfo("dotnet", [typeof(ToolCommand).Assembly.Location, .. arguments]);
}
