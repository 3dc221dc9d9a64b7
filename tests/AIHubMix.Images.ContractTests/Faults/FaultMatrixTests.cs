using AIHubMix.Images.ContractTests.Document;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Faults;

/// <summary>Every kind of model against everything that can go wrong: what comes out, what was billed and how long it took.</summary>
public sealed class FaultMatrixTests(FaultMatrix matrix) : IClassFixture<FaultMatrix>
{
    private const int LooksNeeded = SimulatorOptions.DefaultPendingPolls + 1;

    private static readonly TimeSpan Accuracy = TimeSpan.FromMicroseconds(10);

    private static readonly GatewayOperation[] Operations = [GatewayOperation.Submit, GatewayOperation.Poll, GatewayOperation.Download];

    // What matters to a fault is how a model answers and whether it is known by another name; CONTRACT_FAULTS=all tries each of them all the same.
    private static IEnumerable<string> Models => Environment.GetEnvironmentVariable("CONTRACT_FAULTS") == "all"
        ? ModelProbe.Paths
        : ModelProbe.Paths.GroupBy(path => (DocumentModels.Of(path).Answers, ModelProbe.Of(path).HasOtherSpelling)).Select(kind => kind.First());

    public static TheoryData<string, string> Rows =>
    [
        .. from path in Models
           from operation in Operations
           where operation == GatewayOperation.Submit || (operation == GatewayOperation.Poll ? IsTask(path) : !IsInline(path))
           select (path, $"{operation}"),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Generate_EveryFault_GivesResultOrTypedExceptionAndIsBilledOnceAtMost(string path, string operation)
    {
        var oracle = new FaultOracle(IsTask(path), IsInline(path), ModelProbe.Of(path).HasOtherSpelling);
        var wrong = new List<string>();
        foreach (FaultCase fault in FaultCatalog.All.Where(fault => $"{fault.Operation}" == operation))
        {
            FaultCell cell = await RunAsync(path, fault);
            matrix.Add(cell);
            FaultOutcome expected = oracle.Expect(fault);
            var actual = new FaultOutcome(cell.Failure?.GetType(), cell.Billed, cell.Elapsed.TotalSeconds);
            if (actual.Failure != expected.Failure || actual.Billed != expected.Billed || Math.Abs(actual.Seconds - expected.Seconds) > Accuracy.TotalSeconds)
            {
                wrong.Add($"{fault.Name}: {actual} instead of {expected}. {cell.Failure?.Message}");
            }

            if (cell.Billed > 1 || cell.IsUntyped || cell.IsLost)
            {
                wrong.Add($"{fault.Name}: billed {cell.Billed} times, {(cell.IsUntyped ? "untyped" : "typed")}, {(cell.IsLost ? "lost" : "not lost")}. {cell.Failure}");
            }

            if (cell.Billed > 0 && cell.Failure is AIHubMixException { Billing: not (BillingClass.OutcomeUnknown or BillingClass.Billed) } denied)
            {
                wrong.Add($"{fault.Name}: billed, though the exception says {denied.Billing}.");
            }

            if (fault.Operation != GatewayOperation.Submit && cell.Failure is AIHubMixException { TaskToken: null } && IsTask(path))
            {
                wrong.Add($"{fault.Name}: the exception has no token of the task.");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    private static bool IsTask(string path) => ModelProbe.Of(path).Model.Delivery == ImageDelivery.Task;

    private static bool IsInline(string path) => DocumentModels.Of(path).Answers.EndsWith("base64", StringComparison.Ordinal);

    private static async Task<FaultCell> RunAsync(string path, FaultCase fault)
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => fault.Plan(faults, IsTask(path) ? LooksNeeded : 0));
        string input = ModelProbe.Of(path).Minimal();
        Exception? failure = await Record.ExceptionAsync(async () =>
        {
            ImageResult result = await bench.RunAsync(ModelProbe.Of(path).GenerateAsync(bench.Client, input, TestContext.Current.CancellationToken));
            Assert.Single(result.Images);
            Assert.True(ImageHeader.TryRead((await bench.RunAsync(result.Images[0].GetBytesAsync(TestContext.Current.CancellationToken))).Span, out _));
        });
        return new FaultCell(path, fault, failure, bench.Simulator.Ledger.Count, bench.Clock.Elapsed);
    }
}
