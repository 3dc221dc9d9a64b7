using Microsoft.Extensions.Time.Testing;

namespace AIHubMix.Images.Tests.Support;

/// <summary>A fake clock that can be led from one timer to the next, so that waits end at once and at the exact time.</summary>
internal sealed class SteppedTime : FakeTimeProvider
{
    private const int MostSteps = 10_000;
    private const int MostYields = 20_000;

    private readonly Lock _lock = new();
    private readonly PriorityQueue<KnownTimer, DateTimeOffset> _timers = new();
    private int _made;

    public SteppedTime()
        : base(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new KnownTimer(base.CreateTimer(callback, state, dueTime, period), GetUtcNow() + dueTime);
        lock (_lock)
        {
            _made++;
            if (dueTime > TimeSpan.Zero)
            {
                _timers.Enqueue(timer, timer.Due);
            }
        }

        return timer;
    }

    /// <summary>Waits for a task, moving the clock on to the next timer whenever the task does not end without it.</summary>
    public async Task<T> RunAsync<T>(Task<T> task)
    {
        for (int step = 0; !task.IsCompleted; step++)
        {
            Assert.True(step < MostSteps, $"The task has not ended after {MostSteps} steps of the clock.");
            int made = _made;
            if (NextTimer() is { } timer && timer.Due > GetUtcNow())
            {
                Advance(timer.Due - GetUtcNow());
            }

            // A timer's work is mostly done by now, but cancellation goes on in another thread: it ends the task or makes the next timer.
            for (int count = 0; count < MostYields && !task.IsCompleted && Volatile.Read(ref _made) == made; count++)
            {
                await Task.Yield();
            }
        }

        return await task;
    }

    private KnownTimer? NextTimer()
    {
        lock (_lock)
        {
            while (_timers.TryDequeue(out KnownTimer? timer, out _))
            {
                if (!timer.IsDisposed)
                {
                    return timer;
                }
            }

            return null;
        }
    }

    private sealed class KnownTimer(ITimer timer, DateTimeOffset due) : ITimer
    {
        public DateTimeOffset Due => due;

        public bool IsDisposed { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            IsDisposed = true;
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return timer.DisposeAsync();
        }
    }
}
