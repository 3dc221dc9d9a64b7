using System.Globalization;
using AIHubMix.Images.Cli.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AIHubMix.Images.Cli.Demo;

/// <summary>A line for every model that is drawn over while the demo runs.</summary>
internal sealed class LiveDemoDisplay(IAnsiConsole console, TimeProvider time) : IDemoDisplay
{
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
        Grid grid = new Grid()
            .AddColumn(new GridColumn { NoWrap = true })
            .AddColumn(new GridColumn { NoWrap = true })
            .AddColumn(new GridColumn { NoWrap = true, Alignment = Justify.Right })
            .AddColumn(new GridColumn { NoWrap = true });
        int finished = 0;
        lock (_lock)
        {
            foreach (DemoRecipe recipe in recipes)
            {
                _lines.TryGetValue(recipe, out Line? line);
                finished += line?.Outcome is null ? 0 : 1;
                grid.AddRow(Draw(recipe, line));
            }
        }

        return new Rows(
            grid,
            new Text(string.Create(CultureInfo.InvariantCulture, $"{finished} of {recipes.Count} done, {Units.Seconds(time.GetElapsedTime(_started))}. Ctrl-C cancels."), Color.Grey));
    }

    private IRenderable[] Draw(DemoRecipe recipe, Line? line) => line switch
    {
        null => [new Text(" "), new Text(recipe.Model.Path, Color.Grey), new Text(""), State("waiting", Color.Grey)],
        { Outcome: null } =>
        [
            new Text(SpinnerFrame(), Color.Aqua),
            new Text(recipe.Model.Path),
            new Text(Units.Seconds(time.GetElapsedTime(line.Started)), Color.Grey),
            State(line.State, Color.Aqua),
        ],
        { Outcome.Succeeded: true } =>
        [
            new Text(IsUnicode ? "✓" : "+", Color.Green),
            new Text(recipe.Model.Path),
            new Text(Units.Seconds(line.Outcome.Elapsed), Color.Grey),
            State(line.State, Color.Green),
        ],
        _ =>
        [
            new Text(IsUnicode ? "✗" : "x", Color.Red),
            new Text(recipe.Model.Path, Color.Red),
            new Text(Units.Seconds(line.Outcome.Elapsed), Color.Grey),
            State(line.State, Color.Red),
        ],
    };

    private bool IsUnicode => console.Profile.Capabilities.Unicode;

    private string SpinnerFrame()
    {
        Spinner spinner = IsUnicode ? Spinner.Known.Dots : Spinner.Known.Line;
        return spinner.Frames[(int)(time.GetElapsedTime(_started).Ticks / LiveDrawing.RedrawInterval.Ticks % spinner.Frames.Count)];
    }

    private static Text State(string state, Color color) => new(state.ReplaceLineEndings(" "), color) { Overflow = Overflow.Ellipsis };

    private sealed record Line(long Started, string State, DemoOutcome? Outcome);
}
