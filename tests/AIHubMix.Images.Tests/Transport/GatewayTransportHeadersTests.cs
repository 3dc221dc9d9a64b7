using System.Net;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Transport;

/// <summary>The headers of the caller's own: where they go, and where they must not.</summary>
public sealed class GatewayTransportHeadersTests
{
    private const string Picture = """{"output":["https://aihubmix.com/deer.png"]}""";
    private const string Ready = """{"status":"Ready","result":{"sample":"https://aihubmix.com/deer.png"}}""";

    /// <summary>Names that decide where a request goes, whose it is and how its body is read, and what is no header of a request.</summary>
    public static TheoryData<string, string> Refused { get; } = new()
    {
        { "Authorization", "Bearer sk-other" },
        { "authorization", "Bearer sk-other" },
        { "AUTHORIZATION", "" },
        { "Proxy-Authorization", "x" },
        { "Host", "evil.example.com" },
        { "Connection", "close" },
        { "Transfer-Encoding", "chunked" },
        { "Upgrade", "h2c" },
        { "Expect", "100-continue" },
        { "Cookie", "a=b" },
        { "TE", "trailers" },
        { "Trailer", "x" },
        { "Content-Type", "text/plain" },
        { "Content-Length", "0" },
        { "Content-Encoding", "gzip" },
        { "", "x" },
        { " ", "x" },
        { "a b", "x" },
        { "a:b", "x" },
        { "a\r\nb", "x" },
        { "ä", "x" },
        { "X-Odd", "a\r\nAuthorization: Bearer sk-other" },
        { "X-Odd", "a\nb" },
        { "X-Odd", "a\rb" },
        { "X-Odd", "a\0b" },
        { "X-Odd", "b\n" },
        { "X-Odd", "caf\u00e9" },
        { "X-Odd", "\u9e7f" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Constructor_HeaderThatMustNotBeSent_IsRefused(string name, string value)
    {
        var headers = new Dictionary<string, string> { ["APP-Code"] = "1", [name] = value };

        ArgumentException exception = Assert.Throws<ArgumentException>(() => new AIHubMixClient(Bench.Key, new AIHubMixClientOptions { Headers = headers }));

        Assert.Equal("Headers", exception.ParamName);
        Assert.DoesNotContain("sk-other", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task GenerateAsync_HeaderThatMustNotBeSent_IsRefusedBeforeAnythingIsSent(string name, string value)
    {
        using var bench = Bench.Answering(Picture);
        var options = new CallOptions { Headers = new Dictionary<string, string> { [name] = value } };

        Assert.Equal("Headers", (await Assert.ThrowsAsync<ArgumentException>(() => bench.GenerateAsync(options))).ParamName);
        Assert.Throws<ArgumentException>(() => bench.Client.ResumeTask(ImageModels.FluxKontextMax, "t1", options));
        Assert.Empty(bench.Gateway.Requests);
    }

    [Fact]
    public void Constructor_NullHeader_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new AIHubMixClient(Bench.Key, new AIHubMixClientOptions { Headers = new Dictionary<string, string> { ["X-A"] = null! } }));
        Assert.Throws<ArgumentNullException>(() => new AIHubMixClient(Bench.Key, new AIHubMixClientOptions { Headers = null! }));
    }

    [Fact]
    public async Task SendAsync_ClientsHeaders_GoWithPredictionsAndPollsButNotWithDownloads()
    {
        using var bench = Bench.WithTask(options => options with { Headers = new Dictionary<string, string> { ["APP-Code"] = "ABC", ["X-Empty"] = "" } });
        bench.Gateway.Answer("""{"status":"Pending"}""").Answer(Ready).Redirect("https://api.aihubmix.com/deer.png").Answer(Pictures.Png(), HttpStatusCode.OK, "image/png");

        ImageResult result = await bench.GenerateAsync();
        await result.Images[0].GetBytesAsync(TestContext.Current.CancellationToken);

        Assert.Equal([true, true, true, false, false], bench.Gateway.Requests.Select(request => request.Headers.Contains("APP-Code")));
        Assert.Equal([true, true, true, false, false], bench.Gateway.Requests.Select(request => request.Headers.Contains("X-Empty")));
        Assert.Equal("ABC", Assert.Single(bench.Gateway.Requests[0].Headers.GetValues("app-code")));
        Assert.All(bench.Gateway.Requests.Skip(3), request => Assert.Empty(request.Headers));
    }

    [Fact]
    public async Task SendAsync_HeadersOfTheCall_GoBeforeTheClientsWhateverTheirCase()
    {
        using var bench = Bench.WithTask(options => options with { Headers = new Dictionary<string, string> { ["APP-Code"] = "client", ["X-Client"] = "1" } });
        bench.Gateway.Answer(Ready).Answer(Pictures.Png(), HttpStatusCode.OK, "image/png").Answer(Picture);

        ImageResult result = await bench.GenerateAsync(new CallOptions { Headers = new Dictionary<string, string> { ["app-CODE"] = "call", ["X-Call"] = "2" } });
        await result.Images[0].GetBytesAsync(TestContext.Current.CancellationToken);
        await bench.GenerateAsync();

        (string?, string?, string?)[] own = [.. bench.Gateway.Requests.Select(request => (Value(request, "APP-Code"), Value(request, "X-Client"), Value(request, "X-Call")))];
        Assert.Equal([("call", "1", "2"), ("call", "1", "2"), (null, null, null), ("client", "1", null)], own);

        static string? Value(StubRequest request, string name) => request.Headers.TryGetValues(name, out IEnumerable<string>? values) ? Assert.Single(values) : null;
    }

    [Fact]
    public async Task SendAsync_ClientsHeadersThatDifferByCaseAlone_AreTakenWithThoseOfACallToo()
    {
        using var bench = new Bench(options => options with { Headers = new Dictionary<string, string> { ["X-A"] = "1", ["x-a"] = "2" } });
        bench.Gateway.Answer(Picture);

        await bench.GenerateAsync();
        await bench.GenerateAsync(new CallOptions { Headers = new Dictionary<string, string> { ["X-B"] = "3" } });

        Assert.All(bench.Gateway.Requests, request => Assert.Equal("2", Assert.Single(request.Headers.GetValues("X-A"))));
    }

    [Fact]
    public async Task SendAsync_DictionaryOfTheClientChangedLater_IsAsItWasWhenTheClientWasMade()
    {
        var headers = new Dictionary<string, string> { ["X-A"] = "1" };
        using var bench = new Bench(options => options with { Headers = headers });
        bench.Gateway.Answer(Picture);

        headers["X-A"] = "two\r\nlines";
        headers["Authorization"] = "Bearer of somebody else";
        await bench.GenerateAsync();
        await bench.GenerateAsync(new CallOptions { Headers = new Dictionary<string, string> { ["X-B"] = "3" } });

        Assert.All(bench.Gateway.Requests, request => Assert.Equal(("1", "Bearer " + Bench.Key), (Assert.Single(request.Headers.GetValues("X-A")), request.Authorization!.ToString())));
    }

    [Fact]
    public async Task SendAsync_HeadersOfARetry_AreThoseOfTheFirstAttempt()
    {
        using var bench = new Bench(options => options with { Headers = new Dictionary<string, string> { ["X-Client"] = "1" } });
        bench.Gateway.Answer("", HttpStatusCode.TooManyRequests).FailToConnect(new IOException("refused")).Answer(Picture);

        await bench.GenerateAsync(new CallOptions { Headers = new Dictionary<string, string> { ["X-Call"] = "2" } });

        Assert.Equal(3, bench.Gateway.Requests.Count);
        Assert.Single(bench.Gateway.Requests.Select(request => request.Headers.ToString()).Distinct());
    }

    [Fact]
    public async Task SendAsync_AcceptOfTheCaller_ReplacesTheClients()
    {
        using var bench = Bench.Answering(Picture);

        await bench.GenerateAsync(new CallOptions { Headers = new Dictionary<string, string> { ["Accept"] = "application/json, image/*" } });

        Assert.Equal("application/json, image/*", bench.Gateway.Requests[0].Accept);
    }

    [Fact]
    public async Task ResumeTask_HeadersOfTheCall_GoWithItsPolls()
    {
        using var bench = Bench.Answering(Ready);

        await bench.WaitAsync(bench.Client.ResumeTask(ImageModels.FluxKontextMax, "t1", new CallOptions { Headers = new Dictionary<string, string> { ["X-Call"] = "2" } }));

        Assert.Equal("2", Assert.Single(bench.Gateway.Requests).Headers.GetValues("X-Call").Single());
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task SendAsync_RedirectOfTheGateway_IsFollowedByNeitherOperation(int status)
    {
        using var submit = new Bench();
        submit.Gateway.Redirect("https://evil.example.com/", (HttpStatusCode)status);
        AIHubMixApiException refused = await submit.FailAsync<AIHubMixApiException>();
        Assert.Equal((BillingClass.OutcomeUnknown, (HttpStatusCode)status), (refused.Billing, refused.StatusCode));
        Assert.Single(submit.Gateway.Requests);

        using var poll = Bench.WithTask();
        poll.Gateway.Redirect("https://evil.example.com/", (HttpStatusCode)status);
        AIHubMixApiException lost = await poll.FailAsync<AIHubMixApiException>();
        Assert.Equal((BillingClass.Billed, "t1"), (lost.Billing, lost.TaskId));
        Assert.DoesNotContain(poll.Gateway.Requests, request => request.Uri.Host == "evil.example.com");
        Assert.Equal(2, poll.Gateway.Requests.Count);
    }
}
