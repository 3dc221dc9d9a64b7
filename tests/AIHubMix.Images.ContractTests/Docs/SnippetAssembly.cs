using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace AIHubMix.Images.ContractTests.Docs;

/// <summary>All snippets of all pages, compiled by the compiler of the SDK against what these tests are compiled against.</summary>
internal sealed class SnippetAssembly
{
    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Text.Json;
        global using System.Text.Json.Nodes;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using AIHubMix.Images;
        global using AIHubMix.Images.Simulator;
        global using Microsoft.Extensions.Logging;
        global using Xunit;
        """;

    private static readonly Snippet[] Compiled = [.. MarkdownPage.AllRunHere
        .SelectMany(page => page.Snippets)
        .Where(snippet => !snippet.IsExempt)];

    private static readonly Lazy<Task<SnippetAssembly>> Together = new(() => CompileAsync(Compiled));

    // Which pages are right is told only when one is wrong: a run of the compiler takes a second.
    private static readonly Dictionary<string, Lazy<Task<SnippetAssembly>>> Alone = Compiled
        .GroupBy(snippet => snippet.Page.Name)
        .ToDictionary(page => page.Key, page => new Lazy<Task<SnippetAssembly>>(() => CompileAsync([.. page])));

    private readonly Assembly? _assembly;

    private SnippetAssembly(Assembly? assembly, string messages)
    {
        _assembly = assembly;
        Messages = messages;
    }

    /// <summary>What the compiler said: empty when it compiled.</summary>
    public string Messages { get; }

    public static async Task<SnippetAssembly> OfAsync(string page) => await Together.Value is { Messages: "" } all ? all : await Alone[page].Value;

    private static async Task<SnippetAssembly> CompileAsync(Snippet[] snippets)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("snippets");
        try
        {
            string library = Path.Combine(folder.FullName, "Pages.dll");
            List<string> arguments =
            [
                "-target:library", "-nologo", "-nullable:enable", "-langversion:latest", "-debug:embedded", "-nowarn:CS1998", "-warnaserror+:nullable", "-warn:4", "-nostdlib",
                $"-out:\"{library}\"",
            ];
            arguments.AddRange(References().Select(path => $"-reference:\"{path}\""));
            arguments.Add(await WriteAsync("GlobalUsings", GlobalUsings));
            for (int index = 0; index < snippets.Length; index++)
            {
                arguments.Add(await WriteAsync($"Snippet{index}", snippets[index].ToSource()));
            }

            string response = Path.Combine(folder.FullName, "all.rsp");
            await File.WriteAllLinesAsync(response, arguments);
            using var compiler = Process.Start(new ProcessStartInfo(DotnetPath, ["exec", CompilerPath, "-noconfig", $"@{response}"]) { RedirectStandardOutput = true, WorkingDirectory = Repository.PathOf("") })!;
            string messages = await compiler.StandardOutput.ReadToEndAsync();
            await compiler.WaitForExitAsync();
            return compiler.ExitCode == 0
                ? new SnippetAssembly(new AssemblyLoadContext("Pages").LoadFromStream(new MemoryStream(await File.ReadAllBytesAsync(library))), "")
                : new SnippetAssembly(null, messages.Replace($"{folder.FullName}{Path.DirectorySeparatorChar}", "", StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        async Task<string> WriteAsync(string name, string source)
        {
            string path = Path.Combine(folder.FullName, $"{name}.cs");
            await File.WriteAllTextAsync(path, source);
            return $"\"{path}\"";
        }
    }

    public SnippetScope Create(Snippet snippet) =>
        (SnippetScope)Activator.CreateInstance((_assembly ?? throw new InvalidOperationException(Messages)).GetType(snippet.FullTypeName, throwOnError: true)!)!;

    private static string DotnetRoot => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    private static string DotnetPath => Path.Combine(DotnetRoot, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    private static string CompilerPath => Directory.GetDirectories(Path.Combine(DotnetRoot, "sdk"), "10.*")
        .Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll"))
        .Where(File.Exists)
        .Max() ?? throw new InvalidOperationException($"There is no SDK of .NET 10 in {DotnetRoot}.");

    private static string[] References() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
}
