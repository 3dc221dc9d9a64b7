using AIHubMix.Images.Extensions.Tests.Support;
using AIHubMix.Images.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace AIHubMix.Images.Extensions.Tests.Docs;

/// <summary>The code of docs/dependency-injection.md, compiled as it stands there.</summary>
internal static class DependencyInjectionSnippets
{
    public static void Add(HostApplicationBuilder builder)
    {
        #region Add
        builder.Services.AddAIHubMix(builder.Configuration.GetSection("AIHubMix"));
        #endregion
    }

    #region Studio
    public sealed class Studio(AIHubMixClient client)
    {
        public Task<ImageResult> DrawAsync(string prompt) => client.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = prompt });
    }
    #endregion

    public static void AddByCode(HostApplicationBuilder builder)
    {
        #region AddByCode
        builder.Services.AddAIHubMix(options =>
        {
            options.Deadline = TimeSpan.FromMinutes(3);
            options.Headers["APP-Code"] = "deer";
            options.ConfigureClient(client => client with { PollingSchedule = PollingSchedule.Every(TimeSpan.FromSeconds(2)) });
        });
        #endregion
    }

    public static void AddNamed(HostApplicationBuilder builder)
    {
        #region AddNamed
        builder.Services.AddAIHubMix("drafts", builder.Configuration.GetSection("AIHubMix:Drafts"));
        builder.Services.AddAIHubMix("prints", builder.Configuration.GetSection("AIHubMix:Prints"));
        #endregion
    }

    #region Printer
    public sealed class Printer([FromKeyedServices("drafts")] AIHubMixClient drafts, [FromKeyedServices("prints")] AIHubMixClient prints)
    {
        public AIHubMixClient ClientFor(bool isFinal) => isFinal ? prints : drafts;
    }
    #endregion

    public static void AddHandler(HostApplicationBuilder builder)
    {
        #region AddHandler
        builder.Services.AddAIHubMix(builder.Configuration.GetSection("AIHubMix"))
            .AddHttpMessageHandler(() => new CountingHandler());
        #endregion
    }

    public static void AddHealth(HostApplicationBuilder builder)
    {
        #region AddHealth
        builder.Services.AddHealthChecks()
            .AddAIHubMix()
            .AddAIHubMix(probe: HealthProbe.Gateway, name: "aihubmix-gateway", failureStatus: HealthStatus.Degraded, tags: ["slow"]);
        #endregion
    }

    public static async Task Test(HostApplicationBuilder builder)
    {
        #region Test
        var clock = new SimulatorClock(); // minutes pass in milliseconds
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new() { TimeProvider = clock });
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddAIHubMix(options =>
            {
                options.ApiKey = AIHubMixSimulator.DefaultApiKey;
                options.SubmitEndpoint = options.TasksEndpoint = gateway.Endpoint;
            })
            .ConfigurePrimaryHttpMessageHandler(() => clock.CreateHandler());
        using IHost host = builder.Build();

        ImageResult result = await clock.RunAsync(host.Services.GetRequiredService<Studio>().DrawAsync("A deer"));

        gateway.Ledger.ShouldHaveBilled(1);
        #endregion
        Assert.Single(result.Images);
    }
}
