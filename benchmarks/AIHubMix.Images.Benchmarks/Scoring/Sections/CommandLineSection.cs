using AIHubMix.Images.Benchmarks.CommandLine;

namespace AIHubMix.Images.Benchmarks.Scoring.Sections;

/// <summary>The tool as Native AOT makes it.</summary>
internal sealed class CommandLineSection(bool isQuick) : ISection
{
    private const string Time = "command line: --version, time beside an empty program";
    private const string Size = "command line: size of the file";
    private const string Warnings = "command line: warnings of publishing";

    public IEnumerable<Case> Cases => [new([Time, Size, Warnings], MeasureAsync)];

    private async Task MeasureAsync(Sheet sheet)
    {
        CommandLineFigures figures = await CommandLineLoad.MeasureAsync(isQuick);
        if (figures.NotMeasured is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        sheet.Promise(Time, Unit.Milliseconds, figures.Version, figures.Empty, new Limit.AtMost(CommandLineLoad.LongestVersion));
        sheet.Promise(Size, Unit.Bytes, figures.Size, figures.EmptySize, new Limit.Absolute(CommandLineLoad.LargestSize));
        sheet.Promise(Warnings, Unit.Count, figures.Warnings.Count, 0, new Limit.More(0));
    }
}
