using AIHubMix.Images.Simulator;
using AIHubMix.Images.Simulator.Contract;
using AIHubMix.Images.Simulator.Judging;
using Newtonsoft.Json.Linq;
using WireMock;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Settings;
using WireMock.Types;
using WireMock.Util;

namespace AIHubMix.Images.ContractTests.Wire;

/// <summary>A WireMock server that does nothing but judge: a valid request gets a URL, any other 400 with what is wrong.</summary>
public sealed class JudgingGateway : IAsyncLifetime
{
    private WireMockServer? _server;

    public Uri Endpoint => new(_server!.Url! + "/v1");

    public async ValueTask InitializeAsync()
    {
        GatewayDocument document = await GatewayDocument.LoadAsyncOnce();
        _server = WireMockServer.Start(new WireMockServerSettings { Urls = ["http://127.0.0.1:0"], DisableJsonBodyParsing = true, MaxRequestLogCount = 0 });
        _server.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithCallback(request => Answer(document, request)));
    }

    public ValueTask DisposeAsync()
    {
        _server!.Dispose();
        return ValueTask.CompletedTask;
    }

    private static ResponseMessage Answer(GatewayDocument document, IRequestMessage request)
    {
        string path = request.Path["/v1/models/".Length..^"/predictions".Length];
        IReadOnlyList<Violation> violations = Judge.CheckRequest(document.Find(path)!, JObject.Parse(request.Body!));
        return new ResponseMessage
        {
            StatusCode = violations.Count == 0 ? 200 : 400,
            Headers = new Dictionary<string, WireMockList<string>> { ["Content-Type"] = new("application/json") },
            BodyData = new BodyData
            {
                DetectedBodyType = BodyType.String,
                BodyAsString = violations.Count == 0
                    ? """{"output":[{"url":"https://example.com/deer.png"}]}"""
                    : new JObject { ["error"] = new JObject { ["message"] = string.Join("; ", violations) } }.ToString(),
            },
        };
    }
}
