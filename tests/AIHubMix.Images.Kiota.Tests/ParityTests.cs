using System.Globalization;
using AIHubMix.Images.Kiota.Tests.Support;
using AIHubMix.Images.Simulator;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;

namespace AIHubMix.Images.Kiota.Tests;

/// <summary>Whatever goes wrong, a client over Kiota sends, waits, pays and ends as the client does by itself, though Kiota's own middleware would send again and follow.</summary>
public sealed class ParityTests
{
    private static readonly Dictionary<string, Action<FaultPlan>> Faults = new()
    {
        ["nothing"] = _ => { },
        ["429 twice"] = plan => plan.Next(Fault.RateLimited(TimeSpan.FromSeconds(3))).Times(2),
        ["429 always"] = plan => plan.Next(Fault.RateLimited()).On(GatewayOperation.Submit).Always(),
        ["503 always"] = plan => plan.Next(Fault.Unavailable(TimeSpan.FromSeconds(2))).On(GatewayOperation.Submit).Always(),
        ["500"] = plan => plan.Next(Fault.ServerError(500)),
        ["502"] = plan => plan.Next(Fault.ServerError(502)),
        ["504"] = plan => plan.Next(Fault.ServerError(504)),
        ["504 of a poll"] = plan => plan.Next(Fault.ServerError(504)).On(GatewayOperation.Poll).Times(2),
        ["503 of a download"] = plan => plan.Next(Fault.Unavailable()).On(GatewayOperation.Download).Times(2),
        ["400"] = plan => plan.Next(Fault.ModerationBlocked),
        ["401"] = plan => plan.Next(Fault.InvalidKey),
        ["401 with claims"] = plan => plan.Next(Fault.Status(401, "{}", headers: ("WWW-Authenticate", "Bearer claims=\"eyJhIjoxfQ==\""))),
        ["415"] = plan => plan.Next(Fault.Status(415, "{}")),
        ["reset before the request was read"] = plan => plan.Next(Fault.ConnectionReset).At(FaultPoint.BeforeRequestRead),
        ["reset after the request was read"] = plan => plan.Next(Fault.ConnectionReset).At(FaultPoint.AfterRequestRead),
        ["reset after the work"] = plan => plan.Next(Fault.ConnectionReset),
        ["closed after the work"] = plan => plan.Next(Fault.ConnectionClosed),
        ["cut off"] = plan => plan.Next(Fault.TruncatedBody),
        ["200 s late"] = plan => plan.Next(Fault.Delayed(TimeSpan.FromSeconds(200))),
        ["no answer"] = plan => plan.Next(Fault.NoAnswer),
        ["refused"] = plan => plan.RefuseConnections(TimeSpan.FromSeconds(10)),
        ["301"] = plan => plan.Next(Redirect(301)),
        ["302"] = plan => plan.Next(Redirect(302)),
        ["303"] = plan => plan.Next(Redirect(303)),
        ["307"] = plan => plan.Next(Redirect(307)),
        ["308"] = plan => plan.Next(Redirect(308)),
        ["302 of a poll"] = plan => plan.Next(Redirect(302)).On(GatewayOperation.Poll),
        ["302 without a place"] = plan => plan.Next(Fault.Status(302, "")),
    };

    private static readonly Dictionary<string, Func<KiotaBench, AIHubMixClient>> Ways = new()
    {
        ["default middleware"] = bench => AIHubMixKiotaClientFactory.Create(bench.Tokens, bench.Options),
        ["middleware of one's own with eager options"] = bench => bench.Create(new RetryHandler(Eager()), new RedirectHandler(new RedirectHandlerOption { MaxRedirect = 20 }), new RetryHandler(Eager())),
        ["default middleware with eager options of each request"] = bench => AIHubMixKiotaClientFactory.Create(bench.Tokens, bench.Options, requestOptions: [Eager(), new RedirectHandlerOption()]),
        ["adapter"] = bench => bench.Create(bench.CreateAdapter()),
        ["adapter with eager options"] = bench => AIHubMixKiotaClientFactory.Create(
            bench.CreateAdapter(KiotaClientFactory.CreateDefaultHandlers([Eager()])), bench.Options, [Eager(), new RedirectHandlerOption()]),
    };

    public static TheoryData<string, string> FaultsAndWays => [.. Faults.Keys.SelectMany(_ => Ways.Keys, (fault, way) => (fault, way))];

    [Theory]
    [MemberData(nameof(FaultsAndWays))]
    public async Task GenerateAsync_Fault_EndsAsWithoutKiota(string fault, string way)
    {
        foreach (string model in (string[])["opanai/gpt-image-1", "bfl/flux-kontext-max"])
        {
            string expected = await OutcomeAsync(fault, model, bench => bench.Gateway.CreateClient(bench.Options));
            string outcome = await OutcomeAsync(fault, model, Ways[way]);

            Assert.Equal(expected, outcome);
        }
    }

    /// <summary>So that the test above proves something: left alone, Kiota's middleware does send again.</summary>
    [Theory]
    [InlineData(429, 4)]
    [InlineData(503, 4)]
    [InlineData(504, 4)]
    public async Task KiotasOwnClient_Fault_IsSentAgain(int status, int sent)
    {
        await using KiotaBench bench = await KiotaBench.StartAsync();
        bench.Gateway.Faults.Next(Fault.Status(status, "{}")).Always();
        using HttpClient http = KiotaClientFactory.Create(optionsForHandlers: [new RetryHandlerOption { Delay = 0 }]);

        await Assert.ThrowsAsync<AggregateException>(() => http.PostAsync(
            $"{bench.Gateway.Endpoint}/models/opanai/gpt-image-1/predictions", new StringContent("""{"input":{"prompt":"A deer"}}"""), TestContext.Current.CancellationToken));

        Assert.Equal(sent, bench.Gateway.Timeline.Count);
    }

    private static async Task<string> OutcomeAsync(string fault, string model, Func<KiotaBench, AIHubMixClient> create)
    {
        await using KiotaBench bench = await KiotaBench.StartAsync();
        Faults[fault](bench.Gateway.Faults);
        using AIHubMixClient client = create(bench);
        string what;
        try
        {
            ImageResult result = await bench.GenerateAsync(client, model);
            byte[][] pictures = await bench.Clock.RunAsync(Task.WhenAll(result.Images.Select(async image => (await image.GetBytesAsync()).ToArray())));
            what = $"{result.Attempts} attempts, pictures of {string.Join(", ", pictures.Select(picture => picture.Length))} bytes";
        }
        catch (AIHubMixException exception)
        {
            what = $"{exception.GetType().Name}, {exception.Billing}, {exception.Attempts} attempts";
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{what}; {bench.Clock.Elapsed.TotalSeconds} s; {bench.Gateway.Ledger.Count} billed; {string.Join(", ", bench.Gateway.Timeline.Exchanges.Select(exchange => $"{exchange.At.TotalSeconds} {exchange.Operation} {exchange.StatusCode}"))}");
    }

    private static RetryHandlerOption Eager() => new() { MaxRetry = 10, Delay = 0, ShouldRetry = (_, _, response) => !response.IsSuccessStatusCode };

    private static Fault Redirect(int status) => Fault.Status(status, "", headers: ("Location", "/v1/models/ideogram/V3/predictions"));
}
