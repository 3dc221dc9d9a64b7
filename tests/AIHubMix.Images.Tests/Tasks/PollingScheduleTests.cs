namespace AIHubMix.Images.Tests.Tasks;

public sealed class PollingScheduleTests
{
    [Theory]
    [InlineData(0, 700)]
    [InlineData(700, 700)]
    [InlineData(3500, 700)]
    [InlineData(3505, 701)]
    [InlineData(10_000, 2000)]
    [InlineData(24_995, 4999)]
    [InlineData(25_000, 5000)]
    [InlineData(25_001, 5000)]
    [InlineData(86_400_000, 5000)]
    public void NextDelay_TimeSoFar_IsAFifthOfItWithinBounds(double elapsed, double delay) =>
        Assert.Equal(TimeSpan.FromMilliseconds(delay), PollingSchedule.Adaptive.NextDelay(new PollingState(3, TimeSpan.FromMilliseconds(elapsed), null, 0)));

    [Theory]
    [InlineData(0.5, 950)]
    [InlineData(1, 900)]
    public void NextDelay_Random_TakesUpToATenthAway(double random, double delay) =>
        Assert.Equal(TimeSpan.FromMilliseconds(delay), PollingSchedule.Adaptive.NextDelay(new PollingState(3, TimeSpan.FromSeconds(5), null, random)));

    [Theory]
    [InlineData(0, 700)]
    [InlineData(-1, 700)]
    [InlineData(1, 1)]
    [InlineData(59_999, 59_999)]
    [InlineData(60_000, 60_000)]
    [InlineData(60_001, 60_000)]
    [InlineData(86_400_000, 60_000)]
    public void NextDelay_GatewayAsksToWait_IsWhatItAsksUpToAMinute(double asked, double delay) =>
        Assert.Equal(TimeSpan.FromMilliseconds(delay), PollingSchedule.Adaptive.NextDelay(new PollingState(3, TimeSpan.Zero, TimeSpan.FromMilliseconds(asked), 0)));

    [Fact]
    public void Every_Interval_IsTheDelayWhateverIsKnown() =>
        Assert.Equal(TimeSpan.FromSeconds(3), PollingSchedule.Every(TimeSpan.FromSeconds(3)).NextDelay(new PollingState(9, TimeSpan.FromHours(1), TimeSpan.FromSeconds(9), 0.5)));

    [Theory]
    [InlineData(9)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3_600_001)]
    public void Every_IntervalOutOfRange_IsRefused(int milliseconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PollingSchedule.Every(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(10)]
    [InlineData(3_600_000)]
    public void Every_IntervalAtTheEdge_IsTaken(int milliseconds) => Assert.NotNull(PollingSchedule.Every(TimeSpan.FromMilliseconds(milliseconds)));
}
