namespace AIHubMix.Images.Benchmarks.Generating;

/// <summary>What generation costs as models are added.</summary>
/// <param name="Figures">From the fewest models to the most.</param>
/// <param name="NotLinked">Why there are no figures of Native AOT; null when there are.</param>
internal sealed record GenerationFigures(IReadOnlyList<GenerationFigure> Figures, string? NotLinked)
{
    /// <summary>The most that a further model may cost among the most models, to what it costs among fewer, for the cost to be called linear.</summary>
    public const double LinearGrowth = 1.5;

    public GenerationFigure Fewest => Figures[0];

    public GenerationFigure Most => Figures[^1];

    /// <summary>What a further model costs the processor to generate, among the most to among fewer.</summary>
    public double GenerateGrowth => Growth(figure => figure.Generate.ProcessorSeconds);

    /// <summary>What a further model costs the processor to generate and compile, among the most to among fewer.</summary>
    public double CompileGrowth => Growth(figure => figure.Compile.ProcessorSeconds);

    public bool IsLinear => GenerateGrowth <= LinearGrowth && CompileGrowth <= LinearGrowth;

    public bool IsGeneratedAgain => Figures.Any(figure => figure.IsGeneratedAgain);

    /// <summary>What a further model costs among the most.</summary>
    public double OfOneAmongMost(Func<GenerationFigure, double> amount) => OfOne(Most, amount);

    /// <summary>What a further model costs among fewer.</summary>
    public double OfOneAmongFewer(Func<GenerationFigure, double> amount) => OfOne(Figures[1], amount);

    private double Growth(Func<GenerationFigure, double> amount) => Figures.Count < 3 ? double.NaN : OfOneAmongMost(amount) / OfOneAmongFewer(amount);

    // What every build costs is in the figure of the fewest models: without it there would be growth where there is none, and none where there is.
    private double OfOne(GenerationFigure figure, Func<GenerationFigure, double> amount) => (amount(figure) - amount(Fewest)) / (figure.Models - Fewest.Models);
}
