using AIHubMix.Images.Benchmarks.Generating;

namespace AIHubMix.Images.Benchmarks.Scoring.Sections;

/// <summary>The build of the SDK as models are added, and a program that uses one of them.</summary>
internal sealed class GenerationSection(bool isQuick) : ISection
{
    private const double LongestBuild = 60;
    private const double LargestFile = 200_000;
    private const double NanosecondsPerMillisecond = 1_000_000;

    /// <summary>Of the processor time of a process, of which halves of the rounds differ by some hundredths.</summary>
    private const double StartGrowth = 1.1;

    /// <summary>Of what is the same but for some hundreds of bytes that the runtime allocates now and then.</summary>
    private const double SizeGrowth = 1.01;

    /// <summary>Of a look-up by name, which finds its way in memory that is larger than the caches.</summary>
    private const double LookupGrowth = 2;

    private const string Build = "generation: 1,000 models, time to generate and compile";
    private const string Again = "generation: builds without changes that generate";

    // The models of the document and 1,000 are two sizes, and growth takes three.
    private static readonly string[] Growth =
    [
        "generation: a model of 5,000 beside one of 1,000, generated",
        "generation: a model of 5,000 beside one of 1,000, compiled",
        "generation: a model of 5,000 beside one of 1,000, memory of NSwag",
        "generation: a model of 5,000 beside one of 1,000, memory of the compiler",
    ];

    private string Most => isQuick ? "1,000" : "5,000";

    private string File => $"generation: {Most} models, the largest file";

    private string Start => $"scale: a program of one of {Most} models, processor time";

    private string Allocation => $"scale: a program of one of {Most} models, allocation";

    private string Made => $"scale: a program of one of {Most} models, models made";

    private string Native => $"scale: a program of one of {Most} models, size by Native AOT";

    private string NativeStart => $"scale: a program of one of {Most} models by Native AOT, processor time";

    private string Json => $"scale: JSON held against one of {Most} models, processor time";

    private string Find => $"scale: the first look-up in {Most} models, processor time";

    private string Lookup => $"scale: a later look-up in {Most} models";

    private string MadeByLookup => $"scale: a look-up in {Most} models, models made";

    public IEnumerable<Case> Cases => [new([Build, .. isQuick ? [] : Growth, Again, File, Start, Allocation, Made, Native, NativeStart, Json, Find, Lookup, MadeByLookup], MeasureAsync)];

    private async Task MeasureAsync(Sheet sheet)
    {
        // One build of each size, whose length leaves no room for what is seldom.
        GenerationFigures figures = await GenerationLoad.MeasureAsync(isComplete: !isQuick);
        sheet.Promise(Build, Unit.Seconds, figures.Figures[1].Compile.Seconds, figures.Fewest.Compile.Seconds, new Limit.Absolute(LongestBuild));
        if (!isQuick)
        {
            PromiseGrowth(Growth[0], Unit.Seconds, figure => figure.Generate.ProcessorSeconds);
            PromiseGrowth(Growth[1], Unit.Seconds, figure => figure.Compile.ProcessorSeconds);
            PromiseGrowth(Growth[2], Unit.Bytes, figure => figure.Steps.Write.PeakBytes);
            PromiseGrowth(Growth[3], Unit.Bytes, figure => figure.Compile.PeakBytes);
        }

        sheet.Promise(Again, Unit.Count, figures.Figures.Count(figure => figure.IsGeneratedAgain), 0, new Limit.More(0));
        sheet.Promise(File, Unit.Bytes, figures.Most.Code.Largest, figures.Fewest.Code.Largest, new Limit.Absolute(LargestFile));
        PromiseUse(sheet, figures);
        foreach (GenerationFigure figure in figures.Figures)
        {
            Tell(sheet, figure);
        }

        void PromiseGrowth(string line, Unit unit, Func<GenerationFigure, double> amount) =>
            sheet.Promise(line, unit, figures.OfOneAmongMost(amount), figures.OfOneAmongFewer(amount), new Limit.AtMost(GenerationFigures.LinearGrowth));
    }

    private void PromiseUse(Sheet sheet, GenerationFigures figures)
    {
        (OneModelFigure most, OneModelFigure fewest) = (figures.Most.Use, figures.Fewest.Use);
        sheet.Promise(Start, Unit.Milliseconds, most.Call, fewest.Call, new Limit.AtMost(StartGrowth));
        sheet.Promise(Allocation, Unit.Bytes, most.Allocated, fewest.Allocated, new Limit.AtMost(SizeGrowth));
        sheet.Promise(Made, Unit.Count, most.Made, 1, new Limit.More(0));
        if (most is { NativeBytes: { } native, NativeCall: { } started } && fewest is { NativeBytes: { } beside, NativeCall: { } startedBeside })
        {
            sheet.Promise(Native, Unit.Bytes, native, beside, new Limit.AtMost(SizeGrowth));
            sheet.Promise(NativeStart, Unit.Milliseconds, started, startedBeside, new Limit.AtMost(StartGrowth));
        }
        else
        {
            sheet.Fail(Native, figures.NotLinked!);
            sheet.Fail(NativeStart, figures.NotLinked!);
        }

        sheet.Promise(Json, Unit.Milliseconds, most.Json, fewest.Json, new Limit.AtMost(StartGrowth));
        sheet.Promise(Find, Unit.Milliseconds, most.Find, fewest.Find, new Limit.AtMost(StartGrowth));
        sheet.Promise(Lookup, Unit.Milliseconds, most.LaterLookup / NanosecondsPerMillisecond, fewest.LaterLookup / NanosecondsPerMillisecond, new Limit.AtMost(LookupGrowth));
        sheet.Promise(MadeByLookup, Unit.Count, most.MadeByLookup, 1, new Limit.More(0));
    }

    private static void Tell(Sheet sheet, GenerationFigure figure)
    {
        string models = Amount.Text($"{figure.Models:#,0} models");
        Sheet.Note($"{models}: {figure.Code.Lines:#,0} lines in {figure.Code.Files:#,0} files, generated in {figure.Generate.Seconds:0.0} s, with compiling {figure.Compile.Seconds:0.0} s, without a change {figure.UnchangedSeconds:0.0} s");
        sheet.Context($"generation: {models}, processor time to generate and compile", Unit.Seconds, figure.Compile.ProcessorSeconds);
        sheet.Context($"generation: {models}, of which the check of the document", Unit.Seconds, figure.Steps.Check.ProcessorSeconds);
        sheet.Context($"generation: {models}, of which NSwag and the templates", Unit.Seconds, figure.Steps.Write.ProcessorSeconds);
        sheet.Context($"generation: {models}, of which cutting into files", Unit.Seconds, figure.Steps.Split.ProcessorSeconds);
        sheet.Context($"generation: {models}, peak of NSwag", Unit.Bytes, figure.Steps.Write.PeakBytes);
        sheet.Context($"generation: {models}, peak of the compiler", Unit.Bytes, figure.Compile.PeakBytes);
        sheet.Context($"generation: {models}, generated code", Unit.Bytes, figure.Code.Bytes);
        sheet.Context($"generation: {models}, assembly", Unit.Bytes, figure.AssemblyBytes);
        sheet.Context($"scale: {models}, a process that uses one", Unit.Milliseconds, figure.Use.Process);
        sheet.Context($"scale: {models}, the first look-up", Unit.Milliseconds, figure.Use.FirstLookup);
    }
}
