using System.Globalization;
using AIHubMix.Images.Benchmarks.CommandLine;
using AIHubMix.Images.Benchmarks.Scoring;

namespace AIHubMix.Images.Benchmarks.Generating;

/// <summary>The verb <c>generation</c>: what the SDK takes to generate and to build as models are added, what a program takes that uses one of them, and that a build without changes
/// generates nothing.</summary>
/// <remarks>With <c>--quick</c> each once and without analyzers; with <c>--document N</c> it writes the document of so many models instead.</remarks>
internal static class GenerationLoad
{
    public const string Verb = "generation";

    private static readonly int[] FurtherCounts = [1_000, 5_000];

    private const int Rounds = 21;
    private const int QuickRounds = 11;

    // Of a short build what else the machine does is a large part; a long one has taken its share of it.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["--document", string count])
        {
            // Nothing is to be flushed by the character.
            await using var writer = new StreamWriter(Console.OpenStandardOutput());
            Workspace.WriteDocument(int.Parse(count, CultureInfo.InvariantCulture), writer);
            return 0;
        }

        bool isQuick = args is ["--quick", ..];
        int[] counts = [.. args.Skip(isQuick ? 1 : 0).Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)).Order()];
        GenerationFigures figures = await MeasureAsync(counts.Length == 0 ? DefaultCounts(isComplete: true) : counts, isQuick);
        GenerationTable.Print(figures);
        return figures.IsGeneratedAgain ? 1 : 0;
    }

    /// <summary>Each size once, without analyzers.</summary>
    /// <param name="isComplete">Whether the largest is measured, too.</param>
    public static Task<GenerationFigures> MeasureAsync(bool isComplete) => MeasureAsync(DefaultCounts(isComplete), isQuick: true);

    private static int[] DefaultCounts(bool isComplete) => [Workspace.CountDocument(), .. isComplete ? FurtherCounts : FurtherCounts[..1]];

    /// <summary>Takes the best of some runs; a quick measurement is of one, without analyzers.</summary>
    private static async Task<GenerationFigures> MeasureAsync(int[] counts, bool isQuick)
    {
        int runs = isQuick ? 1 : 3;
        string? compiler = NativePublish.FindCompiler();
        using Workspace workspace = await Workspace.CreateAsync();
        workspace.UseDocument(counts[0]);
        await workspace.BuildAsync(analyzes: false);
        var figures = new List<Func<OneModelFigure, GenerationFigure>>();
        var programs = new List<OneModelProgram>();
        foreach (int count in counts)
        {
            workspace.UseDocument(count);
            Cost generated = await BestAsync(workspace.GenerateAsync);
            var size = GeneratedSize.Of(workspace.GeneratedFiles);
            GenerationSteps steps = await workspace.StepAsync();
            Cost? analyzed = isQuick ? null : await BuildAsync(analyzes: true);
            Cost compiled = await BestAsync(() => BuildAsync(analyzes: false));
            if (workspace.CountModels() is int models && models != count)
            {
                throw new InvalidOperationException($"The catalog has {models} models of {count}.");
            }

            DateTime written = File.GetLastWriteTimeUtc(workspace.GeneratedList);
            (Cost unchanged, bool isGenerated) = await workspace.BuildAsync(analyzes: false);
            isGenerated |= File.GetLastWriteTimeUtc(workspace.GeneratedList) != written;
            long assembly = workspace.AssemblyBytes;
            programs.Add(await workspace.BuildOneModelAsync(compiler));
            figures.Add(use => new GenerationFigure(count, size, generated, steps, compiled, analyzed, unchanged.Seconds, isGenerated, assembly, use));
        }

        // In turns, so that what else the machine does falls on all alike.
        foreach (OneModelProgram program in programs)
        {
            await program.CountAsync();
        }

        for (int round = 0; round < (isQuick ? QuickRounds : Rounds); round++)
        {
            for (int turn = 0; turn < programs.Count; turn++)
            {
                await programs[(turn + round) % programs.Count].RunAsync();
            }
        }

        return new GenerationFigures([.. figures.Zip(programs, (figure, program) => figure(program.Figure()))], compiler is null ? "no linker, neither clang nor gcc" : null);

        async Task<Cost> BestAsync(Func<Task<Cost>> run)
        {
            var costs = new List<Cost>();
            while (costs.Count < runs && (costs.Count == 0 || Cost.Least(costs).Seconds < Short.TotalSeconds))
            {
                workspace.Clean();
                costs.Add(await run());
            }

            return Cost.Least(costs);
        }

        async Task<Cost> BuildAsync(bool analyzes)
        {
            workspace.Clean();
            return (await workspace.BuildAsync(analyzes)).Cost;
        }
    }
}
