using AIHubMix.Images.Simulator.Contract;
using AIHubMix.Images.Simulator.Control;
using AIHubMix.Images.Simulator.Front;
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
/// gateway.Faults.Next(Fault.ConnectionReset); // the work is done, and the answer is lost
/// await Assert.ThrowsAsync&lt;ConnectionFailedException&gt;(() =&gt; client.GenerateAsync(ImageModels.IdeogramV3, new() { Prompt = "A deer" }));
/// gateway.Ledger.ShouldHaveBilled(1);
/// </code>
/// </example>
public sealed class AIHubMixSimulator : IAsyncDisposable
{
    /// <summary>The key of the clients that <see cref="CreateClient"/> makes, unless <see cref="SimulatorOptions.ApiKey"/> sets another.</summary>
    public const string DefaultApiKey = "sk-simulator";

    private readonly SimulatorOptions _options;
    private readonly WireMockServer _server;
    private readonly SimulatorFront _front;
    private readonly Lazy<HttpMessageInvoker>? _watched;

    private AIHubMixSimulator(GatewayDocument document, SimulatorOptions options)
    {
        _options = options;
        Ledger = new Ledger(Timeline);
        var door = new Door(options.Port);
        try
        {
            _server = WireMockServer.Start(new WireMockServerSettings
            {
                Urls = ["http://127.0.0.1:0"],
                StartAdminInterface = false,
                DisableJsonBodyParsing = true,
                MaxRequestLogCount = 0,
            });
            Uri root = new($"http://127.0.0.1:{door.Port}/");
            Endpoint = new Uri(root, "v1");
            CurlExamples = [.. document.Models.Select(model => model.CurlExample(Endpoint, options.ApiKey ?? DefaultApiKey))];
            Faults = new FaultPlan(door, options.TimeProvider);
            var gateway = new Gateway(document, options, Ledger, root);
            _front = new SimulatorFront(door, gateway, new Uri(_server.Url!), Faults, new ControlPanel(Faults, Ledger, Timeline), Timeline, options.TimeProvider);
            _server.Given(Request.Create().UsingAnyMethod()).RespondWith(Response.Create().WithCallback(request => Send(gateway, request)));
        }
        catch
        {
            door.Dispose();
            throw;
        }

        if (options.TimeProvider is SimulatorClock clock)
        {
            _watched = new Lazy<HttpMessageInvoker>(() => new HttpMessageInvoker(clock.CreateHandler()));
        }
    }

    /// <summary>What makes the clients of all simulators; the contract tests run over other transports by it.</summary>
    internal static Func<string, AIHubMixClientOptions, AIHubMixClient> NewClient { get; set; } = static (apiKey, options) => new AIHubMixClient(apiKey, options);

    /// <summary>The address that stands for both <c>https://aihubmix.com/v1</c> and <c>https://api.aihubmix.com/v1</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>The commands of the API page, for this simulator, ready to paste into a shell.</summary>
    public IReadOnlyList<string> CurlExamples { get; }

    /// <summary>What goes wrong with the requests that are still to come. Nothing, unless a test says so.</summary>
    public FaultPlan Faults { get; }

    /// <summary>What would have been billed.</summary>
    public Ledger Ledger { get; }

    /// <summary>Everything that has happened.</summary>
    public Timeline Timeline { get; } = new();

    /// <summary>Starts a simulator.</summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <returns>The simulator, ready for requests.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    /// <exception cref="IOException">One of <see cref="SimulatorOptions.Documents"/> cannot be read.</exception>
    /// <exception cref="InvalidDataException">One of <see cref="SimulatorOptions.Documents"/> is no document with models.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken.</exception>
    public static async Task<AIHubMixSimulator> StartAsync(SimulatorOptions? options = null)
    {
        options ??= new SimulatorOptions();
        options.Check();
        return new AIHubMixSimulator(await GatewayDocument.LoadAsync(options.Documents).ConfigureAwait(false), options);
    }

    /// <summary>Makes a client that calls this simulator, on the clock of the simulator unless the options have one of their own.</summary>
    /// <param name="options">Further settings; the endpoints in them are replaced.</param>
    /// <returns>A client of its own, to be disposed by the caller.</returns>
    public AIHubMixClient CreateClient(AIHubMixClientOptions? options = null)
    {
        options ??= new AIHubMixClientOptions();
        return NewClient(_options.ApiKey ?? DefaultApiKey, options with
        {
            SubmitEndpoint = Endpoint,
            TasksEndpoint = Endpoint,
            TimeProvider = options.TimeProvider == TimeProvider.System ? _options.TimeProvider : options.TimeProvider,
            HttpInvoker = options.HttpInvoker ?? _watched?.Value,
        });
    }

    /// <summary>Fails if a request matched no operation of the document: a wrong path, an unknown model, something that is no HTTP.</summary>
    /// <exception cref="SimulatorAssertionException">One did. The message names the operation that is nearest, and everything that happened.</exception>
    public void ShouldHaveMatchedEveryRequest()
    {
        IReadOnlyList<Exchange> unmatched = Timeline.Unmatched;
        if (unmatched.Count > 0)
        {
            throw new SimulatorAssertionException(
                $"Every request should match an operation of the document, and {unmatched.Count} of {Timeline.Count} did not:"
                + string.Concat(unmatched.Select(exchange => exchange.Unmatched).Distinct().Select(unmatched => $"{Environment.NewLine}  {unmatched}"))
                + $"{Environment.NewLine}What happened:{Environment.NewLine}{Timeline}{Environment.NewLine}"
                + $"A test that means it sets {nameof(SimulatorOptions)}.{nameof(SimulatorOptions.UnmatchedRequests)} to {nameof(UnmatchedRequests.Refuse)}.");
        }
    }

    /// <summary>Stops the simulator and frees its port.</summary>
    /// <exception cref="SimulatorAssertionException">A request matched no operation of the document, and <see cref="SimulatorOptions.UnmatchedRequests"/> does not allow it.</exception>
    /// <exception cref="AggregateException">A condition that a test gave to a fault has thrown.</exception>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _front.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _server.Stop();
            _server.Dispose();
            if (_watched is { IsValueCreated: true })
            {
                _watched.Value.Dispose();
            }
        }

        if (_options.UnmatchedRequests == UnmatchedRequests.Fail)
        {
            ShouldHaveMatchedEveryRequest();
        }
    }

    private ResponseMessage Send(Gateway gateway, IRequestMessage request)
    {
        Exchange exchange = _front.Find(Header(request, SimulatorFront.ExchangeHeader)!);
        Reply reply = gateway.Answer(exchange, _front.NewRequestId(), Header(request, "Authorization"), request.BodyAsBytes ?? []);
        return new ResponseMessage
        {
            StatusCode = reply.Status,
            Headers = new Dictionary<string, WireMockList<string>>
            {
                ["Content-Type"] = new(reply.MediaType!),
                [Refusals.RequestIdHeader] = new(exchange.RequestId!),
            },
            BodyData = new BodyData { DetectedBodyType = BodyType.Bytes, BodyAsBytes = reply.Body },
        };
    }

    private static string? Header(IRequestMessage request, string name) =>
        request.Headers is { } headers && headers.TryGetValue(name, out WireMockList<string>? values) ? values.ToString() : null;
}
