using AIHubMix.Images.ContractTests.Faults;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Simulation;

/// <summary>A model that the gateway knows under another spelling only: the ledger counts what that costs.</summary>
public sealed class RenamedModelTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public static TheoryData<string> Renamed => [.. ModelProbe.Paths.Where(path => ModelProbe.Of(path).HasOtherSpelling)];

    [Theory]
    [MemberData(nameof(Renamed))]
    public async Task Generate_PathThatTheGatewayNoLongerKnows_IsBilledOnceForEachCall(string path)
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(Fault.UnknownModel)
            .When(exchange => exchange.Target == $"/v1/models/{path}/predictions").Always());

        foreach (int _ in (int[])[1, 2])
        {
            ImageResult result = await bench.RunAsync(ModelProbe.Of(path).GenerateAsync(bench.Client, ModelProbe.Of(path).Minimal(), Cancel));
            Assert.Equal(path, result.Model);
            Assert.Single(result.Images);
        }

        bench.Simulator.Ledger.ShouldHaveBilled(2);
        Assert.Equal([503, 200, 200], bench.Timeline.Of(GatewayOperation.Submit).Select(exchange => exchange.StatusCode!.Value));
    }

    [Theory]
    [InlineData(ModelPathSpelling.ApiPage, "/v1/models/opanai/gpt-image-1/predictions")]
    [InlineData(ModelPathSpelling.Later, "/v1/models/openai/gpt-image-1/predictions")]
    public async Task Generate_EitherSpelling_IsServed(ModelPathSpelling spelling, string path)
    {
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();
        using AIHubMixClient client = gateway.CreateClient(new AIHubMixClientOptions { PathSpelling = spelling });

        await client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer" }, cancellationToken: Cancel);

        Assert.Equal([path], gateway.Timeline.Of(GatewayOperation.Submit).Select(exchange => exchange.Target));
        gateway.Ledger.ShouldHaveBilled(1, ImageModels.GptImage1);
    }
}
