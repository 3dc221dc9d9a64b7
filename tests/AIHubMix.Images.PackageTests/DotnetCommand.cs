using System.Diagnostics;
using System.Text;

namespace AIHubMix.Images.PackageTests;

/// <summary>Runs <c>dotnet</c> as a user at a terminal would, whatever runs the tests.</summary>
internal static class DotnetCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    public static async Task<DotnetOutcome> RunAsync(string folder, string? packagesFolder, params string[] arguments)
    {
        string command = $"dotnet {string.Join(' ', arguments)}";
        using var process = new Process { StartInfo = StartOf(folder, packagesFolder, arguments) };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var timeout = new CancellationTokenSource(Limit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, TestContext.Current.CancellationToken);
        try
        {
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"{command} did not end within {Limit}. It said:\n{Said()}");
        }

        return new DotnetOutcome(command, process.ExitCode, Said());

        void Add(string? line)
        {
            lock (output)
            {
                output.Append(line).Append('\n');
            }
        }

        string Said()
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    private static ProcessStartInfo StartOf(string folder, string? packagesFolder, string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(IsOfTheOuterRun).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";

        // Nothing may outlive the command: it would hold the folder, and the pipes that are read here.
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        if (packagesFolder is not null)
        {
            start.Environment["NUGET_PACKAGES"] = packagesFolder;
        }

        return start;
    }

    // dotnet test tells its children which MSBuild, SDK and test pipe are its own; a build of another folder must find these out anew.
    private static bool IsOfTheOuterRun(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("DOTNET_", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("DOTNET_ROOT", StringComparison.OrdinalIgnoreCase)
            && !name.Equals("DOTNET_CLI_HOME", StringComparison.OrdinalIgnoreCase));
}
