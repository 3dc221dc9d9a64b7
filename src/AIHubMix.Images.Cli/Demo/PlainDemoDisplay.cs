using System.Globalization;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Demo;

/// <summary>A line for every event, for files, pipes and build logs.</summary>
internal sealed class PlainDemoDisplay(TextWriter output) : IDemoDisplay
{
    private readonly Lock _lock = new();
    private int _total;
    private int _finished;

    public Task ShowAsync(IReadOnlyList<DemoRecipe> recipes, Func<Task> run)
    {
        _total = recipes.Count;
        return run();
    }

    public void Progressed(DemoRecipe recipe, string state)
    {
        lock (_lock)
        {
            Write("", recipe, state);
        }
    }

    public void Finished(DemoOutcome outcome)
    {
        lock (_lock)
        {
            _finished++;
            Write($"[{Spell(_finished).PadLeft(Digits)}/{Spell(_total)}]", outcome.Recipe, outcome is { Failure: null, Picture: { } picture }
                ? $"saved {picture.FileName} ({Units.Seconds(outcome.Elapsed)})"
                : $"FAILED: {outcome.Failure}");
        }
    }

    private int Digits => Spell(_total).Length;

    private static string Spell(int count) => count.ToString(CultureInfo.InvariantCulture);

    private void Write(string count, DemoRecipe recipe, string text) =>
        output.WriteLine($"{count.PadLeft((2 * Digits) + "[/]".Length)} {recipe.Model.Path}: {text.ReplaceLineEndings(" ")}");
}
