using System.Net.Sockets;
using System.Text;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Simulation;

/// <summary>Clients of any kind, and what the timeline tells of them.</summary>
public sealed class TrafficTests
{
    private const string Body = """{"input":{"prompt":"A deer"}}""";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dispose_AfterARequestOfNoOperation_FailsAndNamesTheNearest()
    {
        AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();
        using AIHubMixClient client = gateway.CreateClient(new AIHubMixClientOptions { Retry = RetryOptions.Never });
        await Assert.ThrowsAsync<ModelUnavailableException>(() => client.GenerateAsync(ImageModel.Untyped("bfl/flux-kontex-max"), new() { ["prompt"] = "A deer" }, cancellationToken: Cancel));

        SimulatorAssertionException exception = await Assert.ThrowsAsync<SimulatorAssertionException>(async () => await gateway.DisposeAsync());

        Assert.StartsWith(
            $"Every request should match an operation of the document, and 1 of 1 did not:{Environment.NewLine}"
            + "  POST /v1/models/bfl/flux-kontex-max/predictions is no operation of the document; nearest is POST /v1/models/bfl/flux-kontext-max/predictions", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeline_RequestThatDepartsFromTheDocument_TellsWhere()
    {
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();
        using AIHubMixClient client = gateway.CreateClient(new AIHubMixClientOptions { ValidateInput = false });
        var told = new List<Exchange>();
        gateway.Timeline.Completed += (_, exchange) => told.Add(exchange);

        await Assert.ThrowsAsync<AIHubMixApiException>(() => client.SubmitAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer", SafetyTolerance = 7, AspectRatio = "9:1" }, cancellationToken: Cancel));

        Exchange exchange = Assert.Single(gateway.Timeline.Exchanges);
        Assert.Equal(["NumberTooBig", "ratio"], exchange.Violations.Select(violation => violation.Kind));
        Assert.Equal((400, "bfl/flux-kontext-max", null, true), (exchange.StatusCode, exchange.Model, exchange.Billed, exchange.IsAnswered));
        Assert.EndsWith("Submit   bfl/flux-kontext-max: 400, refused: $.input.safety_tolerance must be from 0 to 6; $.input.aspect_ratio must be a ratio from 9:21 to 21:9", gateway.Timeline.ToString(), StringComparison.Ordinal);
        Assert.Equal([exchange], told);
    }

    [Fact]
    public async Task Timeline_Headers_DoNotShowTheKey()
    {
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();
        using AIHubMixClient client = gateway.CreateClient(new AIHubMixClientOptions { Headers = new Dictionary<string, string> { ["APP-Code"] = "deer" } });

        await client.SubmitAsync(ImageModels.IdeogramV3, new() { Prompt = "A deer" }, cancellationToken: Cancel);

        Exchange exchange = Assert.Single(gateway.Timeline.Of(GatewayOperation.Submit));
        Assert.Equal(("Bearer …", "deer"), (exchange.Headers["authorization"], exchange.Headers["app-code"]));
        Assert.Equal(Body, Encoding.UTF8.GetString(exchange.Body.Span));
    }

    [Fact]
    public async Task Request_ThatWaitsForContinue_IsToldToGoOn()
    {
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(gateway.Endpoint.Host, gateway.Endpoint.Port, Cancel);
        NetworkStream stream = client.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes(Head("1.1", $"Content-Length: {Body.Length}\r\nExpect: 100-continue\r\nConnection: close")), Cancel);
        byte[] interim = new byte["HTTP/1.1 100 Continue\r\n\r\n".Length];
        await stream.ReadExactlyAsync(interim, Cancel);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Body), Cancel);

        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", Encoding.ASCII.GetString(interim));
        Assert.StartsWith("HTTP/1.1 200 ", await RestOfAsync(stream), StringComparison.Ordinal);
        gateway.Ledger.ShouldHaveBilled(1);
    }

    [Theory]
    [InlineData("1.0", "Accept: */*")]
    [InlineData("1.1", "Connection: close")]
    public async Task Request_OfAClientThatWantsOneAnswer_EndsTheConnection(string version, string header)
    {
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();

        string answer = await SendAsync(gateway, Head(version, $"Content-Length: {Body.Length}\r\n{header}") + Body);

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("}", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u0016\u0003\u0001", "The client speaks TLS, which the simulator does not: call it with http://, not https://.")]
    [InlineData("SSH-2.0-OpenSSH\r\n", "'SSH-2.0-OpenSSH' begins no request of HTTP/1.")]
    [InlineData("GET http://127.0.0.1/ HTTP/1.1\r\n\r\n", "'GET http://127.0.0.1/ HTTP/1.1' begins no request of HTTP/1.")]
    [InlineData("POST /v1/models/ideogram/V3/predictions HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "'-1' is no length of a body, or too much.")]
    [InlineData("POST /v1/models/ideogram/V3/predictions HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", "'99999999999' is no length of a body, or too much.")]
    [InlineData("GET / HTTP/1.1\r\nno header\r\n\r\n", "'no header' is no header, or one too many.")]
    public async Task Request_ThatIsNoHttp_IsRefusedWithWhatIsWrong(string request, string reason)
    {
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new SimulatorOptions { UnmatchedRequests = UnmatchedRequests.Refuse });

        string answer = await SendAsync(gateway, request);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.EndsWith(reason, answer, StringComparison.Ordinal);
        Assert.Equal(reason, Assert.Single(gateway.Timeline.Unmatched).Unmatched);
    }

    [Fact]
    public async Task Request_Head_HasNoBodyInItsAnswer()
    {
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new SimulatorOptions { UnmatchedRequests = UnmatchedRequests.Refuse });

        string answer = await SendAsync(gateway, "HEAD / HTTP/1.1\r\nAuthorization: Bearer sk-test\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 404 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    private static string Head(string version, string headers) =>
        $"POST /v1/models/ideogram/V3/predictions HTTP/{version}\r\nHost: 127.0.0.1\r\nAuthorization: Bearer sk-test\r\nContent-Type: application/json\r\n{headers}\r\n\r\n";

    private static async Task<string> SendAsync(AIHubMixSimulator gateway, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(gateway.Endpoint.Host, gateway.Endpoint.Port, Cancel);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), Cancel);
        return await RestOfAsync(client.GetStream());
    }

    private static async Task<string> RestOfAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Cancel);
    }
}
