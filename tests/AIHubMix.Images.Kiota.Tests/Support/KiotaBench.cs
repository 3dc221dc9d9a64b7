using AIHubMix.Images.Simulator;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

namespace AIHubMix.Images.Kiota.Tests.Support;

/// <summary>A simulator on a clock of its own, and clients that run over Kiota.</summary>
internal sealed class KiotaBench : IAsyncDisposable
{
    private readonly HttpMessageInvoker _invoker;

    private KiotaBench(AIHubMixSimulator gateway, SimulatorClock clock)
    {
        Gateway = gateway;
        Clock = clock;
        _invoker = new HttpMessageInvoker(clock.CreateHandler());
        Options = new AIHubMixClientOptions { SubmitEndpoint = gateway.Endpoint, TasksEndpoint = gateway.Endpoint, TimeProvider = clock, Randomizer = () => 0.5, HttpInvoker = _invoker };
    }

    public AIHubMixSimulator Gateway { get; }

    public SimulatorClock Clock { get; }

    public Tokens Tokens { get; } = new();

    public AIHubMixClientOptions Options { get; }

    public static async Task<KiotaBench> StartAsync()
    {
        var clock = new SimulatorClock();
        return new KiotaBench(await AIHubMixSimulator.StartAsync(new SimulatorOptions { TimeProvider = clock, UnmatchedRequests = UnmatchedRequests.Refuse }), clock);
    }

    public AIHubMixClient Create(params IEnumerable<DelegatingHandler> middleware) => AIHubMixKiotaClientFactory.Create(Tokens, Options, middleware);

    /// <summary>An adapter of Kiota's own, with its default middleware or other.</summary>
    public HttpClientRequestAdapter CreateAdapter(IList<DelegatingHandler>? middleware = null, TimeSpan? timeout = null)
    {
        HttpClient http = KiotaClientFactory.Create(middleware ?? KiotaClientFactory.CreateDefaultHandlers(), Clock.CreateHandler());
        http.Timeout = timeout ?? Timeout.InfiniteTimeSpan;
        return new HttpClientRequestAdapter(new BaseBearerTokenAuthenticationProvider(Tokens), httpClient: http);
    }

    public AIHubMixClient Create(IRequestAdapter adapter) => AIHubMixKiotaClientFactory.Create(adapter, Options);

    public Task<ImageResult> GenerateAsync(AIHubMixClient client, string model = "opanai/gpt-image-1") => Clock.RunAsync(model == ImageModels.FluxKontextMax.Path
        ? client.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer" })
        : client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer" }));

    public async ValueTask DisposeAsync()
    {
        _invoker.Dispose();
        await Gateway.DisposeAsync();
    }
}
