using AIHubMix.Images.Tasks;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Tasks;

public sealed class DeadlineTests
{
    private readonly SteppedTime _time = new();

    private AIHubMixClientOptions Options => new() { TimeProvider = _time, Deadline = TimeSpan.FromSeconds(30) };

    [Fact]
    public void Token_TimeIsUp_IsCancelled()
    {
        using var deadline = new Deadline(Options, TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        Assert.False(deadline.Token.IsCancellationRequested);
        Assert.False(deadline.HasPassed);

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.True(deadline.HasPassed);
    }

    [Fact]
    public void Token_CallerCancels_IsCancelledWithoutHavingPassed()
    {
        using var caller = new CancellationTokenSource();
        using var deadline = new Deadline(Options, caller.Token);

        caller.Cancel();

        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.False(deadline.HasPassed);
    }

    [Fact]
    public void HasPassed_CallerCancelsAndTimeIsUp_IsTheCallersDoing()
    {
        using var caller = new CancellationTokenSource();
        using var deadline = new Deadline(Options, caller.Token);

        caller.Cancel();
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.False(deadline.HasPassed);
    }
}
