using System.Text;

namespace AIHubMix.Images.Simulator;

/// <summary>A clock for tests against a simulator: time stands still while an answer is on its way, and leaps to the next timer when the client waits. A generation of two minutes takes milliseconds, and exactly two minutes.</summary>
/// <remarks>
/// <para>Hand it to <see cref="SimulatorOptions.TimeProvider"/>; the clients that <see cref="AIHubMixSimulator.CreateClient"/> makes share it. Time moves only inside
/// <see cref="RunAsync(Task)"/>. An application that makes its own <see cref="HttpClient"/> puts <see cref="CreateHandler"/> under it and passes the clock to its client's options.</para>
/// <para>A call waits when it stands in a <see cref="Task.Delay(TimeSpan, TimeProvider)"/> on this clock, or for an answer that the simulator holds on purpose
/// and of which the client has read all that was sent. In all other moments it is at work, and nothing moves.
/// Timers of any other kind, such as those of a <see cref="CancellationTokenSource"/>, are limits: they fire when their time comes, but nobody waits for them.</para>
/// </remarks>
/// <example>
/// <code>
/// var clock = new SimulatorClock();
/// await using var gateway = await AIHubMixSimulator.StartAsync(new() { TimeProvider = clock, GenerationTime = TimeSpan.FromMinutes(2) });
/// using AIHubMixClient client = gateway.CreateClient();
/// ImageResult result = await clock.RunAsync(client.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer" }));
/// Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(126));
/// </code>
/// </example>
public sealed partial class SimulatorClock : TimeProvider
{
    /// <summary>The time at which every clock begins: 2026-03-01 12:00 UTC.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A test whose client is at work for so long, in real time, has hung.</summary>
    private static readonly TimeSpan LongestWork = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<ClockTimer> _timers = [];
    private readonly int _mostSteps;
    private TaskCompletionSource? _changed;
    private TimeSpan _elapsed;
    private long _armed;

    /// <summary>Makes a clock that stands at <see cref="Start"/>.</summary>
    public SimulatorClock()
        : this(100_000)
    {
    }

    internal SimulatorClock(int mostSteps) => _mostSteps = mostSteps;

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

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Start + Elapsed;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // Task.Delay passes its own task; Task.WaitAsync, which is a limit, a generic one.
        bool isWait = state is Task && !state.GetType().IsGenericType;
        var timer = new ClockTimer(this, callback, state, isWait);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Does something at a later time, without making anybody wait for it: what a test wants to happen while the client is busy.</summary>
    /// <param name="delay">The time from now.</param>
    /// <param name="action">What to do.</param>
    /// <returns>The timer; disposing of it calls the action off.</returns>
    public ITimer After(TimeSpan delay, Action action) => CreateTimer(_ => action(), null, delay, Timeout.InfiniteTimeSpan);

    /// <summary>Makes a handler to be put under an application's own <see cref="HttpClient"/>, by which the clock sees when the application waits for an answer.</summary>
    /// <param name="inner">What sends the requests; null for a connection pool of its own.</param>
    /// <returns>The handler, to be disposed by the caller, as <see cref="HttpClient"/> does.</returns>
    public DelegatingHandler CreateHandler(HttpMessageHandler? inner = null) =>
        new ClockHandler(this, inner ?? ClockHandler.NewConnections());

    /// <summary>Leads the clock until a call ends.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="call">The call: of the SDK's client, or of an application that makes one at a time.</param>
    /// <returns>What the call gives.</returns>
    /// <exception cref="SimulatorAssertionException">The call can never end: it waits for nothing that will happen.</exception>
    public async Task<T> RunAsync<T>(Task<T> call)
    {
        await LeadAsync([call]).ConfigureAwait(false);
        return await call.ConfigureAwait(false);
    }

    /// <inheritdoc cref="RunAsync{T}(Task{T})"/>
    public Task<T> RunAsync<T>(ValueTask<T> call) => RunAsync(call.AsTask());

    /// <inheritdoc cref="RunAsync{T}(Task{T})"/>
    public async Task RunAsync(Task call)
    {
        await LeadAsync([call]).ConfigureAwait(false);
        await call.ConfigureAwait(false);
    }

    /// <summary>Leads the clock until all calls have ended that were made side by side. None of them may wait for another.</summary>
    /// <typeparam name="T">What each gives.</typeparam>
    /// <param name="calls">The calls.</param>
    /// <returns>What they give, in their order.</returns>
    /// <exception cref="SimulatorAssertionException">A call can never end.</exception>
    public async Task<T[]> RunAllAsync<T>(params IReadOnlyList<Task<T>> calls)
    {
        await LeadAsync(calls).ConfigureAwait(false);
        return await Task.WhenAll(calls).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        lock (_lock)
        {
            var text = new StringBuilder($"{_elapsed} after the start");
            text.AppendJoin("", _flights.Values.Select(flight => $"; {flight}"));
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
                    _elapsed = timer?.Take() ?? throw new SimulatorAssertionException($"Nothing will ever happen: {this}");
                }
            }

            if (timer is not null)
            {
                if (++steps > _mostSteps)
                {
                    throw new SimulatorAssertionException($"The calls have not ended after {_mostSteps} steps: {this}");
                }

                timer.Fire();
                continue;
            }

            try
            {
                await Task.WhenAny([changed, .. open]).WaitAsync(LongestWork).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw new SimulatorAssertionException(
                    $"The client has been at work for {LongestWork} of real time: {this}. If it sends requests with an HttpClient of its own, put the clock's {nameof(CreateHandler)}() under it.");
            }
        }
    }

    // This and what follows: under the lock.
    private bool AreWaiting(int calls)
    {
        int held = _flights.Values.Count(IsHeld);
        return held == _flights.Count && held + _timers.Count(timer => timer.IsWait) >= calls;
    }

    private Task Changed() => (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private void Pulse()
    {
        _changed?.SetResult();
        _changed = null;
    }

    private sealed class ClockTimer(SimulatorClock clock, TimerCallback callback, object? state, bool isWait) : ITimer
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
