using AIHubMix.Images.Simulator;
using Microsoft.Extensions.Time.Testing;

namespace AIHubMix.Images.ContractTests.Simulation;

public sealed class SimulatedTimeTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("google/imagen-3.0-generate-002", 120, 120)]
    [InlineData("ideogram/V3", 120, 120)]
    [InlineData("bfl/flux-kontext-max", 120, 126)]
    public async Task GenerationTime_OfTwoMinutes_PassesOnTheClockOfBoth(string path, double least, double most)
    {
        var clock = new SimulatorClock();
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new SimulatorOptions { TimeProvider = clock, GenerationTime = TimeSpan.FromMinutes(2) });
        using AIHubMixClient client = gateway.CreateClient();

        ImageResult result = await clock.RunAsync(ModelProbe.Of(path).GenerateAsync(client, ModelProbe.Of(path).Minimal(), Cancel));

        Assert.InRange(clock.Elapsed.TotalSeconds, least, most);
        Assert.Equal(clock.Elapsed, result.Duration);
        gateway.Ledger.ShouldHaveBilled(1);
    }

    [Fact]
    public async Task GenerationTime_BeyondTheDeadline_LeavesATokenThatCollectsThePicture()
    {
        var clock = new SimulatorClock();
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new SimulatorOptions { TimeProvider = clock, GenerationTime = TimeSpan.FromMinutes(11) });
        using AIHubMixClient client = gateway.CreateClient();
        GenerationTimeoutException late = await Assert.ThrowsAsync<GenerationTimeoutException>(() =>
            clock.RunAsync(client.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer" }, cancellationToken: Cancel)));

        ImageResult result = await clock.RunAsync(client.ResumeTask(late.TaskToken!).WaitAsync(null, Cancel));
        await clock.RunAsync(result.Images[0].GetBytesAsync(Cancel));

        gateway.Ledger.ShouldHaveBilled(1);
        gateway.Ledger.ShouldHaveDeliveredAll();
    }

    [Theory]
    [InlineData("bfl/flux-kontext-max", 10)]
    [InlineData("opanai/dall-e-3", 60)]
    public async Task Url_AfterTheLifeTimeThatTheDocumentTells_HasExpired(string path, int minutes)
    {
        var clock = new SimulatorClock();
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new SimulatorOptions { TimeProvider = clock });
        using AIHubMixClient client = gateway.CreateClient();
        GeneratedImage image = (await clock.RunAsync(ModelProbe.Of(path).GenerateAsync(client, ModelProbe.Of(path).Minimal(), Cancel))).Images[0];

        await clock.RunAsync(Task.Delay(TimeSpan.FromMinutes(minutes), clock, Cancel));
        await clock.RunAsync(image.GetBytesAsync(Cancel));
        await clock.RunAsync(Task.Delay(TimeSpan.FromSeconds(1), clock, Cancel));

        await Assert.ThrowsAsync<ImageExpiredException>(() => clock.RunAsync(image.GetBytesAsync(Cancel)));
    }

    [Fact]
    public async Task TimeProvider_AnyFakeClock_RulesTheDelaysOfBoth()
    {
        var generationTime = TimeSpan.FromSeconds(30);
        var clock = new NoticingClock(generationTime);
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new SimulatorOptions { TimeProvider = clock, GenerationTime = generationTime });
        using AIHubMixClient client = gateway.CreateClient();

        Task<ImageResult> call = client.GenerateAsync(ImageModels.Imagen3Generate002, new() { Prompt = "A deer" }, cancellationToken: Cancel);
        await clock.Noticed.WaitAsync(Cancel);
        Assert.False(call.IsCompleted);
        clock.Advance(generationTime);

        Assert.Equal(generationTime, (await call).Duration);
    }

    [Fact]
    public async Task CreateHandler_ApplicationWithAnHttpClientOfItsOwn_IsLedByTheClockToo()
    {
        var clock = new SimulatorClock();
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new SimulatorOptions { TimeProvider = clock });
        gateway.Faults.Next(Fault.Delayed(TimeSpan.FromSeconds(40)));
        using var http = new HttpClient(clock.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        using var client = ClientTransport.NewClient("sk-test", new AIHubMixClientOptions { SubmitEndpoint = gateway.Endpoint, TasksEndpoint = gateway.Endpoint, HttpInvoker = http, TimeProvider = clock });

        await clock.RunAsync(client.GenerateAsync(ImageModels.IdeogramV3, new() { Prompt = "A deer" }, cancellationToken: Cancel));

        Assert.Equal(TimeSpan.FromSeconds(40), clock.Elapsed);
    }

    [Fact]
    public async Task Start_SettingsOutOfRange_AreRefused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => AIHubMixSimulator.StartAsync(new SimulatorOptions { GenerationTime = TimeSpan.FromTicks(-1) }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => AIHubMixSimulator.StartAsync(new SimulatorOptions { PendingPolls = -1 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => AIHubMixSimulator.StartAsync(new SimulatorOptions { Port = 65_536 }));
    }

    [Fact]
    public async Task Start_PortThatIsTaken_SaysSo()
    {
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();

        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => AIHubMixSimulator.StartAsync(new SimulatorOptions { Port = gateway.Endpoint.Port }));
    }

    /// <summary>Tells when somebody waits for a time.</summary>
    private sealed class NoticingClock(TimeSpan time) : FakeTimeProvider
    {
        private readonly TaskCompletionSource _noticed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Noticed => _noticed.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == time)
            {
                _noticed.TrySetResult();
            }

            return timer;
        }
    }
}
