namespace AIHubMix.Images.Benchmarks.Generating;

/// <summary>What a document of so many models costs.</summary>
/// <param name="Models">How many models.</param>
/// <param name="Lines">How many lines are generated.</param>
/// <param name="Generate">The target that runs NSwag, by itself, with the start of MSBuild.</param>
/// <param name="Compile">The whole build without analyzers, from a project that is restored and no more: it generates and compiles.</param>
/// <param name="Analyze">The same with analyzers, all but that of the public API; null when not measured.</param>
/// <param name="UnchangedSeconds">A second build, with nothing changed.</param>
/// <param name="IsGeneratedAgain">Whether that build generated, or wrote the generated file.</param>
internal sealed record GenerationFigure(int Models, int Lines, Cost Generate, Cost Compile, Cost? Analyze, double UnchangedSeconds, bool IsGeneratedAgain);

/// <summary>What generation costs as models are added.</summary>
/// <param name="Figures">From the fewest models to the most.</param>
internal sealed record GenerationFigures(IReadOnlyList<GenerationFigure> Figures)
{
    /// <summary>The most that a further model may cost among the most models, to what it costs among few, for the cost to be called linear.</summary>
    public const double LinearGrowth = 1.5;

    public GenerationFigure Most => Figures[^1];

    /// <summary>What a further model costs the processor to generate, among the most to among few.</summary>
    public double GenerateGrowth => Growth(figure => figure.Generate.ProcessorSeconds);

    /// <summary>What a further model costs the processor to generate and compile, among the most to among few.</summary>
    public double CompileGrowth => Growth(figure => figure.Compile.ProcessorSeconds);

    public bool IsLinear => GenerateGrowth <= LinearGrowth && CompileGrowth <= LinearGrowth;

    public bool IsGeneratedAgain => Figures.Any(figure => figure.IsGeneratedAgain);

    /// <summary>What a further model costs among the most.</summary>
    public double OfOneAmongMost(Func<GenerationFigure, double> seconds) => OfOne(Most, seconds);

    /// <summary>What a further model costs among few.</summary>
    public double OfOneAmongFew(Func<GenerationFigure, double> seconds) => OfOne(Figures[1], seconds);

    private double Growth(Func<GenerationFigure, double> seconds) => Figures.Count < 3 ? double.NaN : OfOneAmongMost(seconds) / OfOneAmongFew(seconds);

    // What every build costs is in the figure of the fewest models: without it there would be growth where there is none, and none where there is.
    private double OfOne(GenerationFigure figure, Func<GenerationFigure, double> seconds) => (seconds(figure) - seconds(Figures[0])) / (figure.Models - Figures[0].Models);
}
