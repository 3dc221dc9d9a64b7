using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Tasks;

public sealed class TaskAcceptedTests
{
    private static readonly FluxKontextInput Input = new() { Prompt = "A deer" };

    [Fact]
    public async Task TaskAccepted_EveryMethod_IsToldBeforeTheTaskIsLookedAt()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("""{"status":"Ready","result":{"sample":"https://example.com/deer.png"}}""");
        var told = new List<(string? Id, int Requests)>();
        var options = new CallOptions { TaskAccepted = task => told.Add((task.Id, bench.Gateway.Requests.Count)) };

        await bench.Time.RunAsync(bench.Client.GenerateAsync(ImageModels.FluxKontextMax, Input, options, TestContext.Current.CancellationToken));

        Assert.Equal([("t1", 1)], told);
    }

    [Fact]
    public async Task TaskAccepted_PicturesThatComeAtOnce_IsNotTold()
    {
        using var bench = Bench.Answering("""{"output":["https://example.com/deer.png"]}""");
        int told = 0;

        await bench.Time.RunAsync(bench.Client.GenerateAsync(ImageModels.FluxKontextMax, Input, new CallOptions { TaskAccepted = _ => told++ }, TestContext.Current.CancellationToken));

        Assert.Equal(0, told);
    }

    [Fact]
    public async Task TaskAccepted_ThatThrows_EndsTheCallAndLeavesTheToken()
    {
        using var bench = Bench.WithTask();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Time.RunAsync(bench.Client.SubmitAsync(
            ImageModels.FluxKontextMax, Input, new CallOptions { TaskAccepted = _ => throw new InvalidOperationException("full") }, TestContext.Current.CancellationToken)));

        Assert.Equal("t1", bench.Client.ResumeTask(Assert.IsType<string>(exception.Data[AIHubMixException.TaskTokenKey])).Id);
    }
}
