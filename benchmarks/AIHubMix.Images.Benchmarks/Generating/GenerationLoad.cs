using System.Globalization;

namespace AIHubMix.Images.Benchmarks.Generating;

/// <summary>The verb <c>generation</c>: how long the SDK takes to generate and to build as models are added, and that a build without changes generates nothing.</summary>
/// <remarks>With <c>--document N</c> it writes the document of so many models instead.</remarks>
internal static class GenerationLoad
{
    public const string Verb = "generation";

    private static readonly int[] DefaultCounts = [11, 100, 1_000];

    // Of a short build what else the machine does is a large part; a long one has taken its share of it.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["--document", string count])
        {
            Workspace.WriteDocument(int.Parse(count, CultureInfo.InvariantCulture), Console.Out);
            return 0;
        }

        int[] counts = args.Length == 0 ? DefaultCounts : [.. args.Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)).Order()];
        GenerationFigures figures = await MeasureAsync(counts, runs: 3, analyzes: true);
        Print($"{"models",8}{"lines",10}{"generate",12}{"a model",11}{"and compile",14}{"a model",11}{"and analyze",14}{"unchanged",12}");
        foreach (GenerationFigure figure in figures.Figures)
        {
            Print($"{figure.Models,8}{figure.Lines,10}{figure.GenerateSeconds,10:0.0} s{1000 * figure.GenerateSeconds / figure.Models,8:0} ms{figure.CompileSeconds,12:0.0} s{1000 * figure.CompileSeconds / figure.Models,8:0} ms{figure.AnalyzedSeconds,12:0.0} s{figure.UnchangedSeconds,10:0.0} s{(figure.IsGeneratedAgain ? ", generated again" : "")}");
        }

        if (figures.Figures.Count > 2)
        {
            Print($"a further model among {figures.Most.Models} costs {figures.GenerateGrowth:0.00} of one among {figures.Figures[1].Models} to generate, {figures.CompileGrowth:0.00} to generate and compile: {(figures.IsLinear ? "linear" : "not linear")}, at most {GenerationFigures.LinearGrowth:0.0}");
        }

        return figures.IsGeneratedAgain ? 1 : 0;
    }

    public static Task<GenerationFigures> MeasureAsync(bool isQuick) => MeasureAsync(DefaultCounts, isQuick ? 1 : 3, analyzes: !isQuick);

    /// <summary>Takes the best of some runs.</summary>
    private static async Task<GenerationFigures> MeasureAsync(int[] counts, int runs, bool analyzes)
    {
        using Workspace workspace = await Workspace.CreateAsync();
        workspace.UseDocument(counts[0]);
        await workspace.BuildAsync(analyzes: false);
        var figures = new List<GenerationFigure>();
        foreach (int count in counts)
        {
            workspace.UseDocument(count);
            var generations = new List<double>();
            while (generations.Count < runs)
            {
                workspace.Clean();
                generations.Add(await workspace.GenerateAsync());
            }

            int lines = File.ReadLines(workspace.GeneratedFile).Count();
            double? analyzed = analyzes ? await BuildAsync(analyzes: true) : null;
            var compilations = new List<double>();
            while (compilations.Count < runs && (compilations.Count == 0 || compilations.Min() < Short.TotalSeconds))
            {
                compilations.Add(await BuildAsync(analyzes: false));
            }

            if (workspace.CountModels() is int models && models != count)
            {
                throw new InvalidOperationException($"The catalog has {models} models of {count}.");
            }

            DateTime written = File.GetLastWriteTimeUtc(workspace.GeneratedFile);
            (double unchanged, bool isGenerated) = await workspace.BuildAsync(analyzes: false);
            isGenerated |= File.GetLastWriteTimeUtc(workspace.GeneratedFile) != written;
            figures.Add(new GenerationFigure(count, lines, generations.Min(), compilations.Min(), analyzed, unchanged, isGenerated));
        }

        return new GenerationFigures(figures);

        async Task<double> BuildAsync(bool analyzes)
        {
            workspace.Clean();
            return (await workspace.BuildAsync(analyzes)).Seconds;
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
