using System.Diagnostics;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Simulation;

/// <summary>What one process has bought another can collect.</summary>
public sealed class OtherProcessTests
{
    [Fact]
    public async Task ResumeTask_AfterTheBuyersProcessWasKilled_CollectsThePictureAndBuysNothing()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new SimulatorOptions { PendingPolls = 2 });
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        using Process buyer = Start("submit", gateway.Endpoint.AbsoluteUri);
        string token = (await buyer.StandardOutput.ReadLineAsync(cancel))!;
        Assert.False(buyer.HasExited, "It has to be waiting for the picture.");
        buyer.Kill();
        await buyer.WaitForExitAsync(cancel);
        Assert.Equal(1, gateway.Ledger.Count);

        using Process collector = Start("resume", gateway.Endpoint.AbsoluteUri, token, Path.Combine(folder.FullName, "deer"));
        string? file = await collector.StandardOutput.ReadLineAsync(cancel);
        await collector.WaitForExitAsync(cancel);

        Assert.Equal(0, collector.ExitCode);
        Assert.True(ImageHeader.TryRead(await File.ReadAllBytesAsync(file!, cancel), out ImageHeader header));
        Assert.Equal("image/png", header.MediaType);
        Assert.Equal(1, gateway.Ledger.Count);
        folder.Delete(recursive: true);
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AIHubMix.Images.OtherProcess.dll"), .. arguments]) { RedirectStandardOutput = true };
        return Process.Start(start)!;
    }
}
