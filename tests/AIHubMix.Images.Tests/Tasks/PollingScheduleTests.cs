using AIHubMix.Images.Tasks;

namespace AIHubMix.Images.Tests.Tasks;

public sealed class PollingScheduleTests
{
    [Theory]
    [InlineData(0, 600)]
    [InlineData(600, 600)]
    [InlineData(3000, 600)]
    [InlineData(3001, 600.2)]
    [InlineData(10_000, 2000)]
    [InlineData(24_999, 4999.8)]
    [InlineData(25_000, 5000)]
    [InlineData(25_001, 5000)]
    [InlineData(86_400_000, 5000)]
    public void NextDelay_TimeSoFar_IsAFifthOfItWithinBounds(double elapsed, double delay) =>
        Assert.Equal(TimeSpan.FromMilliseconds(delay), PollingSchedule.NextDelay(TimeSpan.FromMilliseconds(elapsed)));
}
