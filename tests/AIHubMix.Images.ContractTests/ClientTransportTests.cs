using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests;

public sealed class ClientTransportTests
{
    /// <summary>A run over another transport that the clients did not take would prove nothing.</summary>
    [Fact]
    public async Task NewClient_TransportOfTheVariable_IsWhatSends()
    {
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();
        using AIHubMixClient client = gateway.CreateClient();

        await client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer" }, cancellationToken: TestContext.Current.CancellationToken);

        // Kiota's default middleware says who it is.
        bool isKiota = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ClientTransport.Variable));
        string agent = gateway.Timeline.Exchanges[0].Headers.GetValueOrDefault("User-Agent") ?? "";
        Assert.Equal(isKiota, agent.StartsWith("kiota-dotnet/", StringComparison.Ordinal));
    }
}
