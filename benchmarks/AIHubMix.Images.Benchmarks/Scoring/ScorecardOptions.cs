namespace AIHubMix.Images.Benchmarks.Scoring;

/// <summary>What was asked of the scorecard.</summary>
internal sealed record ScorecardOptions
{
    public const string Usage = """
        scorecard [--only NAME] [--quick] [--output DIR]     every promise, or those whose name is NAME, begins with it or has it in it
        scorecard --redraw [--output DIR]                    nothing: table and chart anew from scorecard.json
        scorecard --regressions [--update-baseline]          the short form: allocations beside benchmarks/results/baseline.json
        """;

    /// <summary>The lines that are wanted: a name, or how it begins, or a part of it.</summary>
    public string? Only { get; private init; }

    public bool IsQuick { get; private init; }

    /// <summary>Where the results go, if the caller says.</summary>
    public string? Output { get; private init; }

    public bool IsForRegressions { get; private init; }

    public bool UpdatesBaseline { get; private init; }

    /// <summary>Whether nothing is measured, and table and chart are made anew of the figures that are there.</summary>
    public bool Redraws { get; private init; }

    /// <summary>Whether these are figures that may stand in the repository: all of them, measured at full length.</summary>
    public bool IsComplete => Only is null && !IsQuick && !IsForRegressions;

    /// <exception cref="ScorecardException">They make no sense.</exception>
    public static ScorecardOptions Parse(IReadOnlyList<string> args)
    {
        var options = new ScorecardOptions();
        for (int index = 0; index < args.Count; index++)
        {
            options = args[index] switch
            {
                "--only" => options with { Only = Value() },
                "--output" => options with { Output = Value() },
                "--quick" => options with { IsQuick = true },
                "--regressions" => options with { IsForRegressions = true },
                "--update-baseline" => options with { UpdatesBaseline = true },
                "--redraw" => options with { Redraws = true },
                _ => throw new ScorecardException($"\"{args[index]}\" is not an option of scorecard."),
            };

            string Value()
            {
                string name = args[index];
                return ++index < args.Count && args[index].Length > 0 && !args[index].StartsWith("--", StringComparison.Ordinal)
                    ? args[index]
                    : throw new ScorecardException($"{name} needs a value.");
            }
        }

        return options switch
        {
            { UpdatesBaseline: true, IsForRegressions: false } => throw new ScorecardException("--update-baseline goes with --regressions."),
            { Redraws: true } when options is { Only: not null } or { IsQuick: true } or { IsForRegressions: true } =>
                throw new ScorecardException("--redraw goes with no other option but --output."),
            { IsForRegressions: true } when options is { Only: not null } or { IsQuick: true } or { Output: not null } =>
                throw new ScorecardException("--regressions goes with no other option but --update-baseline."),
            _ => options,
        };
    }
}

/// <summary>The scorecard cannot do what was asked; the message says why.</summary>
internal sealed class ScorecardException(string message) : Exception(message);
