using System.Diagnostics;

namespace AIHubMix.Images.Benchmarks.CommandLine;

/// <summary>Publishes projects with Native AOT, each from nothing into a folder of its own: what other builds have made is neither used nor touched.</summary>
internal sealed class NativePublish(string compiler)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>The compiler that links the programs; null where there is none.</summary>
    public static string? FindCompiler() => Array.Find(["clang", "gcc"], name => Environment.GetEnvironmentVariable("PATH")!
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, name))));

    /// <summary>The folder of the repository that this program was built in.</summary>
    /// <exception cref="DirectoryNotFoundException">It is no longer there.</exception>
    public static string Repository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Codegen.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} has Codegen.sln.");
    }

    /// <summary>Publishes a project.</summary>
    /// <param name="project">Its folder.</param>
    /// <param name="output">The folder for the program and what is made on the way.</param>
    /// <returns>The warnings.</returns>
    /// <exception cref="InvalidOperationException">It cannot be published.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(string project, string output)
    {
        string[] arguments =
        [
            "publish", project, "-p:NativeAot=true", $"-p:CppCompilerAndLinker={compiler}", "-p:RunAnalyzers=false", "--nologo",
            "--artifacts-path", Path.Combine(output, "build"), "--output", output,
        ];
        using Process process = Process.Start(StartOf(arguments))!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> answers = process.StandardOutput.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end within {Limit}.");
        }

        string said = await answers + await errors;
        return process.ExitCode == 0
            ? [.. said.Split('\n').Where(line => line.Contains(": warning ", StringComparison.Ordinal))]
            : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{said}");
    }

    private static ProcessStartInfo StartOf(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Repository(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What dotnet run tells its children of its own build.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        // Nothing may outlive the command: it would hold the pipes that are read here, and take time from what is measured next.
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        return start;
    }
}
