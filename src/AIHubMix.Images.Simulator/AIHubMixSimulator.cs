using AIHubMix.Images.Simulator.Contract;
using AIHubMix.Images.Simulator.Serving;
using WireMock;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Settings;
using WireMock.Types;
using WireMock.Util;

namespace AIHubMix.Images.Simulator;

/// <summary>A double of the gateway on loopback: it judges every request by the OpenAPI document, draws pictures and counts what would have been billed.</summary>
/// <remarks>Safe to use from several threads. Any number can run beside each other.</remarks>
/// <example>
/// <code>
/// await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();
/// using AIHubMixClient client = gateway.CreateClient();
/// await client.GenerateAsync(ImageModels.IdeogramV3, new() { Prompt = "A deer" });
/// Assert.Equal(1, gateway.Ledger.Count);
/// </code>
/// </example>
public sealed class AIHubMixSimulator : IAsyncDisposable
{
    /// <summary>The key of the clients that <see cref="CreateClient"/> makes, unless <see cref="SimulatorOptions.ApiKey"/> sets another.</summary>
    public const string DefaultApiKey = "sk-simulator";

    private readonly WireMockServer _server;
    private readonly string _apiKey;

    private AIHubMixSimulator(GatewayDocument document, SimulatorOptions options)
    {
        _apiKey = options.ApiKey ?? DefaultApiKey;
        _server = WireMockServer.Start(new WireMockServerSettings
        {
            Urls = [$"http://127.0.0.1:{options.Port}"],
            StartAdminInterface = false,
            DisableJsonBodyParsing = true,
            MaxRequestLogCount = 0,
        });
        Uri root = new($"http://127.0.0.1:{_server.Port}/");
        Endpoint = new Uri(root, "v1");
        var gateway = new Gateway(document, options, Ledger, root);
        _server.Given(Request.Create().UsingAnyMethod()).RespondWith(Response.Create().WithCallback(request => Send(gateway, request)));
    }

    /// <summary>The address that stands for both <c>https://aihubmix.com/v1</c> and <c>https://api.aihubmix.com/v1</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>What would have been billed.</summary>
    public Ledger Ledger { get; } = new();

    /// <summary>Starts a simulator.</summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <returns>The simulator, ready for requests.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static async Task<AIHubMixSimulator> StartAsync(SimulatorOptions? options = null)
    {
        options ??= new SimulatorOptions();
        options.Check();
        return new AIHubMixSimulator(await GatewayDocument.LoadAsyncOnce().ConfigureAwait(false), options);
    }

    /// <summary>Makes a client that calls this simulator.</summary>
    /// <param name="options">Further settings; the endpoints in them are replaced.</param>
    /// <returns>A client of its own, to be disposed by the caller.</returns>
    public AIHubMixClient CreateClient(AIHubMixClientOptions? options = null) =>
        new(_apiKey, (options ?? new AIHubMixClientOptions()) with { SubmitEndpoint = Endpoint, TasksEndpoint = Endpoint });

    /// <summary>Stops the simulator and frees its port.</summary>
    public ValueTask DisposeAsync()
    {
        _server.Stop();
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    private static ResponseMessage Send(Gateway gateway, IRequestMessage request)
    {
        string? authorization = request.Headers is { } headers && headers.TryGetValue("Authorization", out WireMockList<string>? values) ? values.ToString() : null;
        Reply reply = gateway.Answer(new Call(request.Method, request.Path, authorization, request.BodyAsBytes ?? []), out string requestId);
        return new ResponseMessage
        {
            StatusCode = reply.Status,
            Headers = new Dictionary<string, WireMockList<string>>
            {
                ["Content-Type"] = new(reply.MediaType),
                ["x-aihubmix-request-id"] = new(requestId),
            },
            BodyData = new BodyData { DetectedBodyType = BodyType.Bytes, BodyAsBytes = reply.Body },
        };
    }
}
