using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using AIHubMix.Images.Simulator;
using AIHubMix.Images.Simulator.Control;

namespace AIHubMix.Images.ContractTests.Simulation;

public sealed class ControlPanelTests(SimulatorFixture fixture) : IClassFixture<SimulatorFixture>, IAsyncLifetime
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public static TheoryData<string> FaultsByName => [.. FaultNames.All];

    public async ValueTask InitializeAsync()
    {
        await SendAsync("DELETE", "faults");
        await SendAsync("DELETE", "ledger");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Ledger_AfterAGeneration_IsJson()
    {
        using AIHubMixClient client = fixture.Simulator.CreateClient();
        ImageResult result = await client.GenerateAsync(ImageModels.Imagen3Generate002, new() { Prompt = "A deer", NumberOfImages = 1 }, cancellationToken: Cancel);

        (HttpStatusCode status, string body) = await SendAsync("GET", "ledger");

        JsonObject entry = Assert.Single(JsonNode.Parse(body)!.AsArray())!.AsObject();
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((result.RequestId, "google/imagen-3.0-generate-002", null), ((string?)entry["requestId"], (string?)entry["model"], (string?)entry["taskId"]));
        Assert.Equal("""{"prompt":"A deer","numberOfImages":1}""", entry["input"]!.ToJsonString());
        Assert.Equal("""[{"width":1024,"height":1024,"mediaType":"image/png","isDelivered":true}]""", entry["pictures"]!.ToJsonString());
        Assert.Equal(fixture.Simulator.Timeline.ToString(), (await SendAsync("GET", "timeline")).Body);
        Assert.Equal(1, fixture.Simulator.Timeline.Count);
    }

    [Fact]
    public async Task Faults_OrderedOverHttp_StrikeAsTold()
    {
        using AIHubMixClient client = fixture.Simulator.CreateClient(new AIHubMixClientOptions { Retry = RetryOptions.Never });

        (HttpStatusCode status, string body) = await SendAsync("POST", "faults", """{"fault":"connection-reset","point":"after-request-read","operation":"submit","model":"openai/gpt-image-1","times":2,"after":1}""");

        Assert.Equal((HttpStatusCode.Created, """{"planned":"connection reset (AfterRequestRead) on Submit for opanai/gpt-image-1, 2 times, has struck 0"}"""), (status, body));
        await client.SubmitAsync(ImageModels.IdeogramV3, new() { Prompt = "A deer" }, cancellationToken: Cancel);
        await client.SubmitAsync(ImageModels.GptImage1, new() { Prompt = "A deer" }, cancellationToken: Cancel);
        await Assert.ThrowsAsync<ConnectionFailedException>(() => client.SubmitAsync(ImageModels.GptImage1, new() { Prompt = "A deer" }, cancellationToken: Cancel));
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync("DELETE", "faults")).Status);
        await client.SubmitAsync(ImageModels.GptImage1, new() { Prompt = "A deer" }, cancellationToken: Cancel);
        fixture.Simulator.Ledger.ShouldHaveBilled(3);
    }

    [Theory]
    [MemberData(nameof(FaultsByName))]
    public async Task Faults_EveryName_IsAccepted(string name)
    {
        Assert.Equal(HttpStatusCode.Created, (await SendAsync("POST", "faults", $$"""{"fault":"{{name}}"{{(name == "status" ? ",\"status\":418" : "")}},"rate":0.5,"seed":7}""")).Status);
        Assert.True(Assert.Single(fixture.Simulator.Faults.Rules).IsPending);
    }

    [Fact]
    public void All_Names_AreThoseOfTheFaults()
    {
        IEnumerable<string> members = typeof(Fault).GetMembers(BindingFlags.Public | BindingFlags.Static)
            .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false })
            .Select(member => string.Concat(member.Name.Select((letter, index) =>
                (index > 0 && (char.IsUpper(letter) || (char.IsDigit(letter) && !char.IsDigit(member.Name[index - 1]))) ? "-" : "") + char.ToLowerInvariant(letter))));

        Assert.Equal(members.Except(["rewritten-body"]).Select(name => name.Replace("base-64", "base64", StringComparison.Ordinal)).Order(), FaultNames.All.Order());
    }

    [Theory]
    [InlineData("", "The body must be a JSON object")]
    [InlineData("[]", "The body must be a JSON object")]
    [InlineData("{}", "'fault' must be one of connection-closed, ")]
    [InlineData("""{"fault":"status"}""", "'status' must be a number from 200 to 599.")]
    [InlineData("""{"fault":"rate-limited","retry_after":3}""", "'retry_after' is not known. Known are after, asDate, ")]
    [InlineData("""{"fault":"rate-limited","retryAfter":-1}""", "'retryAfter' must be from 0 to 86400 seconds.")]
    [InlineData("""{"fault":"rate-limited","retryAfter":"soon"}""", "The input string 'soon' was not in a correct format.")]
    [InlineData("""{"fault":"rate-limited","times":0}""", "'times' must be from 1 to")]
    [InlineData("""{"fault":"rate-limited","rate":2}""", "'rate' must be from more than 0 to 1.")]
    [InlineData("""{"fault":"rate-limited","operation":"paint"}""", "'operation' must be one of None, Submit, Poll, Download, All.")]
    [InlineData("""{"fault":"truncated-body","point":"BeforeRequestRead"}""", "The fault 'truncated body' is about an answer")]
    [InlineData("""{"fault":"rate-limited","model":"acme/unknown"}""", "'model' is no model of the document.")]
    public async Task Faults_OrderThatIsNotUnderstood_IsRefusedWithWhatWouldBe(string order, string message)
    {
        (HttpStatusCode status, string body) = await SendAsync("POST", "faults", order);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith(message, (string)JsonNode.Parse(body)!["error"]!["message"]!, StringComparison.Ordinal);
        Assert.Empty(fixture.Simulator.Faults.Rules);
    }

    [Fact]
    public async Task Anything_Else_GetsTheUsage()
    {
        (HttpStatusCode status, string body) = await SendAsync("GET", "help");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.StartsWith("GET    /__simulator/ledger", body, StringComparison.Ordinal);
        Assert.Equal(0, fixture.Simulator.Timeline.Count);
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(string method, string what, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(fixture.Host, $"/__simulator/{what}")) { Content = body is null ? null : new StringContent(body) };
        using HttpResponseMessage response = await fixture.Http.SendAsync(request, Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }
}
