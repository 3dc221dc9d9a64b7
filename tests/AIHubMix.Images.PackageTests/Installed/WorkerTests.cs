using AIHubMix.Images.PackageTests.Packing;

namespace AIHubMix.Images.PackageTests.Installed;

public sealed class WorkerTests(PackedPackages packages)
{
    private const string Hosting = "Microsoft.Extensions.Hosting";

    [Fact]
    public async Task Worker_WithNamedClientsAndAnImageGenerator_MakesPicturesAndStops()
    {
        using var project = new NewProject(
            packages, "Microsoft.NET.Sdk.Worker", "AIHubMix.Images.Extensions", "AIHubMix.Images.Simulator", $"{Hosting} {Repository.VersionOf(Hosting)}");
        project.Write("Program.cs", """
            using AIHubMix.Images;
            using AIHubMix.Images.Simulator;
            using Microsoft.Extensions.AI;
            #pragma warning disable MEAI001 // Still experimental.

            await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();
            HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
            foreach (string name in (string[])["drafts", "finals"])
            {
                builder.Services.AddAIHubMix(name, options =>
                {
                    options.ApiKey = AIHubMixSimulator.DefaultApiKey;
                    options.SubmitEndpoint = options.TasksEndpoint = gateway.Endpoint;
                });
            }

            builder.Services.AddHostedService<Painter>();
            await builder.Build().RunAsync();
            gateway.Ledger.ShouldHaveBilled(2);

            internal sealed class Painter([FromKeyedServices("drafts")] AIHubMixClient drafts, [FromKeyedServices("finals")] AIHubMixClient finals, IHostApplicationLifetime lifetime) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    ImageResult draft = await drafts.GenerateAsync(ImageModels.DallE3, new() { Prompt = "A deer" }, cancellationToken: stoppingToken);
                    IImageGenerator generator = finals.AsImageGenerator(ImageModels.GptImage1);
                    ImageGenerationResponse final = await generator.GenerateAsync(new ImageGenerationRequest("A deer"), cancellationToken: stoppingToken);
                    Console.WriteLine($"{draft.Images.Count} draft, {final.Contents.OfType<DataContent>().Single().MediaType}");
                    lifetime.StopApplication();
                }
            }
            """);

        DotnetOutcome outcome = await project.RunAsync();

        outcome.ShouldHaveSucceeded();
        outcome.ShouldHaveSaid("1 draft, image/png\n");
    }
}
