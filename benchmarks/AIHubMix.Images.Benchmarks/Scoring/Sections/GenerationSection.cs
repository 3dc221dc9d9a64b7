using AIHubMix.Images.Benchmarks.Generating;

namespace AIHubMix.Images.Benchmarks.Scoring.Sections;

/// <summary>The build of the SDK as models are added.</summary>
internal sealed class GenerationSection : ISection
{
    private const double LongestBuild = 60;
    private const string Build = "generation: 1,000 models, time to generate and compile";
    private const string Generate = "generation: a model of 1,000 beside one of 100, generated";
    private const string Compile = "generation: a model of 1,000 beside one of 100, compiled";
    private const string Again = "generation: builds without changes that generate";

    public IEnumerable<Case> Cases => [new([Build, Generate, Compile, Again], MeasureAsync)];

    private static async Task MeasureAsync(Sheet sheet)
    {
        // One build of each size, whose length leaves no room for what is seldom.
        GenerationFigures figures = await GenerationLoad.MeasureAsync(isQuick: true);
        sheet.Promise(Build, Unit.Seconds, figures.Most.Compile.Seconds, figures.Figures[0].Compile.Seconds, new Limit.Absolute(LongestBuild));
        Growth(Generate, figure => figure.Generate.ProcessorSeconds);
        Growth(Compile, figure => figure.Compile.ProcessorSeconds);
        sheet.Promise(Again, Unit.Count, figures.Figures.Count(figure => figure.IsGeneratedAgain), 0, new Limit.More(0));
        foreach (GenerationFigure figure in figures.Figures)
        {
            Sheet.Note($"{figure.Models:#,0} models: {figure.Lines:#,0} lines, generated in {figure.Generate.Seconds:0.0} s, with compiling {figure.Compile.Seconds:0.0} s, without a change {figure.UnchangedSeconds:0.0} s");
        }

        void Growth(string line, Func<GenerationFigure, double> seconds) =>
            sheet.Promise(line, Unit.Seconds, figures.OfOneAmongMost(seconds), figures.OfOneAmongFew(seconds), new Limit.AtMost(GenerationFigures.LinearGrowth));
    }
}
