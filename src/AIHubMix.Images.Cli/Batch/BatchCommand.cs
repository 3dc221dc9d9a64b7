using System.CommandLine;
using System.Globalization;
using AIHubMix.Images.Cli.Connection;
using AIHubMix.Images.Cli.Failures;
using AIHubMix.Images.Cli.Inputs;
using AIHubMix.Images.Cli.Models;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Batch;

/// <summary>The verb <c>batch</c>.</summary>
internal sealed class BatchCommand
{
    private const int DefaultConcurrency = 4;
    private const int MostConcurrency = 64;
    private const int MostProblems = 100;

    private readonly ToolHost _host;
    private readonly ConnectionOptions _connection;
    private readonly InputOptions _inputs;

    private readonly Argument<string> _file = new("FILE")
    {
        Description = "A line for each generation: JSON objects ({\"model\":…,\"prompt\":…,\"id\":…} and any field), or a table with a header (.csv, .tsv).",
    };

    private readonly Option<string> _folder = new("-o", "--output")
    {
        Description = "The folder for the pictures, the journal and the report. The same folder again goes on where the last run ended.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<int> _concurrency = new("--concurrency", "-c")
    {
        Description = "How many generations are under way at a time.",
        HelpName = "N",
        DefaultValueFactory = _ => DefaultConcurrency,
        Validators =
        {
            result =>
            {
                if (result.GetValueOrDefault<int>() is < 1 or > MostConcurrency)
                {
                    result.AddError($"--concurrency must be from 1 to {MostConcurrency}.");
                }
            },
        },
    };

    private readonly Option<string?> _model = new("--model")
    {
        Description = "The model of lines that name none.",
        HelpName = "MODEL",
        CompletionSources = { _ => ModelLookup.Names(ImageModels.All) },
    };

    private readonly Option<bool> _retryInDoubt = new("--retry-in-doubt") { Description = "Send lines again of which an earlier run could not tell whether they were billed." };
    private readonly Option<bool> _retryBilled = new("--retry-billed") { Description = "Send lines again that failed after they were billed." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Check every line, say what would be bought, and send nothing." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the report as JSON, and nothing else." };
    private readonly Option<bool> _untyped = ModelLookup.NewUntypedOption();

    private BatchCommand(ToolHost host)
    {
        _host = host;
        _connection = new ConnectionOptions(host, offersSimulator: true);
        _inputs = new InputOptions(arguments => arguments.GetValue(_model));
    }

    public static Command Create(ToolHost host)
    {
        var verb = new BatchCommand(host);
        var command = new Command("batch", "Generate the pictures of a file of lines, several at a time. Can be run again after any end: nothing is paid for twice.")
        {
            verb._file, verb._folder, verb._concurrency, verb._model, verb._inputs.Settings, verb._retryInDoubt, verb._retryBilled, verb._dryRun, verb._json,
            verb._inputs.AllowUnknown, verb._untyped,
        };
        verb._connection.AddTo(command);
        command.SetAction((arguments, cancellationToken) => Guard.RunAsync(host, arguments.GetValue(verb._json), () => verb.RunAsync(arguments, cancellationToken)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var plan = new BatchPlan
        {
            File = Path.GetFullPath(arguments.GetRequiredValue(_file), _host.Directory),
            DefaultModel = arguments.GetValue(_model),
            Defaults = _inputs.Read(arguments, _host.Directory),
            AllowsUnknown = arguments.GetValue(_inputs.AllowUnknown),
            IsUntyped = arguments.GetValue(_untyped),
        };
        string folder = Path.GetFullPath(arguments.GetRequiredValue(_folder), _host.Directory);
        Directory.CreateDirectory(folder);
        using var journal = Journal.Open(folder, _host.Time);
        bool asJson = arguments.GetValue(_json);
        int lines = Check(plan, journal, asJson || arguments.GetValue(_dryRun));
        if (arguments.GetValue(_dryRun))
        {
            return ExitCode.Success;
        }

        Gateway gateway = await _connection.OpenAsync(arguments).ConfigureAwait(false);
        await using (gateway.ConfigureAwait(false))
        {
            var settings = new BatchSettings(folder, arguments.GetValue(_concurrency), arguments.GetValue(_retryInDoubt), arguments.GetValue(_retryBilled));
            BatchReport report = await new BatchRun(_host, gateway.Client, journal, settings).RunAsync(plan, lines, asJson, cancellationToken).ConfigureAwait(false);
            await File.WriteAllTextAsync(Path.Combine(folder, BatchReport.FileName), report.ToJson() + "\n", CancellationToken.None).ConfigureAwait(false);
            if (asJson)
            {
                _host.Output.WriteLine(report.ToJson());
            }
            else
            {
                report.Write(_host.Output);
            }

            return report.ExitCode;
        }
    }

    // Every line, before the first is sent.
    private int Check(BatchPlan plan, Journal journal, bool isQuiet)
    {
        int lines = 0, bad = 0, done = 0, paid = 0, inDoubt = 0;
        var problems = new List<string>();
        foreach ((int number, BatchLine? line, IReadOnlyList<string> found) in plan.Read())
        {
            lines++;
            JournalEntry? known = line is null ? null : journal.Find(line.Key);
            IReadOnlyList<string> all = line is not null && known?.Digest is { } digest && digest != line.Digest
                ? [.. found, $"its id '{line.Key}' is that of another input, which this folder has already: give it a new id"]
                : found;
            bad += all.Count > 0 ? 1 : 0;
            done += known?.State == JournalState.Done ? 1 : 0;
            paid += known?.Token is not null ? 1 : 0;
            inDoubt += known?.IsInDoubt == true ? 1 : 0;
            problems.AddRange(all.Take(MostProblems - problems.Count).Select(problem => string.Create(CultureInfo.InvariantCulture, $"  line {number}: {problem}")));
        }

        if (bad > 0)
        {
            throw new ToolException(
                string.Create(CultureInfo.InvariantCulture, $"{bad} of {lines} lines cannot be sent; nothing was sent:")
                + string.Concat(problems.Select(problem => Environment.NewLine + problem))
                + (problems.Count == MostProblems ? $"{Environment.NewLine}  …" : ""),
                ExitCode.InvalidInput);
        }

        string summary = string.Create(CultureInfo.InvariantCulture, $"{lines} {(lines == 1 ? "line" : "lines")}, all valid: ");
        (isQuiet ? _host.Error : _host.Output).WriteLine(summary + string.Join(", ", Counts(("done", done), ("paid for and to be collected", paid), ("in doubt", inDoubt), ("to buy", lines - done - paid - inDoubt))) + ".");
        return lines;
    }

    private static IEnumerable<string> Counts(params (string What, int Count)[] counts) =>
        counts.Where(count => count.Count > 0).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Count} {count.What}")).DefaultIfEmpty("nothing to do");
}
