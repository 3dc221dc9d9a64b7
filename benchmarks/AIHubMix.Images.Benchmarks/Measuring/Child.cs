using System.Diagnostics;

namespace AIHubMix.Images.Benchmarks.Measuring;

/// <summary>A verb of this program in a process of its own, also from within a process that BenchmarkDotNet has made.</summary>
internal static class Child
{
    /// <returns>The one line that the verb answers with.</returns>
    public static async Task<string> AskAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        string? line = await process.StandardOutput.ReadLineAsync();
        await process.WaitForExitAsync();
        return line ?? throw new InvalidOperationException($"{string.Join(' ', arguments)}: the process ended without an answer.");
    }

    public static Process Start(params string[] arguments)
    {
        string program = typeof(Child).Assembly.Location;
        return Process.Start(new ProcessStartInfo("dotnet", ["exec", "--runtimeconfig", Path.ChangeExtension(Host(), ".runtimeconfig.json"), program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

        static string Host() => System.Reflection.Assembly.GetEntryAssembly()!.Location;
    }
}
