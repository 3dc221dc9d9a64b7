using AIHubMix.Images.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AIHubMix.Images.Extensions.Tests.Support;

/// <summary>An application with a container, and the simulator that it calls, both on one fake clock.</summary>
internal sealed class Application : IAsyncDisposable
{
    public const string Key = "sk-secret-of-the-test";

    private readonly HostApplicationBuilder _builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
    private readonly Lazy<IHost> _host;

    private Application(AIHubMixSimulator gateway, SimulatorClock clock)
    {
        Gateway = gateway;
        Clock = clock;
        _host = new Lazy<IHost>(_builder.Build);
        Services.AddSingleton<TimeProvider>(clock);
    }

    public AIHubMixSimulator Gateway { get; }

    public SimulatorClock Clock { get; }

    public IServiceCollection Services => _builder.Services;

    public ConfigurationManager Configuration => _builder.Configuration;

    public IHost Host => _host.Value;

    public IServiceProvider Provider => Host.Services;

    public AIHubMixClient Client => Provider.GetRequiredService<AIHubMixClient>();

    public static async Task<Application> StartAsync(TimeSpan generationTime = default, UnmatchedRequests unmatched = UnmatchedRequests.Fail)
    {
        var clock = new SimulatorClock();
        return new Application(
            await AIHubMixSimulator.StartAsync(new SimulatorOptions { TimeProvider = clock, GenerationTime = generationTime, UnmatchedRequests = unmatched, ApiKey = Key }), clock);
    }

    /// <summary>The settings that lead to the simulator, as configuration has them.</summary>
    public IConfigurationSection Section(string path = "AIHubMix", params IReadOnlyList<(string Key, string? Value)> further)
    {
        Configuration.AddInMemoryCollection();
        foreach ((string key, string? value) in (IEnumerable<(string, string?)>)[
            ("ApiKey", Key), ("SubmitEndpoint", Gateway.Endpoint.AbsoluteUri), ("TasksEndpoint", Gateway.Endpoint.AbsoluteUri), .. further])
        {
            Configuration[$"{path}:{key}"] = value;
        }

        return Configuration.GetSection(path);
    }

    /// <summary>Lets the clock see the requests of a client.</summary>
    public IHttpClientBuilder Watch(IHttpClientBuilder builder) => builder.ConfigurePrimaryHttpMessageHandler(() => Clock.CreateHandler(AIHubMixClient.CreateHttpHandler()));

    /// <summary>Adds the client, on the clock.</summary>
    public IHttpClientBuilder AddClient(params IReadOnlyList<(string Key, string? Value)> further) => Watch(Services.AddAIHubMix(Section("AIHubMix", further)));

    public Task<ImageResult> GenerateAsync(string? name = null) => Clock.RunAsync(
        (name is null ? Client : Provider.GetRequiredKeyedService<AIHubMixClient>(name)).GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer" }));

    public Task<ImageResult> GenerateByTaskAsync() => Clock.RunAsync(Client.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer" }));

    public async ValueTask DisposeAsync()
    {
        if (_host.IsValueCreated)
        {
            Host.Dispose();
        }

        await Gateway.DisposeAsync();
    }
}
