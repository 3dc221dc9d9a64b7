using System.Text.Json;
using System.Text.Json.Nodes;
using AIHubMix.Images.Cli.Batch;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Cli;

public sealed class BatchTests
{
    private const string Deer = """{"model":"V3","prompt":"A deer","id":"deer"}""";
    private const string Boat = """{"model":"flux-kontext-max","prompt":"A boat","id":"boat"}""";
    private const string Cats = """{"model":"gpt-image-1","prompt":"Two cats","n":2,"quality":"high"}""";

    [Fact]
    public async Task Batch_OfAllKinds_SavesEachPictureAndReports()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write("lines.jsonl", Deer, "", Boat, Cats);

        Assert.Equal(0, await bench.RunAsync("batch", "lines.jsonl", "-o", "out"));

        Assert.Contains("3 lines, all valid: 3 to buy.", bench.Output, StringComparison.Ordinal);
        Assert.Contains("3 bought and saved", bench.Output, StringComparison.Ordinal);
        Assert.Equal(["out/boat.png", "out/deer.png"], Pictures(bench).Where(file => !file.Contains("0004", StringComparison.Ordinal)));
        Assert.Equal(2, Pictures(bench).Count(file => file.StartsWith("out/0004-", StringComparison.Ordinal)));
        JsonElement report = Report(bench);
        Assert.Equal((3, 3, 0, 4), (Number(report, "lines"), Number(report, "done"), Number(report, "inDoubt"), Number(report, "pictures")));
        Assert.Equal(Pictures(bench).Sum(file => new FileInfo(bench.PathOf(file)).Length), report.GetProperty("bytes").GetInt64());
        Assert.True(Number(report, "tokens") > 0);
        bench.Gateway.Ledger.ShouldHaveBilled(3);
        bench.Gateway.Ledger.ShouldHaveDeliveredAll();
    }

    [Fact]
    public async Task Batch_Again_BuysNothing()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write("lines.jsonl", Deer, Boat, Cats);
        await bench.RunAsync("batch", "lines.jsonl", "-o", "out");
        int requests = bench.Gateway.Timeline.Count;

        Assert.Equal(0, await bench.RunAsync("batch", "lines.jsonl", "-o", "out", "--json"));

        Assert.Equal((3, 0), (Number(bench.Json, "skipped"), Number(bench.Json, "done")));
        Assert.Equal(requests, bench.Gateway.Timeline.Count);
    }

    [Fact]
    public async Task Batch_LinesThatAreWrong_AreAllToldAndNothingIsSent()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write(
            "lines.jsonl",
            Deer,
            """{"model":"V3","prompt":"A deer","rendering_speed":"TRUBO"}""",
            "not json",
            """{"model":"idogram/V3","prompt":"A deer"}""",
            """{"prompt":"A deer"}""",
            """{"model":"gpt-image-1","prompt":"A deer","n":"2","qualty":"high"}""",
            """{"model":"V3","prompt":"Another","id":"DEER"}""",
            """["A deer"]""");

        Assert.Equal(3, await bench.RunAsync("batch", "lines.jsonl", "-o", "out"));

        Assert.Contains("7 of 8 lines cannot be sent; nothing was sent:", bench.Error, StringComparison.Ordinal);
        foreach (string line in (string[])
            [
                "line 2: rendering_speed must be one of", "Did you mean TURBO?", "line 3: it is no JSON", "line 4: The catalog has no model", "line 5: it names no model",
                "line 6: qualty is no field", "line 6: n must be a whole number", "line 7: its id is that of line 1", "line 8: it is no JSON object",
            ])
        {
            Assert.Contains(line, bench.Error, StringComparison.Ordinal);
        }

        Assert.Equal(0, bench.Gateway.Timeline.Count);
    }

    [Fact]
    public async Task Batch_Table_IsTypedByTheFields()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write("lines.csv", "id,prompt,n,quality", "one,\"A deer, drinking \"\"tea\"\"\nat a lake\",2,high", "two,A boat,,");

        Assert.Equal(0, await bench.RunAsync("batch", "lines.csv", "-o", "out", "--model", "gpt-image-1", "-s", "quality=low", "-c", "1"));

        JsonNode[] inputs = [.. bench.Gateway.Ledger.Entries.Select(entry => JsonNode.Parse(entry.Input)!)];
        Assert.Equal("A deer, drinking \"tea\"\nat a lake", inputs[0]["prompt"]!.GetValue<string>());
        Assert.Equal((2, "high"), (inputs[0]["n"]!.GetValue<int>(), inputs[0]["quality"]!.GetValue<string>()));
        Assert.Equal((null, "low"), (inputs[1]["n"], inputs[1]["quality"]!.GetValue<string>()));
        Assert.Equal(["out/one-2.png", "out/one.png", "out/two.png"], Pictures(bench));
    }

    [Fact]
    public async Task Batch_Pictures_StartAtTheFolderOfTheFileAndFillTheFieldsOfTheModel()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        Directory.CreateDirectory(bench.PathOf("lists"));
        await bench.RunAsync("generate", "V3", "A boat", "-o", "lists/boat.png");
        bench.Write("lists/lines.jsonl", """{"model":"flux-kontext-max","prompt":"In winter","image":["boat.png","https://example.com/b.png"]}""", """{"model":"flux-kontext-max","prompt":"x","input_image":"boat.png"}""");

        Assert.Equal(0, await bench.RunAsync("batch", "lists/lines.jsonl", "-o", "out", "-c", "1"));

        JsonNode[] inputs = [.. bench.Gateway.Ledger.Entries.Skip(1).Select(entry => JsonNode.Parse(entry.Input)!)];
        Assert.All(inputs, input => Assert.StartsWith("iVBOR", input["input_image"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.Equal("https://example.com/b.png", inputs[0]["input_image_2"]!.GetValue<string>());
    }

    [Fact]
    public async Task Batch_AnswerThatIsLost_StaysInDoubtUntilItIsAskedFor()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write("lines.jsonl", Deer, Cats);
        bench.Gateway.Faults.Next(Fault.ConnectionReset).For(ImageModels.IdeogramV3);

        Assert.Equal(4, await bench.RunAsync("batch", "lines.jsonl", "-o", "out"));
        Assert.Contains("In doubt: line 1 (deer).", bench.Output, StringComparison.Ordinal);
        bench.Gateway.Ledger.ShouldHaveBilled(1, ImageModels.IdeogramV3);

        Assert.Equal(4, await bench.RunAsync("batch", "lines.jsonl", "-o", "out", "--json"));
        Assert.Equal((1, 1), (Number(bench.Json, "inDoubt"), Number(bench.Json, "skipped")));
        bench.Gateway.Ledger.ShouldHaveBilled(1, ImageModels.IdeogramV3);

        Assert.Equal(0, await bench.RunAsync("batch", "lines.jsonl", "-o", "out", "--retry-in-doubt"));
        bench.Gateway.Ledger.ShouldHaveBilled(2, ImageModels.IdeogramV3);
        Assert.Contains("out/deer.png", Pictures(bench));
    }

    [Fact]
    public async Task Batch_TaskThatTakesTooLong_IsCollectedByTheNextRun()
    {
        await using ToolBench bench = await ToolBench.StartAsync(TimeSpan.FromMinutes(5));
        bench.Write("lines.jsonl", Boat);

        Assert.Equal(5, await bench.RunAsync("batch", "lines.jsonl", "-o", "out", "--deadline", "30"));
        Assert.Empty(Pictures(bench));
        Assert.Equal(0, await bench.RunAsync("batch", "lines.jsonl", "-o", "out", "--json"));

        Assert.Equal((1, 0), (Number(bench.Json, "collected"), Number(bench.Json, "done")));
        Assert.Equal(["out/boat.png"], Pictures(bench));
        bench.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Fact]
    public async Task Batch_LineThatIsRefused_StopsNoOtherAndIsSentAgainByTheNextRun()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write("lines.jsonl", Deer, Boat, Cats);
        bench.Gateway.Faults.Next(Fault.QuotaExceeded).For(ImageModels.IdeogramV3);

        Assert.Equal(1, await bench.RunAsync("batch", "lines.jsonl", "-o", "out", "--json"));
        Assert.Equal((2, 1), (Number(bench.Json, "done"), Number(bench.Json.GetProperty("failed"), "refused-for-good")));
        Assert.Equal("deer", bench.Json.GetProperty("troubles")[0].GetProperty("key").GetString());

        Assert.Equal(0, await bench.RunAsync("batch", "lines.jsonl", "-o", "out"));
        bench.Gateway.Ledger.ShouldHaveBilled(3);
    }

    [Fact]
    public async Task Batch_LineThatFailedAfterItWasBilled_IsNotSentAgainUnlessAskedFor()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write("lines.jsonl", Boat);
        bench.Gateway.Faults.Next(Fault.TaskFailed());

        Assert.Equal(4, await bench.RunAsync("batch", "lines.jsonl", "-o", "out", "--json"));
        Assert.Equal(1, Number(bench.Json.GetProperty("failed"), "billed"));
        Assert.Equal(4, await bench.RunAsync("batch", "lines.jsonl", "-o", "out"));
        bench.Gateway.Ledger.ShouldHaveBilled(1);

        Assert.Equal(0, await bench.RunAsync("batch", "lines.jsonl", "-o", "out", "--retry-billed"));
        bench.Gateway.Ledger.ShouldHaveBilled(2);
    }

    [Fact]
    public async Task Batch_CtrlC_BringsHomeWhatIsUnderWayAndStartsNothingMore()
    {
        await using ToolBench bench = await ToolBench.StartAsync(TimeSpan.FromMinutes(1));
        bench.Write("lines.jsonl", Deer, Boat, Cats, """{"model":"dall-e-3","prompt":"A city"}""");
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bench.Gateway.Faults.Next(Fault.Delayed(TimeSpan.Zero)).When(_ => Interrupted(interrupt)).Always();

        Assert.Equal(130, await bench.RunAsync(interrupt.Token, "batch", "lines.jsonl", "-o", "out", "-c", "2"));

        Assert.Contains("out/deer.png", Pictures(bench));
        Assert.Contains("Stopping: what is under way is finished", bench.Output, StringComparison.Ordinal);
        int billed = bench.Gateway.Ledger.Count;
        Assert.InRange(billed, 1, 2);
        Assert.Equal(0, await bench.RunAsync("batch", "lines.jsonl", "-o", "out"));
        bench.Gateway.Ledger.ShouldHaveBilled(4);
        bench.Gateway.Ledger.ShouldHaveDeliveredAll();
    }

    [Fact]
    public async Task Batch_SecondCtrlC_EndsAtOnceAndLeavesTheLineInDoubt()
    {
        await using ToolBench bench = await ToolBench.StartAsync(TimeSpan.FromMinutes(1));
        bench.Write("lines.jsonl", Deer);
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bench.Abort = interrupt.Token;
        bench.Gateway.Faults.Next(Fault.Delayed(TimeSpan.FromMinutes(1))).When(_ => Interrupted(interrupt));

        Assert.Equal(130, await bench.RunAsync(interrupt.Token, "batch", "lines.jsonl", "-o", "out"));
        bench.Abort = default;

        Assert.Equal(4, await bench.RunAsync("batch", "lines.jsonl", "-o", "out", "--json"));
        Assert.Equal(1, Number(bench.Json, "inDoubt"));
        Assert.InRange(bench.Gateway.Ledger.Count, 0, 1);
    }

    [Fact]
    public async Task Batch_Concurrency_BoundsWhatIsUnderWay()
    {
        await using ToolBench bench = await ToolBench.StartAsync(TimeSpan.FromSeconds(20));
        bench.Write("lines.jsonl", [.. Enumerable.Range(1, 6).Select(number => $$"""{"model":"V3","prompt":"Deer {{number}}"}""")]);
        PairingHandler? pairs = null;
        bench.Handler = connections => pairs = new PairingHandler(connections);

        Assert.Equal(0, await bench.RunAsync("batch", "lines.jsonl", "-o", "out", "--concurrency", "2"));

        Assert.Equal(2, pairs!.Most);
    }

    [Fact]
    public async Task Batch_FolderOfAnother_IsRefused()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write("lines.jsonl", Deer);
        Directory.CreateDirectory(bench.PathOf("out"));
        using (Journal.Open(bench.PathOf("out"), TimeProvider.System))
        {
            Assert.Equal(1, await bench.RunAsync("batch", "lines.jsonl", "-o", "out"));
            Assert.Contains("Another batch works in", bench.Error, StringComparison.Ordinal);
            Assert.Equal(0, bench.Gateway.Timeline.Count);
        }

        Assert.Equal(0, await bench.RunAsync("batch", "lines.jsonl", "-o", "out"));
    }

    [Fact]
    public async Task Batch_IdWithAnotherInput_IsRefused()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write("lines.jsonl", Deer);
        await bench.RunAsync("batch", "lines.jsonl", "-o", "out");
        bench.Write("lines.jsonl", """{"model":"V3","prompt":"Another deer","id":"deer"}""");

        Assert.Equal(3, await bench.RunAsync("batch", "lines.jsonl", "-o", "out"));

        Assert.Contains("line 1: its id 'deer' is that of another input", bench.Error, StringComparison.Ordinal);
        bench.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Fact]
    public async Task Batch_LineThatStandsThereTwice_IsBoughtTwice()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write("lines.jsonl", Cats, Cats);

        Assert.Equal(0, await bench.RunAsync("batch", "lines.jsonl", "-o", "out"));
        Assert.Equal(0, await bench.RunAsync("batch", "lines.jsonl", "-o", "out"));

        bench.Gateway.Ledger.ShouldHaveBilled(2);
        Assert.Equal(4, Pictures(bench).Count);
    }

    [Fact]
    public async Task Batch_DiedBetweenTheFileAndTheJournal_FindsTheFile()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write("lines.jsonl", Deer);
        await bench.RunAsync("batch", "lines.jsonl", "-o", "out");
        DropLastLine(bench);

        Assert.Equal(0, await bench.RunAsync("batch", "lines.jsonl", "-o", "out", "--json"));

        Assert.Equal(1, Number(bench.Json, "skipped"));
        bench.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Fact]
    public async Task Batch_DiedWithFewerFilesThanWereAskedFor_IsInDoubt()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write("lines.jsonl", Cats);
        await bench.RunAsync("batch", "lines.jsonl", "-o", "out");
        DropLastLine(bench);
        File.Delete(bench.PathOf(Pictures(bench).First(file => file.EndsWith("-2.png", StringComparison.Ordinal))));

        Assert.Equal(4, await bench.RunAsync("batch", "lines.jsonl", "-o", "out"));
        bench.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Fact]
    public async Task Batch_TornLastLine_IsPassedOver()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write("lines.jsonl", Boat);
        await bench.RunAsync("batch", "lines.jsonl", "-o", "out");
        string journal = bench.PathOf("out/journal.jsonl");
        File.WriteAllText(journal, File.ReadAllText(journal)[..^20]);
        File.Delete(bench.PathOf("out/boat.png"));

        Assert.Equal(0, await bench.RunAsync("batch", "lines.jsonl", "-o", "out", "--json"));

        Assert.Equal(1, Number(bench.Json, "collected"));
        Assert.Equal(["submitting", "submitted", "done"], File.ReadLines(journal).Select(line => JsonElement.Parse(line).GetProperty("state").GetString()));
        bench.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Fact]
    public async Task Batch_JournalThatIsDamaged_IsRefused()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write("lines.jsonl", Deer);
        await bench.RunAsync("batch", "lines.jsonl", "-o", "out");
        string journal = bench.PathOf("out/journal.jsonl");
        File.WriteAllText(journal, "{\n" + File.ReadAllText(journal));

        Assert.Equal(1, await bench.RunAsync("batch", "lines.jsonl", "-o", "out"));

        Assert.Contains("Line 1 of the journal", bench.Error, StringComparison.Ordinal);
        bench.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Fact]
    public async Task Batch_DryRun_SendsNothing()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write("lines.jsonl", Deer, Boat);

        Assert.Equal(0, await bench.RunAsync("batch", "lines.jsonl", "-o", "out", "--dry-run"));

        Assert.Contains("2 to buy", bench.Error, StringComparison.Ordinal);
        Assert.Equal(0, bench.Gateway.Timeline.Count);
    }

    [Fact]
    public async Task Batch_OnATerminal_DrawsABarAndLeavesTheReport()
    {
        await using ToolBench bench = await ToolBench.StartAsync(TimeSpan.FromSeconds(10));
        bench.IsTerminal = true;
        bench.Write("lines.jsonl", Deer, Boat);

        Assert.Equal(0, await bench.RunAsync("batch", "lines.jsonl", "-o", "out"));

        Assert.Contains("2 lines", bench.Output, StringComparison.Ordinal);
        Assert.Contains("line 2, bfl/flux-kontext-max: Pending", bench.Output, StringComparison.Ordinal);
        Assert.Contains("2 bought and saved", bench.Output, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Pictures(ToolBench bench) => [.. bench.Files("*.png").Select(file => file.Replace('\\', '/'))];

    private static JsonElement Report(ToolBench bench) => JsonElement.Parse(File.ReadAllText(bench.PathOf("out/report.json")));

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private static bool Interrupted(CancellationTokenSource interrupt)
    {
        interrupt.Cancel();
        return true;
    }

    private static void DropLastLine(ToolBench bench)
    {
        string journal = bench.PathOf("out/journal.jsonl");
        File.WriteAllLines(journal, File.ReadAllLines(journal)[..^1]);
    }

    /// <summary>Holds every prediction until there is another beside it.</summary>
    private sealed class PairingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource? _alone;
        private int _underWay;

        public int Most { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != HttpMethod.Post)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            Task pair;
            lock (_lock)
            {
                Most = Math.Max(Most, ++_underWay);
                if (_alone is { } waiting)
                {
                    waiting.SetResult();
                    _alone = null;
                    pair = Task.CompletedTask;
                }
                else
                {
                    _alone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    pair = _alone.Task;
                }
            }

            await pair.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, cancellationToken);
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            lock (_lock)
            {
                _underWay--;
            }

            return response;
        }
    }
}
