using AIHubMix.Images.PackageTests.Packing;

namespace AIHubMix.Images.PackageTests.Installed;

public sealed class ConsoleTests(PackedPackages packages)
{
    [Fact]
    public async Task Console_WithTheReadmesFirstLines_SavesAPictureAndPaysOnce()
    {
        using var project = new NewProject(packages, "Microsoft.NET.Sdk", "AIHubMix.Images", "AIHubMix.Images.Simulator");
        project.Write("Program.cs", """
            using AIHubMix.Images;
            using AIHubMix.Images.Simulator;

            await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();
            using AIHubMixClient client = gateway.CreateClient();
            ImageResult result = await client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer at a lake" });
            Console.WriteLine(await result.Images[0].SaveAsync("deer"));
            gateway.Ledger.ShouldHaveBilled(1);
            """);

        DotnetOutcome outcome = await project.RunAsync();

        outcome.ShouldHaveSucceeded();
        outcome.ShouldHaveSaid("deer.png");
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], File.ReadAllBytes(project.PathOf("deer.png"))[..4]);
    }
}
