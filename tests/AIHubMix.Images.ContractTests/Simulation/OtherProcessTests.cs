using System.Diagnostics;
using AIHubMix.Images.OtherProcess;
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

    [Fact]
    public async Task SaveAsync_ProcessIsKilledAtAnyTime_OnlyCompletePicturesHaveTheirNames()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        var random = new Random(20260301);
        int complete = 0;
        int partial = 0;
        for (int round = 0; round < 10; round++)
        {
            DirectoryInfo folder = Directory.CreateTempSubdirectory();
            using Process saver = Start("save", folder.FullName);
            for (int file = random.Next(1, 4); file > 0; file--)
            {
                await saver.StandardOutput.ReadLineAsync(cancel);
            }

            // Somewhere within a picture, by how much of it is there.
            long most = random.NextInt64(LargePictures.Picture.Length);
            while (!saver.HasExited && !folder.EnumerateFiles("*.partial").Any(file => LengthOf(file) >= most))
            {
            }

            saver.Kill();
            await saver.WaitForExitAsync(cancel);
            foreach (FileInfo file in folder.EnumerateFiles())
            {
                if (file.Extension == ".partial")
                {
                    partial++;
                }
                else
                {
                    complete++;
                    Assert.True((await File.ReadAllBytesAsync(file.FullName, cancel)).AsSpan().SequenceEqual(LargePictures.Picture), $"{file.Name} has {file.Length} bytes and is not the picture.");
                }
            }

            folder.Delete(recursive: true);
        }

        Assert.True(complete >= 10 && partial > 0, $"{complete} complete and {partial} partial files prove nothing.");
    }

    private static long LengthOf(FileInfo file)
    {
        file.Refresh();
        return file.Exists ? file.Length : 0;
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AIHubMix.Images.OtherProcess.dll"), .. arguments]) { RedirectStandardOutput = true };
        return Process.Start(start)!;
    }
}
