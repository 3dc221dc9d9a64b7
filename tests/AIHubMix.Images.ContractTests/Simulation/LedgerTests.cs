using AIHubMix.Images.ContractTests.Faults;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Simulation;

public sealed class LedgerTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task ShouldHaveBilled_AnotherNumber_TellsWhatWasBilledAndWhatHappened()
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults =>
        {
            faults.Next(Fault.RateLimited(TimeSpan.FromSeconds(3)));
            faults.Next(Fault.ConnectionReset);
        });
        AIHubMixClient client = bench.CreateClient(options => options with { Retry = new RetryOptions { RetryUnknownOutcome = true } });
        await bench.RunAsync(client.GenerateAsync(ImageModels.Imagen3Generate002, new() { Prompt = "A deer", NumberOfImages = 2 }, cancellationToken: Cancel));

        SimulatorAssertionException exception = Assert.Throws<SimulatorAssertionException>(() => bench.Simulator.Ledger.ShouldHaveBilled(1));

        string[] ids = [.. bench.Simulator.Ledger.Entries.Select(entry => entry.RequestId)];
        Assert.Equal(
            $"""
             1 generation should have been billed, and 2 were.
               1. google/imagen-3.0-generate-002, image/png 1024x1024 and image/png 1024x1024, request {ids[0]}
               2. google/imagen-3.0-generate-002, image/png 1024x1024 and image/png 1024x1024, request {ids[1]}
             What happened:
                 0.000 s  Submit   google/imagen-3.0-generate-002: 429, fault: 429, Retry-After 3 s
                 3.000 s  Submit   google/imagen-3.0-generate-002: no answer, BILLED (google/imagen-3.0-generate-002, image/png 1024x1024 and image/png 1024x1024, request {ids[0]}), fault: connection reset
                 4.000 s  Submit   google/imagen-3.0-generate-002: 200, BILLED (google/imagen-3.0-generate-002, image/png 1024x1024 and image/png 1024x1024, request {ids[1]})
             """, exception.Message, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task ShouldHaveBilled_ByModel_CountsThatModelUnderAnySpelling()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        await bench.RunAsync(bench.Client.SubmitAsync(new ImageModel<GptImageInput>("openai/gpt-image-1"), new() { Prompt = "A deer" }, cancellationToken: Cancel));
        await bench.RunAsync(bench.Client.SubmitAsync(ImageModels.IdeogramV3, new() { Prompt = "A deer" }, cancellationToken: Cancel));

        bench.Simulator.Ledger.ShouldHaveBilled(2);
        bench.Simulator.Ledger.ShouldHaveBilled(1, ImageModels.GptImage1);
        bench.Simulator.Ledger.ShouldHaveBilled(1, new ImageModel<GptImageInput>("openai/gpt-image-1"));
        bench.Simulator.Ledger.ShouldHaveBilled(0, ImageModels.DallE3);
        SimulatorAssertionException exception = Assert.Throws<SimulatorAssertionException>(() => bench.Simulator.Ledger.ShouldHaveBilled(0, ImageModels.IdeogramV3));
        Assert.StartsWith("0 generations of ideogram/V3 should have been billed, and 1 was.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("google/imagen-3.0-generate-002")]
    [InlineData("ideogram/V3")]
    [InlineData("bfl/flux-kontext-max")]
    public async Task ShouldHaveDeliveredAll_EveryPictureFetched_Holds(string path)
    {
        await using FaultBench bench = await FaultBench.StartAsync();

        ImageResult result = await bench.RunAsync(ModelProbe.Of(path).GenerateAsync(bench.Client, """{"prompt":"A deer"}""", Cancel));
        foreach (GeneratedImage image in result.Images)
        {
            await bench.RunAsync(image.GetBytesAsync(Cancel));
        }

        bench.Simulator.Ledger.ShouldHaveDeliveredAll();
        Assert.All(bench.Simulator.Ledger.Entries.Single().Pictures, picture => Assert.Equal((1024, 1024, "image/png"), (picture.Width, picture.Height, picture.MediaType)));
    }

    [Theory]
    [InlineData("google/imagen-3.0-generate-002", "truncated body", GatewayOperation.Submit)]
    [InlineData("google/imagen-3.0-generate-002", "malformed base64", GatewayOperation.Submit)]
    [InlineData("google/imagen-3.0-generate-002", "connection reset", GatewayOperation.Submit)]
    [InlineData("google/imagen-3.0-generate-002", "502 html", GatewayOperation.Submit)]
    [InlineData("ideogram/V3", "403 expired URL", GatewayOperation.Download)]
    [InlineData("ideogram/V3", "200 html", GatewayOperation.Download)]
    [InlineData("bfl/flux-kontext-max", "task 'Task not found'", GatewayOperation.Poll)]
    public async Task ShouldHaveDeliveredAll_PictureThatNeverGotOut_IsNamed(string path, string fault, GatewayOperation operation)
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(FaultCatalog.FaultOf(fault)).On(operation).Always());

        await Assert.ThrowsAnyAsync<AIHubMixException>(async () =>
        {
            ImageResult result = await bench.RunAsync(ModelProbe.Of(path).GenerateAsync(bench.Client, ModelProbe.Of(path).Minimal(), Cancel));
            await bench.RunAsync(result.Images[0].GetBytesAsync(Cancel));
        });

        SimulatorAssertionException exception = Assert.Throws<SimulatorAssertionException>(bench.Simulator.Ledger.ShouldHaveDeliveredAll);
        Assert.StartsWith($"Everything that was billed should have been delivered, and 1 of 1 generation was not.{Environment.NewLine}  1. {path}, image/png 1024x1024", exception.Message, StringComparison.Ordinal);
        Assert.False(bench.Simulator.Ledger.Entries[0].IsDelivered);
    }

    [Theory]
    [InlineData("slow body")]
    [InlineData("as text/plain")]
    [InlineData("after 3 s")]
    public async Task ShouldHaveDeliveredAll_AnswerThatIsOddButWhole_Holds(string fault)
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(FaultCatalog.FaultOf(fault)));

        await bench.RunAsync(bench.Client.GenerateAsync(ImageModels.Imagen3Generate002, new() { Prompt = "A deer" }, cancellationToken: Cancel));

        bench.Simulator.Ledger.ShouldHaveDeliveredAll();
    }
}
