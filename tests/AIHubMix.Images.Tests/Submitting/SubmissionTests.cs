using AIHubMix.Images.Tests.Support;
using System.Net;

namespace AIHubMix.Images.Tests.Submitting;

/// <summary>The idempotency key of a logical call.</summary>
public sealed class SubmissionTests
{
    private const string Picture = """{"output":["https://example.com/deer.png"]}""";
    private const string Header = "Idempotency-Key";

    [Fact]
    public async Task IdempotencyKey_Default_IsNone()
    {
        using var bench = Bench.Answering(Picture);

        await bench.GenerateAsync();

        Assert.DoesNotContain(bench.Gateway.Requests[0].Headers, header => header.Key.Contains("dempotency", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(["Accept", "Authorization"], bench.Gateway.Requests[0].Headers.Select(header => header.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Idempotency-Key")]
    [InlineData("X-Request-Key")]
    public async Task IdempotencyKey_HeaderNamed_IsTheSameOverTheAttemptsOfACallAndAnotherForTheNext(string name)
    {
        using var bench = new Bench(options => options with { IdempotencyHeader = name, Retry = new RetryOptions { RetryUnknownOutcome = true } });
        bench.Gateway.Answer("", HttpStatusCode.TooManyRequests).FailToConnect(new IOException("refused")).Fail(new IOException("reset")).Answer("", HttpStatusCode.ServiceUnavailable).Answer(Picture);

        await bench.GenerateAsync();
        await bench.GenerateAsync();

        string[] keys = [.. bench.Gateway.Requests.Select(request => Assert.Single(request.Headers.GetValues(name)))];
        Assert.Equal(6, keys.Length);
        Assert.Single(keys.Take(5).Distinct());
        Assert.NotEqual(keys[0], keys[5]);
        Assert.All(keys, key => Assert.True(Guid.TryParse(key, out Guid guid) && guid != Guid.Empty, key));
    }

    [Fact]
    public async Task IdempotencyKey_OfTheCall_IsSentAsNamedByTheClientOrByDefault()
    {
        foreach (string? name in (string?[])[null, "X-Key"])
        {
            using var bench = new Bench(options => options with { IdempotencyHeader = name });
            bench.Gateway.Answer("", HttpStatusCode.TooManyRequests).Answer(Picture);

            await bench.GenerateAsync(new CallOptions { IdempotencyKey = "order-17" });

            Assert.Equal(["order-17", "order-17"], bench.Gateway.Requests.Select(request => Assert.Single(request.Headers.GetValues(name ?? Header))));
            Assert.Equal(name is null, bench.Gateway.Requests[0].Headers.Contains(Header));
        }
    }

    [Fact]
    public async Task IdempotencyKey_HeaderOfTheSameName_GivesWayToTheKeyThatFailuresTellOf()
    {
        foreach (string? key in (string?[])[null, "order-17"])
        {
            using var bench = new Bench(options => options with { IdempotencyHeader = Header, Headers = new Dictionary<string, string> { [Header.ToLowerInvariant()] = "of the headers" } });
            bench.Gateway.Answer("", HttpStatusCode.BadGateway);

            AIHubMixApiException exception = await bench.FailAsync<AIHubMixApiException>(new CallOptions { IdempotencyKey = key });

            Assert.Equal(exception.IdempotencyKey, Assert.Single(Assert.Single(bench.Gateway.Requests).Headers.GetValues(Header)));
            Assert.NotEqual("of the headers", exception.IdempotencyKey);
        }
    }

    [Fact]
    public async Task IdempotencyKey_OfOneCall_DoesNotReachTheNext()
    {
        using var bench = Bench.Answering(Picture);

        await bench.GenerateAsync(new CallOptions { IdempotencyKey = "order-17" });
        await bench.GenerateAsync();

        Assert.Equal([true, false], bench.Gateway.Requests.Select(request => request.Headers.Contains(Header)));
    }

    [Fact]
    public async Task IdempotencyKey_Polls_DoNotCarryIt()
    {
        using var bench = Bench.WithTask(options => options with { IdempotencyHeader = Header });
        bench.Gateway.Answer("""{"status":"Ready","result":{"sample":"https://example.com/deer.png"}}""");

        await bench.GenerateAsync();

        Assert.Equal([true, false], bench.Gateway.Requests.Select(request => request.Headers.Contains(Header)));
    }

    [Fact]
    public async Task IdempotencyKey_AnyFailureOfThePrediction_TellsIt()
    {
        Action<StubGateway>[] scripts =
        [
            gateway => gateway.Answer("", HttpStatusCode.BadRequest),
            gateway => gateway.Answer("", HttpStatusCode.TooManyRequests),
            gateway => gateway.Answer("", HttpStatusCode.BadGateway),
            gateway => gateway.Answer("{}"),
            gateway => gateway.Answer("""{"error":{"code":"moderation_blocked"}}"""),
            gateway => gateway.Fail(new IOException("reset")),
            gateway => gateway.FailToConnect(new IOException("refused")),
            gateway => gateway.Hang(),
        ];
        foreach (Action<StubGateway> script in scripts)
        {
            using var bench = new Bench(options => options with { IdempotencyHeader = Header });
            script(bench.Gateway);

            Exception? failure = await Record.ExceptionAsync(() => bench.GenerateAsync());

            string? key = Assert.IsType<AIHubMixException>(failure, exactMatch: false).IdempotencyKey;
            Assert.Equal(Assert.Single(bench.Gateway.Requests[^1].Headers.GetValues(Header)), key);
            Assert.Equal("mine", Assert.IsType<AIHubMixException>(
                await Record.ExceptionAsync(() => bench.GenerateAsync(new CallOptions { IdempotencyKey = "mine" })), exactMatch: false).IdempotencyKey);
        }
    }

    [Fact]
    public async Task IdempotencyKey_None_IsNullOnTheException()
    {
        using var bench = Bench.Answering("", HttpStatusCode.BadRequest);

        Assert.Null((await bench.FailAsync<AIHubMixApiException>()).IdempotencyKey);
    }
}
