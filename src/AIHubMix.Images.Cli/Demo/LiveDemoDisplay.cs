using System.Globalization;
using AIHubMix.Images.Cli.Terminal;
using Spectre.Console;

namespace AIHubMix.Images.Cli.Demo;

/// <summary>A line for every model that is drawn over while the demo runs.</summary>
internal sealed class LiveDemoDisplay(IAnsiConsole console, TimeProvider time) : IDemoDisplay
{
    private const string Gap = "  ";

    // With less room for the state than this, nothing stands below another.
    private const int NarrowestState = 24;

    private readonly Lock _lock = new();
    private readonly Dictionary<DemoRecipe, Line> _lines = [];
    private readonly long _started = time.GetTimestamp();

    public Task ShowAsync(IReadOnlyList<DemoRecipe> recipes, Func<Task> run) => LiveDrawing.ShowAsync(console, time, () => Draw(recipes), run);

    public void Progressed(DemoRecipe recipe, string state)
    {
        lock (_lock)
        {
            long started = _lines.TryGetValue(recipe, out Line? line) ? line.Started : time.GetTimestamp();
            _lines[recipe] = new Line(started, state, null);
        }
    }

    public void Finished(DemoOutcome outcome)
    {
        string state = outcome is { Failure: null, Picture: { Header: { } header } picture }
            ? $"{Units.Pixels(header)}, {Units.Bytes(picture.Length)}"
            : outcome.Failure ?? "";
        lock (_lock)
        {
            _lines[outcome.Recipe] = new Line(0, state, outcome);
        }
    }

    private Rows Draw(IReadOnlyList<DemoRecipe> recipes)
    {
        var cells = new List<Cells>();
        int finished = 0;
        lock (_lock)
        {
            foreach (DemoRecipe recipe in recipes)
            {
                _lines.TryGetValue(recipe, out Line? line);
                finished += line?.Outcome is null ? 0 : 1;
                cells.Add(Draw(recipe, line));
            }
        }

        (int paths, int times) = (cells.Max(line => line.Path.Length), cells.Max(line => line.Time.Length));
        bool isAligned = console.Profile.Width - (Gap.Length * 3) - 1 - paths - times >= NarrowestState;
        return new Rows(
        [
            .. cells.Select(line => isAligned ? line with { Path = line.Path.PadRight(paths), Time = line.Time.PadLeft(times) } : line).Select(InOneLine),
            new Text(string.Create(CultureInfo.InvariantCulture, $"{finished} of {recipes.Count} done, {Units.Seconds(time.GetElapsedTime(_started))}. Ctrl-C cancels."), Color.Grey),
        ]);
    }

    private Cells Draw(DemoRecipe recipe, Line? line) => line switch
    {
        null => new(" ", recipe.Model.Path, "", "waiting", Color.Grey, Color.Grey),
        { Outcome: null } => new(SpinnerFrame(), recipe.Model.Path, Units.Seconds(time.GetElapsedTime(line.Started)), line.State, Color.Aqua, Color.Default),
        { Outcome.Succeeded: true } => new(IsUnicode ? "✓" : "+", recipe.Model.Path, Units.Seconds(line.Outcome.Elapsed), line.State, Color.Green, Color.Default),
        _ => new(IsUnicode ? "✗" : "x", recipe.Model.Path, Units.Seconds(line.Outcome.Elapsed), line.State, Color.Red, Color.Red),
    };

    private static OneLine InOneLine(Cells line) => new(new Paragraph()
        .Append(line.Mark + Gap, line.Color)
        .Append(line.Path + Gap, line.PathColor)
        .Append(line.Time + Gap, Color.Grey)
        .Append(line.State.ReplaceLineEndings(" "), line.Color));

    private bool IsUnicode => console.Profile.Capabilities.Unicode;

    private string SpinnerFrame()
    {
        Spinner spinner = IsUnicode ? Spinner.Known.Dots : Spinner.Known.Line;
        return spinner.Frames[(int)(time.GetElapsedTime(_started).Ticks / LiveDrawing.RedrawInterval.Ticks % spinner.Frames.Count)];
    }

    private sealed record Cells(string Mark, string Path, string Time, string State, Color Color, Color PathColor);

    private sealed record Line(long Started, string State, DemoOutcome? Outcome);
}
