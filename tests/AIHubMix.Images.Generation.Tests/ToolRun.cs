using System.Diagnostics;

namespace AIHubMix.Images.Generation.Tests;

/// <summary>Runs the tool as the build does.</summary>
internal static class ToolRun
{
    private static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "AIHubMix.Images.Generation.dll");

    public static async Task<(int ExitCode, string[] Lines)> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", Tool, .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, (output + await error).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
