using System.Globalization;
using AIHubMix.Images.Cli.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AIHubMix.Images.Cli.Batch;

/// <summary>A bar for the batch and a line for each generation under way, drawn over while it runs.</summary>
internal sealed class LiveBatchDisplay(IAnsiConsole console, TimeProvider time) : IBatchDisplay
{
    private const int WidestBar = 40;
    private const int MostNews = 3;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, (BatchLine Line, string State, long Since)> _running = [];
    private readonly Queue<string> _news = [];
    private readonly int[] _kinds = new int[Enum.GetValues<OutcomeKind>().Length];
    private readonly long _started = time.GetTimestamp();
    private int _lines;
    private string? _saying;

    public async Task ShowAsync(int lines, Func<Task> run)
    {
        _lines = lines;
        await LiveDrawing.ShowAsync(console, time, Draw, run).ConfigureAwait(false);
    }

    public void Progressed(BatchLine line, string state)
    {
        lock (_lock)
        {
            _running[line.Number] = (line, state, _running.TryGetValue(line.Number, out var known) ? known.Since : time.GetTimestamp());
        }
    }

    public void Finished(BatchLine line, LineOutcome outcome)
    {
        lock (_lock)
        {
            _running.Remove(line.Number);
            _kinds[(int)outcome.Kind]++;
            if (outcome.Kind != OutcomeKind.Skipped)
            {
                _news.Enqueue(string.Create(CultureInfo.InvariantCulture, $"line {line.Number}: {OutcomeText.Of(outcome)}"));
                if (_news.Count > MostNews)
                {
                    _news.Dequeue();
                }
            }
        }
    }

    public void Say(string text)
    {
        lock (_lock)
        {
            _saying = text;
        }
    }

    private Rows Draw()
    {
        var rows = new List<IRenderable>();
        lock (_lock)
        {
            int finished = _kinds.Sum();
            int bad = Count(OutcomeKind.Failed) + Count(OutcomeKind.InDoubt);
            rows.Add(Bar(finished).Append(string.Create(
                CultureInfo.InvariantCulture,
                $" {finished} of {_lines} lines{(bad > 0 ? $", {bad} failed or in doubt" : "")}, {Units.Seconds(time.GetElapsedTime(_started))}")));
            rows.AddRange(_news.Select(text => Line(text, Color.Grey)));
            rows.AddRange(_running.Values.Select(running => Line(
                string.Create(CultureInfo.InvariantCulture, $"line {running.Line.Number}, {running.Line.Model.Path}: {running.State}, {Units.Seconds(time.GetElapsedTime(running.Since))}"),
                Color.Aqua)));
            rows.Add(Line(_saying ?? "Ctrl-C finishes what is under way and starts nothing more.", Color.Grey));
        }

        return new Rows(rows);
    }

    private int Count(OutcomeKind kind) => _kinds[(int)kind];

    private Paragraph Bar(int finished)
    {
        int width = Math.Clamp(console.Profile.Width / 3, 10, WidestBar);
        int full = _lines == 0 ? width : (int)((long)finished * width / _lines);
        (char done, char open) = console.Profile.Capabilities.Unicode ? ('━', '─') : ('#', '.');
        return new Paragraph().Append(new string(done, full), Color.Green).Append(new string(open, width - full), Color.Grey);
    }

    private static Text Line(string text, Color color) => new(text.ReplaceLineEndings(" "), color) { Overflow = Overflow.Ellipsis };
}
