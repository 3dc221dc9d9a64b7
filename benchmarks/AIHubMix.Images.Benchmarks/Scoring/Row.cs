using AIHubMix.Images.Benchmarks.Measuring;

namespace AIHubMix.Images.Benchmarks.Scoring;

/// <summary>What a number is in the middle of.</summary>
/// <param name="Value">What the table has: the median or, where nothing that is seldom may be left out, the mean.</param>
internal sealed record Spread(double Value, double Median, double LowerQuartile, double UpperQuartile, double Least, double Mean, int Rounds)
{
    public static Spread Of(Samples samples) => new(samples.Median, samples.Median, samples.LowerQuartile, samples.UpperQuartile, samples.Least, samples.Mean, samples.Count);

    /// <summary>Of what is measured once.</summary>
    public static Spread Of(double value) => new(value, value, value, value, value, value, 1);
}

/// <summary>A line of the table.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">What both amounts are amounts of.</param>
/// <param name="Ours">What the SDK takes, or another contender where the name says so.</param>
/// <param name="Reference">What it is held against.</param>
/// <param name="Ratio">The ratios of each round, whose median is not quite the ratio of both medians.</param>
/// <param name="Promise">What is allowed; nothing when nothing was promised.</param>
/// <param name="Held">What is held against that.</param>
/// <param name="Share">How much of what is allowed is used.</param>
/// <param name="IsKept">Whether the promise was.</param>
/// <param name="Peer">The contender that is the reference, where it is one.</param>
/// <param name="Failure">Why nothing was measured.</param>
internal sealed record Row(
    string Name,
    Unit Unit,
    Spread? Ours,
    Spread? Reference,
    Spread? Ratio,
    string? Promise = null,
    string? Held = null,
    double? Share = null,
    bool? IsKept = null,
    string? Peer = null,
    string? Failure = null)
{
    public static Row NotMeasured(string name, string failure) => new(name, Unit.Count, null, null, null, Promise: "-", IsKept: false, Failure: failure);

    public string[] Cells()
    {
        string[] cells =
        [
            Name,
            Ours is null ? "-" : Amount.Text(Ours.Value, Unit),
            Reference is null ? "-" : Amount.Text(Reference.Value, Unit),
            Ratio is null ? "-" : Amount.Ratio(Ratio.Value),
            .. Promise is null ? Array.Empty<string>() : [Promise],
            .. IsKept is null ? Array.Empty<string>() : [IsKept.Value ? "kept" : "short"],
        ];
        return cells;
    }
}
