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
        GenerationFigures figures = await MeasureAsync(counts, runs: 3);
        Print($"{"models",8}{"lines",10}{"generate",12}{"a model",12}{"build",12}{"a model",12}{"unchanged",12}");
        foreach (GenerationFigure figure in figures.Figures)
        {
            Print($"{figure.Models,8}{figure.Lines,10}{figure.GenerateSeconds,10:0.0} s{1000 * figure.GenerateSeconds / figure.Models,9:0.0} ms{figure.BuildSeconds,10:0.0} s{1000 * figure.BuildSeconds / figure.Models,9:0.0} ms{figure.UnchangedSeconds,10:0.0} s{(figure.IsGeneratedAgain ? ", generated again" : "")}");
        }

        if (figures.Figures.Count > 2)
        {
            Print($"a further model among {figures.Most.Models} costs {figures.GenerateGrowth:0.00} of one among {figures.Figures[1].Models} to generate, {figures.BuildGrowth:0.00} to generate and compile; linear is at most {GenerationFigures.LinearGrowth:0.0}");
        }

        return figures.IsGeneratedAgain ? 1 : 0;
    }

    public static Task<GenerationFigures> MeasureAsync(bool isQuick) => MeasureAsync(DefaultCounts, isQuick ? 1 : 3);

    /// <summary>Takes the best of some runs.</summary>
    private static async Task<GenerationFigures> MeasureAsync(int[] counts, int runs)
    {
        using Workspace workspace = await Workspace.CreateAsync();
        workspace.UseDocument(counts[0]);
        await workspace.BuildAsync();
        var figures = new List<GenerationFigure>();
        foreach (int count in counts)
        {
            workspace.UseDocument(count);
            var generations = new List<double>();
            var builds = new List<double>();
            while (generations.Count < runs)
            {
                workspace.Clean();
                generations.Add(await workspace.GenerateAsync());
            }

            int lines = File.ReadLines(workspace.GeneratedFile).Count();
            while (builds.Count < runs && (builds.Count == 0 || builds.Min() < Short.TotalSeconds))
            {
                workspace.Clean();
                builds.Add((await workspace.BuildAsync()).Seconds);
            }

            DateTime written = File.GetLastWriteTimeUtc(workspace.GeneratedFile);
            (double unchanged, bool isGenerated) = await workspace.BuildAsync();
            figures.Add(new GenerationFigure(count, lines, generations.Min(), builds.Min(), unchanged, isGenerated || File.GetLastWriteTimeUtc(workspace.GeneratedFile) != written));
        }

        return new GenerationFigures(figures);
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
