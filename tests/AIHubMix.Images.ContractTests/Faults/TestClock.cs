using System.Text;

namespace AIHubMix.Images.ContractTests.Faults;

/// <summary>A clock for tests with real I/O on loopback: time stands still while an answer is on its way, and leaps to the next timer when the client waits.</summary>
/// <remarks>
/// A call of the client waits when it stands in a <see cref="Task.Delay(TimeSpan, TimeProvider)"/> on this clock, or in an exchange that
/// the front holds on purpose (<see cref="Hold"/>) and of which the client has read all that was sent. In all other moments it is at work, and nothing moves.
/// Timers of any other kind, such as those of a <see cref="CancellationTokenSource"/>, are limits: they fire when their time comes, but nobody waits for them.
/// </remarks>
internal sealed partial class TestClock : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A test whose client is at work for so long, in real time, has hung.</summary>
    private static readonly TimeSpan LongestWork = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<ClockTimer> _timers = [];
    private readonly int _mostSteps;
    private TaskCompletionSource? _changed;
    private TimeSpan _elapsed;
    private long _armed;

    public TestClock(int mostSteps = 10_000) => _mostSteps = mostSteps;

    /// <summary>The time since the clock was made.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
            {
                return _elapsed;
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override DateTimeOffset GetUtcNow() => Start + Elapsed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // Task.Delay passes its own task; Task.WaitAsync, which is a limit, a generic one.
        bool isWait = state is Task && !state.GetType().IsGenericType;
        var timer = new ClockTimer(this, callback, state, isWait);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Does something at a later time, without making anybody wait for it: what a test wants to happen while the client is busy.</summary>
    public ITimer After(TimeSpan delay, Action action) => CreateTimer(_ => action(), null, delay, Timeout.InfiniteTimeSpan);

    /// <summary>Leads the clock until the call of the client ends.</summary>
    public async Task<T> RunAsync<T>(Task<T> call)
    {
        await LeadAsync([call]);
        return await call;
    }

    /// <inheritdoc cref="RunAsync{T}(Task{T})"/>
    public async Task RunAsync(Task call)
    {
        await LeadAsync([call]);
        await call;
    }

    /// <summary>Leads the clock until all calls have ended that were made side by side. None of them may wait for another.</summary>
    public async Task<T[]> RunAllAsync<T>(params IReadOnlyList<Task<T>> calls)
    {
        await LeadAsync(calls);
        return await Task.WhenAll(calls);
    }

    public override string ToString()
    {
        lock (_lock)
        {
            var text = new StringBuilder($"{_elapsed} after the start");
            text.AppendJoin("", _exchanges.Values.Select(exchange => $"; {exchange}"));
            text.AppendJoin("", _timers.Select(timer => $"; {(timer.IsWait ? "a wait" : "a limit")} until {timer.Due}"));
            return text.ToString();
        }
    }

    private async Task LeadAsync(IReadOnlyList<Task> calls)
    {
        int steps = 0;
        while (true)
        {
            Task[] open = [.. calls.Where(call => !call.IsCompleted)];
            if (open.Length == 0)
            {
                return;
            }

            Task changed;
            ClockTimer? timer = null;
            lock (_lock)
            {
                changed = Changed();
                if (AreWaiting(open.Length))
                {
                    timer = _timers.MinBy(candidate => (candidate.Due, candidate.Number));
                    if (timer is null)
                    {
                        Assert.Fail($"Nothing will ever happen: {this}");
                    }

                    _elapsed = timer.Take();
                }
            }

            if (timer is not null)
            {
                Assert.True(++steps <= _mostSteps, $"The calls have not ended after {_mostSteps} steps: {this}");
                timer.Fire();
                continue;
            }

            try
            {
                await Task.WhenAny([changed, .. open]).WaitAsync(LongestWork);
            }
            catch (TimeoutException)
            {
                Assert.Fail($"The client has been at work for {LongestWork} of real time: {this}");
            }
        }
    }

    // This and what follows: under the lock.
    private bool AreWaiting(int calls)
    {
        int held = _exchanges.Values.Count(IsHeld);
        return held == _exchanges.Count && held + _timers.Count(timer => timer.IsWait) >= calls;
    }

    private Task Changed() => (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private void Pulse()
    {
        _changed?.SetResult();
        _changed = null;
    }

    private sealed class ClockTimer(TestClock clock, TimerCallback callback, object? state, bool isWait) : ITimer
    {
        private TimeSpan _period;

        public bool IsWait => isWait;

        public TimeSpan Due { get; private set; }

        /// <summary>Timers of the same time fire in the order in which they were set.</summary>
        public long Number { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                _period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Set(dueTime);
                }

                clock.Pulse();
                return true;
            }
        }

        /// <summary>Unsets the timer, or sets it for its next time, and tells what time it is now. Under the lock.</summary>
        public TimeSpan Take()
        {
            TimeSpan due = Due;
            clock._timers.Remove(this);
            if (_period > TimeSpan.Zero)
            {
                Set(due - clock._elapsed + _period);
            }

            return due;
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                clock.Pulse();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Set(TimeSpan delay)
        {
            Due = clock._elapsed + delay;
            Number = clock._armed++;
            clock._timers.Add(this);
        }
    }
}
