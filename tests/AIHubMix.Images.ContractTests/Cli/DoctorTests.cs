using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Cli;

public sealed class DoctorTests
{
    [Fact]
    public async Task Doctor_AllWell_SaysSoWithoutAPaidCall()
    {
        await using ToolBench bench = await ToolBench.StartAsync();

        Assert.Equal(0, await bench.RunAsync("doctor"));

        Assert.Matches("ok +key +AIHUBMIX_API_KEY holds one of the form sk-", bench.Output);
        Assert.Contains("and takes the key", bench.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("FAIL", bench.Output, StringComparison.Ordinal);
        Assert.All(bench.Gateway.Timeline.Exchanges, exchange => Assert.Equal(GatewayOperation.Poll, exchange.Operation));
        bench.Gateway.Ledger.ShouldHaveBilled(0);
    }

    [Fact]
    public async Task Doctor_KeyThatIsRefused_Fails()
    {
        await using ToolBench bench = await ToolBench.StartAsync(apiKey: "sk-another");

        Assert.Equal(1, await bench.RunAsync("doctor", "--json"));

        Assert.False(bench.Json.GetProperty("ok").GetBoolean());
        Assert.Equal("fail", VerdictOf(bench.Json, "gateway"));
    }

    [Theory]
    [InlineData(null, "fail")]
    [InlineData("sk-with space", "fail")]
    [InlineData("some-other-key-of-a-vendor", "warn")]
    [InlineData("sk-short", "warn")]
    public async Task Doctor_KeyOfAnotherForm_SaysSo(string? key, string verdict)
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Variables[AIHubMixClient.ApiKeyVariable] = key;

        await bench.RunAsync("doctor", "--json");

        Assert.Equal(verdict, VerdictOf(bench.Json, "key"));
        if (key is not null)
        {
            Assert.DoesNotContain(key, bench.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Doctor_NobodyListens_SaysWhatToLookAt()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        Assert.Equal(1, await bench.RunAsync("doctor", "--json", "--endpoint", $"http://127.0.0.1:{port}/v1"));

        Assert.Equal("fail", VerdictOf(bench.Json, "gateway"));
        Assert.Contains("Nothing listens there", bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_EndpointThatNoClientTakes_GetsNoKey()
    {
        await using ToolBench bench = await ToolBench.StartAsync();

        Assert.Equal(1, await bench.RunAsync("doctor", "--json", "--endpoint", "http://example.com/v1"));

        Assert.Equal("fail", VerdictOf(bench.Json, "endpoints"));
        Assert.Equal(0, bench.Gateway.Timeline.Count);
    }

    [Fact]
    public async Task Doctor_GatewayInTrouble_Warns()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Gateway.Faults.Next(Fault.ServerError(502)).On(GatewayOperation.Poll);

        Assert.Equal(0, await bench.RunAsync("doctor", "--json"));

        Assert.Equal("warn", VerdictOf(bench.Json, "gateway"));
    }

    [Fact]
    public async Task Doctor_Proxy_IsShownWithoutItsPassword()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Variables["HTTPS_PROXY"] = "http://user:secret@proxy.example:8080";

        await bench.RunAsync("doctor");

        Assert.Contains("HTTPS_PROXY=http://proxy.example:8080", bench.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret@", bench.Output, StringComparison.Ordinal);
    }

    private static string? VerdictOf(JsonElement json, string check) =>
        json.GetProperty("checks").EnumerateArray().Single(found => found.GetProperty("name").GetString() == check).GetProperty("verdict").GetString();
}
