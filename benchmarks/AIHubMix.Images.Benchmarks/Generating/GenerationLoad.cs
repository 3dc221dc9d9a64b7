using System.Globalization;

namespace AIHubMix.Images.Benchmarks.Generating;

/// <summary>The verb <c>generation</c>: how long the SDK takes to generate and to build as models are added, and that a build without changes generates nothing.</summary>
/// <remarks>With <c>--quick</c> each once and without analyzers; with <c>--document N</c> it writes the document of so many models instead.</remarks>
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

        bool isQuick = args is ["--quick", ..];
        int[] counts = [.. args.Skip(isQuick ? 1 : 0).Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)).Order()];
        GenerationFigures figures = await MeasureAsync(counts.Length == 0 ? DefaultCounts : counts, isQuick);
        Print($"{"models",8}{"lines",10}{"generate",20}{"a model",9}{"and compile",20}{"a model",9}{"and analyze",20}{"unchanged",11}");
        foreach (GenerationFigure figure in figures.Figures)
        {
            Print($"{figure.Models,8}{figure.Lines,10}{Format(figure.Generate),20}{1000 * figure.Generate.Seconds / figure.Models,6:0} ms{Format(figure.Compile),20}{1000 * figure.Compile.Seconds / figure.Models,6:0} ms{Format(figure.Analyze),20}{figure.UnchangedSeconds,9:0.0} s{(figure.IsGeneratedAgain ? ", generated again" : "")}");
        }

        Print($"in brackets: on the processor, {Environment.ProcessorCount} cores");
        if (figures.Figures.Count > 2)
        {
            Print($"a further model among {figures.Most.Models} costs {figures.GenerateGrowth:0.00} of one among {figures.Figures[1].Models} to generate, {figures.CompileGrowth:0.00} to generate and compile: {(figures.IsLinear ? "linear" : "not linear")}, at most {GenerationFigures.LinearGrowth:0.0}");
        }

        return figures.IsGeneratedAgain ? 1 : 0;
    }

    public static Task<GenerationFigures> MeasureAsync(bool isQuick) => MeasureAsync(DefaultCounts, isQuick);

    /// <summary>Takes the best of some runs; a quick measurement is of one, without analyzers.</summary>
    private static async Task<GenerationFigures> MeasureAsync(int[] counts, bool isQuick)
    {
        int runs = isQuick ? 1 : 3;
        using Workspace workspace = await Workspace.CreateAsync();
        workspace.UseDocument(counts[0]);
        await workspace.BuildAsync(analyzes: false);
        var figures = new List<GenerationFigure>();
        foreach (int count in counts)
        {
            workspace.UseDocument(count);
            var generations = new List<Cost>();
            while (generations.Count < runs)
            {
                workspace.Clean();
                generations.Add(await workspace.GenerateAsync());
            }

            int lines = workspace.GeneratedFiles.Sum(file => File.ReadLines(file).Count());
            Cost? analyzed = isQuick ? null : await BuildAsync(analyzes: true);
            var compilations = new List<Cost>();
            while (compilations.Count < runs && (compilations.Count == 0 || Cost.Least(compilations).Seconds < Short.TotalSeconds))
            {
                compilations.Add(await BuildAsync(analyzes: false));
            }

            if (workspace.CountModels() is int models && models != count)
            {
                throw new InvalidOperationException($"The catalog has {models} models of {count}.");
            }

            DateTime written = File.GetLastWriteTimeUtc(workspace.GeneratedList);
            (Cost unchanged, bool isGenerated) = await workspace.BuildAsync(analyzes: false);
            isGenerated |= File.GetLastWriteTimeUtc(workspace.GeneratedList) != written;
            figures.Add(new GenerationFigure(count, lines, Cost.Least(generations), Cost.Least(compilations), analyzed, unchanged.Seconds, isGenerated));
        }

        return new GenerationFigures(figures);

        async Task<Cost> BuildAsync(bool analyzes)
        {
            workspace.Clean();
            return (await workspace.BuildAsync(analyzes)).Cost;
        }
    }

    private static string Format(Cost? cost) => cost is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.Seconds:0.0} s ({known.ProcessorSeconds:0.0})") : "";

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
