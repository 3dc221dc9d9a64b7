using System.Diagnostics;
using AIHubMix.Images.Cli;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Cli;

/// <summary>Real signals to a real process.</summary>
public sealed class SignalTests : IDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly string _folder = Directory.CreateTempSubdirectory("aihubmix-signal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Generate_Signalled_PrintsTheCommandThatGoesOn(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals.");
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();
        gateway.Faults.Next(Fault.TaskPending).Always();
        ProcessStartInfo start = ToolProgram.StartOf("generate", "flux-kontext-max", "A deer", "-o", "deer");
        start.WorkingDirectory = _folder;
        start.RedirectStandardError = true;
        start.Environment[AIHubMixClient.ApiKeyVariable] = "sk-signal";
        start.Environment["AIHUBMIX_ENDPOINT"] = gateway.Endpoint.ToString();
        using Process process = Process.Start(start)!;
        while (await process.StandardError.ReadLineAsync(Cancel) is { } line && line != "accepted as a task")
        {
        }

        using Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        string error = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);

        Assert.Equal(130, process.ExitCode);
        Assert.Matches("(?m)^  aihubmix-images task eyJ[A-Za-z0-9_-]+ save -o deer$", error);
        gateway.Ledger.ShouldHaveBilled(1);
    }
}
