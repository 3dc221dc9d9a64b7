using AIHubMix.Images.PackageTests.Packing;

namespace AIHubMix.Images.PackageTests.Installed;

public sealed class AspNetCoreTests(PackedPackages packages)
{
    [Fact]
    public async Task AspNetCore_ClientFromTheContainer_StreamsAPictureAndIsHealthy()
    {
        using var project = new NewProject(packages, "Microsoft.NET.Sdk.Web", "AIHubMix.Images.Extensions", "AIHubMix.Images.Simulator");
        project.Write("appsettings.json", """{ "AIHubMix": { "ApiKey": "sk-of-the-file", "Deadline": "00:03:00" } }""");
        project.Write("Program.cs", """
            using AIHubMix.Images;
            using AIHubMix.Images.Simulator;

            await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new() { ApiKey = "sk-of-the-file" });
            WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Configuration["AIHubMix:SubmitEndpoint"] = builder.Configuration["AIHubMix:TasksEndpoint"] = gateway.Endpoint.AbsoluteUri;
            builder.Services.AddAIHubMix(builder.Configuration.GetSection("AIHubMix"));
            builder.Services.AddHealthChecks().AddAIHubMix();

            await using WebApplication app = builder.Build();
            app.MapHealthChecks("/health");
            app.MapGet("/deer", async (AIHubMixClient client, HttpContext http) =>
            {
                await foreach (ImageStream picture in client.StreamAsync(ImageModels.FluxKontextPro, new() { Prompt = "A deer" }, cancellationToken: http.RequestAborted))
                {
                    http.Response.ContentType = picture.Header?.MediaType;
                    await picture.CopyToAsync(http.Response.Body);
                }
            });
            await app.StartAsync();

            using var browser = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            using HttpResponseMessage answer = await browser.GetAsync("deer");
            byte[] bytes = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
            Console.WriteLine($"{answer.Content.Headers.ContentType}, {(ImageHeader.TryRead(bytes, out ImageHeader header) ? header.MediaType : "no picture")}");
            Console.WriteLine(await browser.GetStringAsync("health"));
            gateway.Ledger.ShouldHaveBilled(1);
            await app.StopAsync();
            """);

        DotnetOutcome outcome = await project.RunAsync();

        outcome.ShouldHaveSucceeded();
        outcome.ShouldHaveSaid("image/png, image/png\n");
        outcome.ShouldHaveSaid("Healthy\n");
        Assert.DoesNotContain("sk-of-the-file", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AspNetCore_SettingOutOfRange_DoesNotStartAndNamesIt()
    {
        using var project = new NewProject(packages, "Microsoft.NET.Sdk.Web", "AIHubMix.Images.Extensions");
        project.Write("appsettings.json", """{ "AIHubMix": { "ApiKey": "sk-of-the-file", "Deadline": "00:00:00" } }""");
        project.Write("Program.cs", """
            WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.AddAIHubMix(builder.Configuration.GetSection("AIHubMix"));
            await using WebApplication app = builder.Build();
            await app.RunAsync();
            """);

        DotnetOutcome outcome = await project.RunAsync();

        Assert.NotEqual(0, outcome.ExitCode);
        outcome.ShouldHaveSaid("AIHubMix:Deadline is '00:00:00'");
        Assert.DoesNotContain("sk-of-the-file", outcome.Output, StringComparison.Ordinal);
    }
}
