namespace AIHubMix.Images.Tasks;

/// <summary>When to look at a task next: after a fifth of the time it has taken so far, within bounds. Quick tasks are seen quickly, slow ones cost few requests.</summary>
internal static class PollingSchedule
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(600);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static TimeSpan NextDelay(TimeSpan elapsed) =>
        TimeSpan.FromTicks(Math.Clamp(elapsed.Ticks / 5, Shortest.Ticks, Longest.Ticks));
}
