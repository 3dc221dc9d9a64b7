using System.Globalization;
using System.Text.Json;
using AIHubMix.Images.Cli.Failures;
using AIHubMix.Images.Cli.Models;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Batch;

/// <summary>What a run of a batch came to. Safe to use from several threads.</summary>
internal sealed class BatchReport
{
    public const string FileName = "report.json";

    private readonly Lock _lock = new();
    private readonly int[] _kinds = new int[Enum.GetValues<OutcomeKind>().Length];
    private readonly SortedDictionary<BillingClass, int> _failures = [];
    private readonly SortedDictionary<int, (BatchLine Line, LineOutcome Outcome)> _troubles = [];
    private int _pictures;
    private long _bytes;
    private long _tokens;

    /// <summary>The lines of the file.</summary>
    public required int Lines { get; init; }

    /// <summary>How long the run took.</summary>
    public TimeSpan Elapsed { get; set; }

    public bool WasCancelled { get; set; }

    private int Started => _kinds.Sum();

    public int Count(OutcomeKind kind) => _kinds[(int)kind];

    public void Add(BatchLine line, LineOutcome outcome)
    {
        lock (_lock)
        {
            _kinds[(int)outcome.Kind]++;
            _pictures += outcome.Saved?.Files.Count ?? 0;
            _bytes += outcome.Saved?.Bytes.Sum() ?? 0;
            _tokens += outcome.Saved?.Result.Usage?.TotalTokens ?? 0;
            if (outcome.Kind is OutcomeKind.Failed or OutcomeKind.InDoubt or OutcomeKind.Unfinished)
            {
                _troubles[line.Number] = (line, outcome);
            }

            if (outcome.Kind == OutcomeKind.Failed && outcome.Failure?.Billing is { } billing)
            {
                _failures[billing] = _failures.GetValueOrDefault(billing) + 1;
            }
        }
    }

    public int ExitCode =>
        WasCancelled ? Cli.ExitCode.Cancelled
        : Count(OutcomeKind.InDoubt) > 0 || _failures.ContainsKey(BillingClass.Billed) ? Cli.ExitCode.Billed
        : Count(OutcomeKind.Failed) > 0 ? Cli.ExitCode.Failure
        : Count(OutcomeKind.Unfinished) > 0 ? Cli.ExitCode.NotFinished
        : Cli.ExitCode.Success;

    /// <summary>For people.</summary>
    public void Write(TextWriter output)
    {
        foreach ((BatchLine line, LineOutcome outcome) in _troubles.Values.Where(trouble => trouble.Outcome.Kind == OutcomeKind.InDoubt))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"In doubt: line {line.Number} ({line.Key}). {outcome.Failure?.Message.ReplaceLineEndings(" ")}"));
        }

        if (Count(OutcomeKind.InDoubt) > 0)
        {
            output.WriteLine("What is in doubt may have been billed: look at the account's usage. --retry-in-doubt sends it again.");
        }

        output.WriteLine();
        Write(output, Lines, "lines");
        Write(output, Count(OutcomeKind.Done), "bought and saved");
        Write(output, Count(OutcomeKind.Collected), "collected, bought by an earlier run");
        Write(output, Count(OutcomeKind.Skipped), "skipped, done by an earlier run");
        foreach ((BillingClass billing, int count) in _failures)
        {
            Write(output, count, $"failed, {Spell(billing)}");
        }

        Write(output, Count(OutcomeKind.InDoubt), "in doubt: may have been billed, not sent again");
        Write(output, Count(OutcomeKind.Unfinished), "paid for and not finished: run the same command again to collect them");
        Write(output, Lines - Started, "not begun");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_pictures} {(_pictures == 1 ? "picture" : "pictures")}, {Units.Bytes(_bytes)}{(_tokens > 0 ? $", {_tokens} tokens" : "")}, {Units.Seconds(Elapsed)}"));
    }

    public string ToJson() => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("lines", Lines);
        json.WriteNumber("done", Count(OutcomeKind.Done));
        json.WriteNumber("collected", Count(OutcomeKind.Collected));
        json.WriteNumber("skipped", Count(OutcomeKind.Skipped));
        json.WriteStartObject("failed");
        foreach (BillingClass billing in (BillingClass[])[BillingClass.NeverDelivered, BillingClass.RefusedBeforeWork, BillingClass.RefusedForGood, BillingClass.Billed])
        {
            json.WriteNumber(ModelFacts.Spell(billing), _failures.GetValueOrDefault(billing));
        }

        json.WriteEndObject();
        json.WriteNumber("inDoubt", Count(OutcomeKind.InDoubt));
        json.WriteNumber("unfinished", Count(OutcomeKind.Unfinished));
        json.WriteNumber("notBegun", Lines - Started);
        json.WriteNumber("pictures", _pictures);
        json.WriteNumber("bytes", _bytes);
        json.WriteNumber("tokens", _tokens);
        json.WriteNumber("seconds", Math.Round(Elapsed.TotalSeconds, 3));
        json.WriteBoolean("cancelled", WasCancelled);
        json.WriteStartArray("troubles");
        foreach ((BatchLine line, LineOutcome outcome) in _troubles.Values)
        {
            Write(json, line, outcome);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, BatchLine line, LineOutcome outcome)
    {
        Failure? failure = outcome.Failure;
        json.WriteStartObject();
        json.WriteNumber("line", line.Number);
        json.WriteString("key", line.Key);
        json.WriteString("model", line.Model.Path);
        json.WriteString("outcome", ModelFacts.Spell(outcome.Kind));
        json.WriteString("billing", failure?.Billing is { } billing ? ModelFacts.Spell(billing) : null);
        json.WriteString("message", failure?.Message);
        json.WriteString("requestId", failure?.RequestId);
        json.WriteEndObject();
    }

    private static void Write(TextWriter output, int count, string what)
    {
        if (count > 0)
        {
            output.WriteLine($"{count.ToString(CultureInfo.InvariantCulture),7} {what}");
        }
    }

    private static string Spell(BillingClass billing) => billing switch
    {
        BillingClass.Billed => "and billed",
        BillingClass.NeverDelivered => "never delivered, not billed: the next run sends it again",
        BillingClass.RefusedBeforeWork => "refused before any work, not billed: the next run sends it again",
        _ => "refused, not billed: the next run sends it again",
    };
}
