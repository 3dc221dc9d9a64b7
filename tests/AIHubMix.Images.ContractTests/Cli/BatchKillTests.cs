using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using AIHubMix.Images.Cli;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Cli;

/// <summary>Kills the tool while it runs a batch, at moments that a seed chooses, and runs it again: nothing may be paid for twice, and nothing that was paid for may be missing.</summary>
public sealed class BatchKillTests : IDisposable
{
    private const int Lines = 8;
    private const int Concurrency = 3;

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly string _folder = Directory.CreateTempSubdirectory("aihubmix-kill-").FullName;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Batch_KilledAtAnyMoment_PaysOnceAndLosesNothing(int seed)
    {
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new SimulatorOptions { PendingPolls = 1, UnmatchedRequests = UnmatchedRequests.Refuse });
        await File.WriteAllLinesAsync(Path.Combine(_folder, "lines.jsonl"), Enumerable.Range(1, Lines).Select(LineOf), Cancel);
        var random = new Random(seed);
        int moment = random.Next(1, 20);
        bool isArrival = random.Next(2) == 0;
        int seen = 0;
        int killed = 0;
        using Process process = Start(gateway);
        gateway.Faults.Next(Fault.Delayed(TimeSpan.Zero)).On(GatewayOperation.Submit | GatewayOperation.Poll | GatewayOperation.Download).When(_ => isArrival && KillAt(moment)).Always();
        gateway.Timeline.Completed += (_, _) => _ = !isArrival && KillAt(moment);
        await FinishAsync(process);
        Assert.Equal(1, killed);
        HashSet<string> doubtful = InDoubt();
        Assert.InRange(doubtful.Count, 0, Concurrency);

        // Whoever looks at a task has its token, and must have written it down before.
        Assert.All(
            gateway.Ledger.Entries.Where(entry => entry.TaskId is { } id && gateway.Timeline.Of(GatewayOperation.Poll).Any(poll => poll.Target.Contains(id, StringComparison.Ordinal))),
            entry => Assert.DoesNotContain("line-" + JsonNode.Parse(entry.Input)!["prompt"]!.GetValue<string>()["Deer ".Length..], doubtful));

        using Process again = Start(gateway);
        string report = await FinishAsync(again);

        JsonElement json = JsonElement.Parse(report);
        string[] inDoubt = [.. json.GetProperty("troubles").EnumerateArray().Select(trouble => trouble.GetProperty("key").GetString()!)];
        Assert.Equal(doubtful.Order(StringComparer.Ordinal), inDoubt.Order(StringComparer.Ordinal));
        Assert.Equal(inDoubt.Length == 0 ? 0 : 4, again.ExitCode);
        ILookup<string, LedgerEntry> bills = gateway.Ledger.Entries.ToLookup(entry => JsonNode.Parse(entry.Input)!["prompt"]!.GetValue<string>());
        foreach (int number in Enumerable.Range(1, Lines))
        {
            if (inDoubt.Contains($"line-{number}"))
            {
                Assert.InRange(bills[PromptOf(number)].Count(), 0, 1);
            }
            else
            {
                LedgerEntry bill = Assert.Single(bills[PromptOf(number)]);
                Assert.Equal(bill.Pictures.Count, Directory.EnumerateFiles(Path.Combine(_folder, "out"), $"line-{number}*.png").Count());
                Assert.True(bill.IsDelivered);
            }
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "out"), "*.partial"));

        bool KillAt(int number)
        {
            if (Interlocked.Increment(ref seen) != number)
            {
                return false;
            }

            killed++;
            process.Kill();
            return false;
        }
    }

    // Mixed so that every way of answering is under way at any time.
    private static string LineOf(int number)
    {
        string model = (number % 4) switch { 0 => "flux-kontext-max", 1 => "V3", 2 => "flux-kontext-pro", _ => "gpt-image-1" };
        return $$"""{"id":"line-{{number}}","model":"{{model}}","prompt":"{{PromptOf(number)}}"{{(model == "gpt-image-1" ? ",\"n\":2" : "")}}}""";
    }

    private static string PromptOf(int number) => $"Deer {number}";

    // As the journal and the folder are right after the kill: sent or about to be, no token, and not all of the pictures there.
    private HashSet<string> InDoubt()
    {
        var last = new Dictionary<string, string>(StringComparer.Ordinal);
        string journal = Path.Combine(_folder, "out", "journal.jsonl");
        string text = File.Exists(journal) ? File.ReadAllText(journal) : "";
        foreach (string line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            JsonElement entry = JsonElement.Parse(line);
            last[entry.GetProperty("key").GetString()!] = entry.GetProperty("state").GetString()!;
        }

        return [.. last
            .Where(line => line.Value == "submitting" && Directory.EnumerateFiles(Path.Combine(_folder, "out"), $"{line.Key}*.png").Count() < (LineOf(int.Parse(line.Key[5..], System.Globalization.CultureInfo.InvariantCulture)).Contains("\"n\":2", StringComparison.Ordinal) ? 2 : 1))
            .Select(line => line.Key)];
    }

    private Process Start(AIHubMixSimulator gateway)
    {
        ProcessStartInfo start = ToolProgram.StartOf("batch", "lines.jsonl", "-o", "out", "-c", $"{Concurrency}", "--json");
        start.WorkingDirectory = _folder;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment[AIHubMixClient.ApiKeyVariable] = "sk-kill";
        start.Environment["AIHUBMIX_ENDPOINT"] = gateway.Endpoint.ToString();
        return Process.Start(start)!;
    }

    private static async Task<string> FinishAsync(Process process)
    {
        Task<string> error = process.StandardError.ReadToEndAsync(Cancel);
        string output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        await error;
        return output;
    }
}
