using AIHubMix.Images.Cli.Models;
using AIHubMix.Images.Cli.Terminal;
using Spectre.Console;

namespace AIHubMix.Images.Cli.Demo;

/// <summary>The outcomes of a demo, for people.</summary>
internal static class ResultTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<DemoOutcome> outcomes)
    {
        var table = new FittingTable("Model", "Delivery", "Form", "Size", "Time", "Bytes", "File")
        {
            RightAligned = new HashSet<string> { "Size", "Time", "Bytes" },
        };
        foreach (DemoOutcome outcome in outcomes)
        {
            table.Add(
                outcome.Succeeded ? Style.Plain : Color.Red,
                outcome.Recipe.Model.Path,
                ModelFacts.Spell(outcome.Recipe.Model.Delivery),
                outcome.Form?.ToString(),
                outcome.Picture?.Header is { } header ? Units.Pixels(header) : null,
                Units.Seconds(outcome.Elapsed),
                outcome.Picture is { } picture ? Units.Bytes(picture.Length) : null,
                outcome.Picture?.FileName);
        }

        table.Write(console);
        foreach (DemoOutcome outcome in outcomes.Where(outcome => !outcome.Succeeded))
        {
            console.WriteLine($"{outcome.Recipe.Model.Path} failed: {outcome.Failure}", Color.Red);
        }
    }
}
