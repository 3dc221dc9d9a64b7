namespace AIHubMix.Images.Benchmarks.Scoring;

/// <summary>What is measured in one go.</summary>
/// <param name="Lines">The names of the promises that come of it.</param>
/// <param name="MeasureAsync">Measures, and puts those lines and others on the sheet.</param>
/// <param name="IsForRegressions">Whether it is part of the short form, which is held against the baseline.</param>
internal sealed record Case(IReadOnlyList<string> Lines, Func<Sheet, Task> MeasureAsync, bool IsForRegressions = false);

/// <summary>A part of the scorecard. <see cref="Scorecard.Sections"/> lists them.</summary>
internal interface ISection
{
    /// <summary>What can be measured, each for itself.</summary>
    IEnumerable<Case> Cases { get; }
}
