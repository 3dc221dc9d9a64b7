using AIHubMix.Images.Benchmarks.ColdStart;

namespace AIHubMix.Images.Benchmarks.Scoring.Sections;

/// <summary>The first call of a fresh process. Nothing is promised of it.</summary>
internal sealed class ColdStartSection(bool isQuick) : ISection
{
    public IEnumerable<Case> Cases => [new([], MeasureAsync)];

    private async Task MeasureAsync(Sheet sheet)
    {
        ColdStartFigures figures = await ColdStartLoad.MeasureAsync(isQuick);
        foreach (ColdStartSamples one in figures.Samples)
        {
            sheet.Context($"cold start: {one.Contender}, to the first answer beside {Names.Raw}", Unit.Milliseconds, one.ToAnswer, one.ToAnswerOfRaw);
        }
    }
}
