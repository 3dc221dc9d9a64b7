using System.Diagnostics;
using AIHubMix.Images.Cli;

namespace AIHubMix.Images.ContractTests.Cli;

/// <summary>The scripts of the shells, run by the shells that there are.</summary>
public sealed class CompletionTests : IDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    // What the shells call: the tool of this build under its name.
    private readonly string _folder = Directory.CreateTempSubdirectory("aihubmix-completion-").FullName;

    public CompletionTests()
    {
        string tool = Path.Combine(_folder, "aihubmix-images");
        File.WriteAllText(tool, $"#!/bin/sh\nexec dotnet '{typeof(ToolCommand).Assembly.Location}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("aihubmix-images gen", "generate")]
    [InlineData("aihubmix-images generate flux-kontext-m", "flux-kontext-max")]
    [InlineData("aihubmix-images generate gpt-image-1 --set qua", "quality=")]
    [InlineData("aihubmix-images generate gpt-image-1 --set quality=", "auto,high,low,medium")]
    [InlineData("aihubmix-images generate gpt-image-1 \"A deer\" -s quality=h", "high")]
    [InlineData("aihubmix-images generate google/imagen-3.0-generate-002 x -s aspectRatio=16:", "9")]
    [InlineData("aihubmix-images completion z", "zsh")]
    public async Task Bash_Tab_OffersWhatTheToolSays(string line, string expected)
    {
        Assert.SkipUnless(Find("bash"), "There is no bash.");
        string script = $$"""
            PATH="{{_folder}}:$PATH"
            eval "$(aihubmix-images completion bash)"
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}}
            read -ra COMP_WORDS <<< "$COMP_LINE"
            _aihubmix_images
            IFS=,; echo "${COMPREPLY[*]}"
            """;

        Assert.Equal(expected, await RunAsync("bash", "--norc", "-c", script));
    }

    [Theory]
    [InlineData("bash", "-n")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "--no-execute")]
    [InlineData("pwsh", null)]
    public async Task Script_OfEachShell_IsReadWithoutComplaint(string shell, string? check)
    {
        string script = await RunAsync(Path.Combine(_folder, "aihubmix-images"), "completion", shell);
        Assert.Contains("[suggest:", script, StringComparison.Ordinal);
        Assert.SkipUnless(Find(shell), $"There is no {shell}.");
        string file = Path.Combine(_folder, $"completion.{shell}");
        await File.WriteAllTextAsync(file, script, Cancel);

        await RunAsync(shell, check is null ? ["-NoProfile", "-File", file] : [check, file]);
    }

    private static bool Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync(Cancel);
        string output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.Equal((0, ""), (process.ExitCode, await error));
        return output.TrimEnd();
    }
}
