using AIHubMix.Images.Benchmarks.Measuring;
using AIHubMix.Images.Benchmarks.Scoring;

namespace AIHubMix.Images.Benchmarks.Generating;

/// <summary>The figures of generation as people read them: a line for each thing, a column for each number of models.</summary>
internal static class GenerationTable
{
    private const int NameWidth = 46;
    private const int Width = 22;

    public static void Print(GenerationFigures figures)
    {
        Line("models", figure => Amount.Text($"{figure.Models:#,0}"));
        Line("generate, s (on the processor)", figure => Text(figure.Generate));
        Line("  the check of the document", figure => Text(figure.Steps.Check));
        Line("  NSwag and the templates", figure => Text(figure.Steps.Write));
        Line("  cutting into files", figure => Text(figure.Steps.Split));
        Line("generate and compile, s (on the processor)", figure => Text(figure.Compile));
        Line("and analyze, s (on the processor)", figure => figure.Analyze is { } cost ? Text(cost) : "-");
        Line("a build without changes, s", figure => Amount.Text($"{figure.UnchangedSeconds:0.0}{(figure.IsGeneratedAgain ? ", generated again" : "")}"));
        Line("peak of the check", figure => Bytes(figure.Steps.Check.PeakBytes));
        Line("peak of NSwag", figure => Bytes(figure.Steps.Write.PeakBytes));
        Line("peak of the compiler", figure => Bytes(figure.Compile.PeakBytes));
        Line("generated: files", figure => Amount.Text(figure.Code.Files, Unit.Count));
        Line("generated: lines", figure => Amount.Text(figure.Code.Lines, Unit.Count));
        Line("generated: all of it", figure => Bytes(figure.Code.Bytes));
        Line("generated: the largest file", figure => Bytes(figure.Code.Largest));
        Line("assembly", figure => Bytes(figure.AssemblyBytes));
        Line("a program of one model: process", figure => Milliseconds(figure.Use.Process.Median));
        Line("  on the processor (of the fewest)", figure => Beside(figure, use => use.Call));
        Line("  allocates", figure => Bytes(figure.Use.Allocated));
        Line("  makes so many models", figure => Amount.Text(figure.Use.Made, Unit.Count));
        Line("  linked by Native AOT", figure => figure.Use.NativeBytes is { } bytes ? Bytes(bytes) : "-");
        Line("one that holds JSON against a model", figure => Beside(figure, use => use.Json));
        Line("one that looks a model up by name", figure => Beside(figure, use => use.Find));
        Line("  the first look-up", figure => Milliseconds(figure.Use.FirstLookup));
        Line("  a later one", figure => Amount.Text($"{figure.Use.LaterLookup:0.0} ns"));
        Line("  makes so many models", figure => Amount.Text(figure.Use.MadeByLookup, Unit.Count));
        Console.WriteLine(Amount.Text($"on {Environment.ProcessorCount} cores"));
        if (figures.NotLinked is { } reason)
        {
            Console.WriteLine($"not linked: {reason}");
        }

        if (figures.Figures.Count > 2)
        {
            Console.WriteLine(Amount.Text($"a further model among {figures.Most.Models:#,0} costs {figures.GenerateGrowth:0.00} of one among {figures.Figures[1].Models:#,0} to generate, {figures.CompileGrowth:0.00} to generate and compile: {(figures.IsLinear ? "linear" : "not linear")}, at most {GenerationFigures.LinearGrowth:0.0}"));
        }

        string Beside(GenerationFigure figure, Func<OneModelFigure, Samples> samples) =>
            Amount.Text($"{samples(figure.Use).Median:0.0} ms ({samples(figure.Use).Over(samples(figures.Fewest.Use)).Median:0.000})");

        void Line(string name, Func<GenerationFigure, string> text) => Console.WriteLine(name.PadRight(NameWidth) + string.Concat(figures.Figures.Select(figure => text(figure).PadLeft(Width))));
    }

    private static string Text(Cost cost) => Amount.Text($"{cost.Seconds:0.0} ({cost.ProcessorSeconds:0.0})");

    private static string Bytes(double bytes) => Amount.Text(bytes, Unit.Bytes);

    private static string Milliseconds(double milliseconds) => Amount.Text(milliseconds, Unit.Milliseconds);
}
