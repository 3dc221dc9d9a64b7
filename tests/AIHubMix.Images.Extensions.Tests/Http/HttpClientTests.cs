using AIHubMix.Images.Extensions.Http;
using AIHubMix.Images.Extensions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace AIHubMix.Images.Extensions.Tests.Http;

public sealed class HttpClientTests
{
    [Fact]
    public async Task CreateClient_DefaultsOfAllClients_DoNotBoundAGeneration()
    {
        await using Application application = await Application.StartAsync(TimeSpan.FromMinutes(5));
        application.Services.ConfigureHttpClientDefaults(http => http.ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(1)));
        application.AddClient();

        await application.GenerateAsync();

        Assert.Equal(TimeSpan.FromMinutes(5), application.Clock.Elapsed);
    }

    [Fact]
    public async Task CreateClient_TimeoutSetOnTheBuilder_IsRefusedWithAReason()
    {
        await using Application application = await Application.StartAsync();
        application.AddClient().ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(100));

        ArgumentException exception = Assert.Throws<ArgumentException>(() => application.Client);

        Assert.Contains("gives up after 00:01:40, though the generation is paid for", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateHandler_Unchanged_HasTheConnectionsOfTheClientAndTheGuardAboveThem()
    {
        var services = new ServiceCollection();
        services.AddAIHubMix("named", options => options.ApiKey = Application.Key).AddHttpMessageHandler(() => new CountingHandler());
        using ServiceProvider provider = services.BuildServiceProvider();

        using HttpMessageHandler handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("AIHubMix.named");

        HttpMessageHandler[] handlers = [.. Chain(handler)];
        var connections = Assert.IsType<SocketsHttpHandler>(handlers[^1]);
        Assert.Equal((TimeSpan.FromMinutes(5), false), (connections.PooledConnectionLifetime, connections.AllowAutoRedirect));
        Assert.True(Array.FindIndex(handlers, one => one is PurchaseGuard) > Array.FindIndex(handlers, one => one is CountingHandler));
        Assert.Single(handlers, one => one is PurchaseGuard);
        Assert.Equal(Timeout.InfiniteTimeSpan, provider.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>().Get("AIHubMix.named").HandlerLifetime);
    }

    private static IEnumerable<HttpMessageHandler> Chain(HttpMessageHandler? handler)
    {
        for (; handler is not null; handler = (handler as DelegatingHandler)?.InnerHandler)
        {
            yield return handler;
        }
    }
}
