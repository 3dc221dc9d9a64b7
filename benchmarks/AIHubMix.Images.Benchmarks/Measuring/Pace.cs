namespace AIHubMix.Images.Benchmarks.Measuring;

/// <summary>How long is measured.</summary>
/// <param name="LeastRounds">So many rounds, however long they take.</param>
/// <param name="MostRounds">Not more than so many.</param>
/// <param name="Length">The time after which no round is begun that need not be.</param>
/// <param name="WarmUp">The time that each contender runs before.</param>
/// <param name="AllocationLength">The time after which no more allocations are counted.</param>
/// <param name="Processes">How many processes of each kind are started for their peak.</param>
internal sealed record Pace(int LeastRounds, int MostRounds, TimeSpan Length, TimeSpan WarmUp, TimeSpan AllocationLength, int Processes)
{
    public static readonly Pace Full = new(15, 101, TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(1), 5);
    public static readonly Pace Quick = new(5, 15, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(0.3), 3);
    public static readonly Pace Regressions = new(5, 9, TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(0.8), 0);
}
