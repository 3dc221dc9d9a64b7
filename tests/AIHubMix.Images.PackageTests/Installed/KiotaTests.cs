using AIHubMix.Images.PackageTests.Packing;

namespace AIHubMix.Images.PackageTests.Installed;

public sealed class KiotaTests(PackedPackages packages)
{
    [Fact]
    public async Task Console_OverKiotasAuthenticationAndMiddleware_SavesAPictureAndPaysOnce()
    {
        using var project = new NewProject(packages, "Microsoft.NET.Sdk", "AIHubMix.Images.Kiota", "AIHubMix.Images.Simulator");
        project.Write("Program.cs", """
            using AIHubMix.Images;
            using AIHubMix.Images.Kiota;
            using AIHubMix.Images.Simulator;
            using Microsoft.Kiota.Abstractions.Authentication;

            await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();
            gateway.Faults.Next(Fault.RateLimited(retryAfter: TimeSpan.FromMilliseconds(1)));
            using AIHubMixClient client = AIHubMixKiotaClientFactory.Create(
                new ApiKeyAuthenticationProvider($"Bearer {AIHubMixSimulator.DefaultApiKey}", "Authorization", ApiKeyAuthenticationProvider.KeyLocation.Header),
                new AIHubMixClientOptions { SubmitEndpoint = gateway.Endpoint, TasksEndpoint = gateway.Endpoint });
            ImageResult result = await client.SaveAsync(ImageModels.Imagen3Generate002, new() { Prompt = "A deer at a lake" }, "deer");
            Console.WriteLine($"{result.Images[0].Path} after {result.Attempts} attempts");
            gateway.Ledger.ShouldHaveBilled(1);
            """);

        DotnetOutcome outcome = await project.RunAsync();

        outcome.ShouldHaveSucceeded();
        outcome.ShouldHaveSaid("deer.png after 2 attempts");
    }
}
