using AIHubMix.Images.ContractTests.Faults;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Simulation;

public sealed class FaultPlanTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Next_SeveralRules_StrikeInTheOrderInWhichTheyWereMade()
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults =>
        {
            faults.Next(Fault.RateLimited(TimeSpan.FromSeconds(3))).Times(2);
            faults.Next(Fault.Unavailable(TimeSpan.FromSeconds(5)));
        });

        await bench.RunAsync(GenerateAsync(bench, ImageModels.IdeogramV3));

        Assert.Equal([0, 3, 6, 11], bench.Timeline.Exchanges.Select(exchange => exchange.At.TotalSeconds));
        Assert.Equal([429, 429, 503, 200], bench.Timeline.Exchanges.Select(exchange => exchange.StatusCode!.Value));
        bench.Simulator.Faults.ShouldAllHaveStruck();
        bench.Simulator.Ledger.ShouldHaveBilled(1);
    }

    [Fact]
    public async Task For_AModel_LeavesTheOthersAlone()
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults =>
        {
            faults.Next(Fault.QuotaExceeded).For(new ImageModel<GptImageInput>("openai/gpt-image-1"));
            faults.Next(Fault.TaskFailed()).For(ImageModels.FluxKontextPro);
        });

        await bench.RunAsync(GenerateAsync(bench, ImageModels.IdeogramV3));
        await bench.RunAsync(GenerateAsync(bench, ImageModels.FluxKontextMax));
        await Assert.ThrowsAsync<QuotaExceededException>(() => bench.RunAsync(GenerateAsync(bench, ImageModels.GptImage1)));
        await Assert.ThrowsAsync<TaskFailedException>(() => bench.RunAsync(GenerateAsync(bench, ImageModels.FluxKontextPro)));
    }

    [Theory]
    [InlineData(FaultPoint.BeforeRequestRead, 0)]
    [InlineData(FaultPoint.AfterRequestRead, 0)]
    [InlineData(FaultPoint.AfterGeneration, 1)]
    public async Task At_APoint_BillsWhatWasDoneByThen(FaultPoint point, int billed)
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(Fault.ConnectionReset).At(point));

        ConnectionFailedException exception = await Assert.ThrowsAsync<ConnectionFailedException>(() => bench.RunAsync(GenerateAsync(bench, ImageModels.IdeogramV3)));

        Assert.Equal(BillingClass.OutcomeUnknown, exception.Billing);
        bench.Simulator.Ledger.ShouldHaveBilled(billed);
    }

    [Fact]
    public void At_BeforeThereIsAnAnswer_IsRefusedForFaultsOfTheAnswer()
    {
        FaultRule rule = new(Fault.TruncatedBody);

        ArgumentException exception = Assert.Throws<ArgumentException>(() => rule.At(FaultPoint.AfterRequestRead));

        Assert.StartsWith("The fault 'truncated body' is about an answer that the simulator has made", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => rule.At((FaultPoint)7));
    }

    [Fact]
    public void Members_ValuesOutOfRange_AreRefused()
    {
        FaultRule rule = new(Fault.EmptyBody);

        Assert.Throws<ArgumentOutOfRangeException>(() => rule.Times(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => rule.After(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => rule.Randomly(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => rule.Randomly(1, 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.ServerError(404));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Status(99));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.SlowBody(parts: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.GiganticBody(-1));
    }

    [Fact]
    public void Randomly_SameSeed_StrikesTheSameRequestsAgain()
    {
        List<int>[] struck = [.. Enumerable.Range(0, 3).Select(run =>
        {
            FaultRule rule = new FaultRule(Fault.EmptyBody).Randomly(run == 2 ? 8 : 7, 0.3);
            return Enumerable.Range(0, 1000).Where(number => rule.Strike(Submit(number)) is not null).ToList();
        })];

        Assert.Equal(struck[0], struck[1]);
        Assert.NotEqual(struck[0], struck[2]);
        Assert.InRange(struck[0].Count, 250, 350);
    }

    [Fact]
    public void Randomly_WithABound_StrikesNoMoreThanThat()
    {
        FaultRule rule = new FaultRule(Fault.EmptyBody).Times(5).Randomly(7, 0.5);

        Assert.Equal(5, Enumerable.Range(0, 1000).Count(number => rule.Strike(Submit(number)) is not null));
    }

    [Fact]
    public void Strike_Rule_CountsTheRequestsThatItIsAboutAlone()
    {
        FaultRule rule = new FaultRule(Fault.EmptyBody).After(1).When(exchange => exchange.Number % 2 == 0);

        Assert.Equal([4], Enumerable.Range(1, 10).Where(number => rule.Strike(Submit(number)) is not null));
        Assert.Equal(1, rule.Struck);
        Assert.Equal("200 empty on Submit, 1 time, has struck 1", rule.ToString());
    }

    [Fact]
    public async Task ShouldAllHaveStruck_OneThatHasNot_IsNamed()
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults =>
        {
            faults.Next(Fault.RateLimited()).Times(3);
            faults.Next(Fault.TaskVanished).For(ImageModels.FluxKontextMax);
            faults.Next(Fault.HtmlPage).On(GatewayOperation.Download).Always();
        });
        bench.Simulator.Faults.Rules[0].Strike(Submit(1));

        SimulatorAssertionException exception = Assert.Throws<SimulatorAssertionException>(bench.Simulator.Faults.ShouldAllHaveStruck);

        Assert.Equal(
            """
            Every fault should have struck, and 3 of 3 did not:
              429 on Submit, 3 times, has struck 1
              task 'Task not found' on Poll for bfl/flux-kontext-max, 1 time, has struck 0
              200 html on Download, any number of times, has struck 0
            """, exception.Message, ignoreLineEndingDifferences: true);
        bench.Simulator.Faults.Clear();
        bench.Simulator.Faults.ShouldAllHaveStruck();
    }

    private static Exchange Submit(int number) =>
        new(number, TimeSpan.Zero, new Simulator.Traffic.Route(GatewayOperation.Submit, "ideogram/V3"), "POST", "/", new Dictionary<string, string>());

    private static Task<ImageResult> GenerateAsync(FaultBench bench, ImageModel model) =>
        ModelProbe.Of(ImageModels.Find(model.Path)!.Path).GenerateAsync(bench.Client, ModelProbe.Of(ImageModels.Find(model.Path)!.Path).Minimal(), Cancel);
}
