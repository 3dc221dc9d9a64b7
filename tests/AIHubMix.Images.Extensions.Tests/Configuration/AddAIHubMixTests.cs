using AIHubMix.Images.Extensions.Tests.Support;
using AIHubMix.Images.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace AIHubMix.Images.Extensions.Tests.Configuration;

public sealed class AddAIHubMixTests
{
    [Fact]
    public async Task AddAIHubMix_Section_GeneratesWithItsSettings()
    {
        await using Application application = await Application.StartAsync();
        application.AddClient(("Headers:APP-Code", "deer"));

        ImageResult result = await application.GenerateAsync();

        Assert.Single(result.Images);
        application.Gateway.Ledger.ShouldHaveBilled(1);
        Assert.Equal("deer", application.Gateway.Timeline.Exchanges[0].Headers["APP-Code"]);
        Assert.Same(application.Client, application.Client);
    }

    [Fact]
    public async Task AddAIHubMix_Code_GeneratesWithItsSettings()
    {
        await using Application application = await Application.StartAsync();
        application.Watch(application.Services.AddAIHubMix(options =>
        {
            (options.ApiKey, options.SubmitEndpoint, options.TasksEndpoint) = (Application.Key, application.Gateway.Endpoint, application.Gateway.Endpoint);
            options.Headers["APP-Code"] = "deer";
        }));

        await application.GenerateAsync();

        application.Gateway.Ledger.ShouldHaveBilled(1);
        Assert.Equal("deer", application.Gateway.Timeline.Exchanges[0].Headers["APP-Code"]);
    }

    [Fact]
    public async Task AddAIHubMix_SeveralNames_HaveSettingsOfTheirOwn()
    {
        await using Application application = await Application.StartAsync();
        application.Watch(application.Services.AddAIHubMix("first", application.Section("Images:First", ("Headers:APP-Code", "one"))));
        application.Watch(application.Services.AddAIHubMix("second", application.Section("Images:Second", ("Retry:Budget", "00:00:00"))));

        await application.GenerateAsync("first");
        application.Gateway.Faults.Next(Fault.RateLimited());
        await Assert.ThrowsAsync<RateLimitedException>(() => application.GenerateAsync("second"));
        application.Gateway.Faults.Next(Fault.RateLimited());
        await application.GenerateAsync("first");

        Assert.Equal(["one", null, "one", "one"], application.Gateway.Timeline.Exchanges.Select(exchange => exchange.Headers.GetValueOrDefault("APP-Code")));
        Assert.Null(application.Provider.GetService<AIHubMixClient>());
        Assert.NotSame(application.Provider.GetKeyedService<AIHubMixClient>("first"), application.Provider.GetKeyedService<AIHubMixClient>("second"));
    }

    [Fact]
    public async Task AddAIHubMix_NamedBesideUnnamed_DoNotLeakIntoEachOther()
    {
        await using Application application = await Application.StartAsync();
        application.AddClient(("Deadline", "00:01:00"));
        application.Services.AddAIHubMix("named", options => (options.ApiKey, options.Headers["X"]) = ("sk-other", "1"));

        IOptionsMonitor<AIHubMixOptions> options = application.Provider.GetRequiredService<IOptionsMonitor<AIHubMixOptions>>();

        Assert.Equal((Application.Key, TimeSpan.FromMinutes(1), 0), (options.CurrentValue.ApiKey, options.CurrentValue.Deadline, options.CurrentValue.Headers.Count));
        Assert.Equal(("sk-other", TimeSpan.FromMinutes(10), 1), (options.Get("named").ApiKey, options.Get("named").Deadline, options.Get("named").Headers.Count));
    }

    [Fact]
    public async Task AddAIHubMix_Again_AddsSettingsToTheSameClient()
    {
        await using Application application = await Application.StartAsync();
        application.AddClient();
        application.Services.AddAIHubMix(options => options.Headers["APP-Code"] = "deer");

        await application.GenerateAsync();

        Assert.Equal("deer", application.Gateway.Timeline.Exchanges[0].Headers["APP-Code"]);
        Assert.Single(application.Provider.GetServices<AIHubMixClient>());
    }

    [Fact]
    public async Task AddAIHubMix_HandlerOnTheBuilder_SeesEveryRequest()
    {
        await using Application application = await Application.StartAsync();
        var handler = new CountingHandler();
        application.AddClient().AddHttpMessageHandler(() => handler);

        await application.GenerateByTaskAsync();

        Assert.Equal(application.Gateway.Timeline.Count, handler.Requests);
        Assert.True(handler.Requests > 1);
    }

    [Fact]
    public async Task AddAIHubMix_ServicesOfTheContainer_AreUsed()
    {
        await using Application application = await Application.StartAsync();
        FakeLogCollector logs = LogEverything(application);
        application.AddClient();
        application.Gateway.Faults.Next(Fault.RateLimited(retryAfter: TimeSpan.FromSeconds(30)));

        await application.GenerateAsync();

        // A clock of its own would have waited for half a minute.
        Assert.Equal(TimeSpan.FromSeconds(30), application.Clock.Elapsed);
        Assert.Contains(logs.GetSnapshot(), record => record.Category == AIHubMixTelemetry.Name && record.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task AddAIHubMix_LogOfEverything_IsWithoutTheKey()
    {
        await using Application application = await Application.StartAsync();
        FakeLogCollector logs = LogEverything(application);
        application.Services.ConfigureHttpClientDefaults(http => http.AddDefaultLogger());
        application.AddClient();

        ImageResult result = await application.GenerateByTaskAsync();
        await application.Clock.RunAsync(result.Images[0].GetBytesAsync(TestContext.Current.CancellationToken));

        string[] said = [.. logs.GetSnapshot().SelectMany(record => (string?[])[record.Message, .. record.StructuredState?.Select(pair => pair.Value) ?? []]).OfType<string>()];
        Assert.NotEmpty(said);
        Assert.DoesNotContain(said, text => text.Contains(Application.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddAIHubMix_LogsOfTheHttpClientBroughtBack_HaveNoHeaderInTheirText()
    {
        await using Application application = await Application.StartAsync();
        FakeLogCollector logs = LogEverything(application);
        application.Services.ConfigureHttpClientDefaults(http => http.RedactLoggedHeaders(["X-Other"]));
        application.AddClient().AddDefaultLogger();

        await application.GenerateAsync();

        string text = string.Join('\n', logs.GetSnapshot().Select(record => record.Message));
        Assert.Contains("Authorization: *", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Application.Key, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAIHubMix_ConfigurationChanges_ClientKeepsItsSettings()
    {
        await using Application application = await Application.StartAsync();
        application.AddClient(("Headers:APP-Code", "before"));
        await application.GenerateAsync();

        application.Configuration["AIHubMix:Headers:APP-Code"] = "after";
        ((IConfigurationRoot)application.Configuration).Reload();
        await application.GenerateAsync();

        Assert.Equal(["before", "before"], application.Gateway.Timeline.Exchanges.Select(exchange => exchange.Headers["APP-Code"]));
    }

    [Fact]
    public async Task ConfigureClient_PollingSchedule_ReachesTheClient()
    {
        await using Application application = await Application.StartAsync();
        application.AddClient();
        application.Services.Configure<AIHubMixOptions>(options => options.ConfigureClient(client => client with { PollingSchedule = PollingSchedule.Every(TimeSpan.FromSeconds(7)) }));

        ImageResult result = await application.GenerateByTaskAsync();

        Assert.Equal(TimeSpan.FromSeconds(7 * result.Polls), application.Clock.Elapsed);
    }

    [Fact]
    public void AddAIHubMix_EmptyNameOrNothing_IsRefused()
    {
        var services = new ServiceCollection();
        Assert.Throws<ArgumentException>(() => services.AddAIHubMix("", _ => { }));
        Assert.Throws<ArgumentNullException>(() => services.AddAIHubMix((IConfiguration)null!));
        Assert.Throws<ArgumentNullException>(() => services.AddAIHubMix((Action<AIHubMixOptions>)null!));
    }

    private static FakeLogCollector LogEverything(Application application)
    {
        var logs = new FakeLoggerProvider();
        application.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        return logs.Collector;
    }
}
