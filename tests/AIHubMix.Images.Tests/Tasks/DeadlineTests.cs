using AIHubMix.Images.Tasks;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Tasks;

public sealed class DeadlineTests
{
    private readonly SteppedTime _time = new();

    [Fact]
    public void Token_TimeIsUp_IsCancelled()
    {
        using var deadline = new Deadline(TimeSpan.FromSeconds(30), _time, TestContext.Current.CancellationToken);

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
        using var deadline = new Deadline(TimeSpan.FromSeconds(30), _time, caller.Token);

        caller.Cancel();

        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.True(deadline.IsCancelledByCaller);
        Assert.False(deadline.HasPassed);
        Assert.Equal(caller.Token, deadline.Caller);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dispose_Deadline_LeavesNothingWithTheClockOrTheCaller(bool cancellable)
    {
        using var caller = new CancellationTokenSource();
        var deadline = new Deadline(TimeSpan.FromSeconds(30), _time, cancellable ? caller.Token : default);
        CancellationToken token = deadline.Token;

        deadline.Dispose();
        caller.Cancel();
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.False(token.IsCancellationRequested);
    }

    [Fact]
    public void Remaining_TimeGoesBy_IsWhatIsLeft()
    {
        using var deadline = new Deadline(TimeSpan.FromSeconds(30), _time, default);
        Assert.Equal(TimeSpan.FromSeconds(30), deadline.Remaining);

        _time.Advance(TimeSpan.FromSeconds(12));

        Assert.Equal(TimeSpan.FromSeconds(18), deadline.Remaining);
        Assert.Equal(TimeSpan.FromSeconds(30), deadline.Length);
    }

    [Fact]
    public void HasPassed_CallerCancelsAndTimeIsUp_IsTheCallersDoing()
    {
        using var caller = new CancellationTokenSource();
        using var deadline = new Deadline(TimeSpan.FromSeconds(30), _time, caller.Token);

        caller.Cancel();
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.False(deadline.HasPassed);
    }
}
