using System.Text.Json.Nodes;
using AIHubMix.Images.Simulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace AIHubMix.Images.Extensions.Tests.Support;

/// <summary>An image generator against the simulator, on a fake clock.</summary>
internal sealed class Studio : IAsyncDisposable
{
    private readonly FakeLoggerProvider _logs = new();
    private readonly LoggerFactory _factory;

    private Studio(AIHubMixSimulator gateway, SimulatorClock clock, AIHubMixClientOptions options)
    {
        Gateway = gateway;
        Clock = clock;
        _factory = new LoggerFactory([_logs]);
        Client = gateway.CreateClient(options with { LoggerFactory = _factory });
    }

    /// <summary>A picture of one pixel.</summary>
    public static byte[] Png { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public AIHubMixSimulator Gateway { get; }

    public SimulatorClock Clock { get; }

    public AIHubMixClient Client { get; }

    public IEnumerable<string> Warnings => _logs.Collector.GetSnapshot().Where(record => record.Level == LogLevel.Warning).Select(record => record.Message);

    /// <summary>The input of the last request.</summary>
    public JsonObject Input => JsonNode.Parse(Gateway.Timeline.Of(GatewayOperation.Submit)[^1].Body.Span)!["input"]!.AsObject();

    public static async Task<Studio> OpenAsync(AIHubMixClientOptions? options = null)
    {
        var clock = new SimulatorClock();
        return new Studio(await AIHubMixSimulator.StartAsync(new SimulatorOptions { TimeProvider = clock }), clock, options ?? new AIHubMixClientOptions());
    }

    public Task<ImageGenerationResponse> GenerateAsync(ImageModel model, ImageGenerationOptions? options = null, params IReadOnlyList<AIContent> images) =>
        GenerateAsync(Client.AsImageGenerator(model), options, images);

    public Task<ImageGenerationResponse> GenerateAsync(IImageGenerator generator, ImageGenerationOptions? options = null, params IReadOnlyList<AIContent> images) =>
        Clock.RunAsync(generator.GenerateAsync(new ImageGenerationRequest("A deer", images), options, TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _factory.Dispose();
        await Gateway.DisposeAsync();
    }
}
