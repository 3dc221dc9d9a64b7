using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Readme;

/// <summary>The code of docs/simulator.md, compiled as it stands there.</summary>
internal static class SimulatorSnippets
{
    public static async Task First()
    {
        #region First
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();
        using AIHubMixClient client = gateway.CreateClient();
        gateway.Faults.Next(Fault.ConnectionReset); // the work is done, the answer is lost

        await Assert.ThrowsAsync<ConnectionFailedException>(() =>
            client.GenerateAsync(ImageModels.IdeogramV3, new() { Prompt = "A deer" }));

        gateway.Ledger.ShouldHaveBilled(1); // and it was not sent again
        #endregion
    }

    public static async Task Billed(string folder)
    {
        #region Billed
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();
        using AIHubMixClient client = gateway.CreateClient();
        ImageResult result = await client.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer" });
        await result.Images[0].SaveAsync(Path.Combine(folder, "deer"));

        gateway.Ledger.ShouldHaveBilled(1, ImageModels.FluxKontextMax);
        gateway.Ledger.ShouldHaveDeliveredAll(); // nothing that was paid for is lost
        LedgerEntry entry = gateway.Ledger.Entries[0]; // model, input, task, and each picture that it returns
        #endregion
        Assert.Equal(result.TaskId, entry.TaskId);
    }

    public static void Faults(AIHubMixSimulator gateway)
    {
        #region Faults
        gateway.Faults.Next(Fault.RateLimited(retryAfter: TimeSpan.FromSeconds(30))).Times(2);
        gateway.Faults.Next(Fault.ConnectionReset).For(ImageModels.GptImage1).At(FaultPoint.AfterRequestRead);
        gateway.Faults.Next(Fault.ServerError(502)).On(GatewayOperation.Poll).Randomly(seed: 7, rate: 0.2);
        gateway.Faults.Next(Fault.TaskPending).Always();
        using IDisposable outage = gateway.Faults.RefuseConnections(TimeSpan.FromSeconds(10));
        #endregion
    }

    public static async Task Time()
    {
        #region Time
        var clock = new SimulatorClock();
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new SimulatorOptions
        {
            TimeProvider = clock,
            GenerationTime = TimeSpan.FromMinutes(2),
        });
        using AIHubMixClient client = gateway.CreateClient(); // on the same clock
        gateway.Faults.Next(Fault.RateLimited(retryAfter: TimeSpan.FromSeconds(30)));

        ImageResult result = await clock.RunAsync(client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer" }));

        Assert.Equal(TimeSpan.FromSeconds(150), clock.Elapsed);
        #endregion
        Assert.Single(result.Images);
    }
}
