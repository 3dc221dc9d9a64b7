using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace AIHubMix.Images.Tests.Support;

/// <summary>A fake clock that can be led from one timer to the next, so that waits end at once and at the exact time.</summary>
internal sealed class SteppedTime : FakeTimeProvider
{
    private const int MostSteps = 10_000;
    private const int MostIdleSteps = 20;
    private const int QuietYields = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<KnownTimer, DateTimeOffset> _timers = new();
    private int _made;

    public SteppedTime()
        : base(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new KnownTimer(this, base.CreateTimer(callback, state, dueTime, period));
        Note(timer, dueTime);
        return timer;
    }

    /// <summary>Waits for a task, moving the clock on to the next timer whenever the task does not end without it.</summary>
    public async Task<T> RunAsync<T>(Task<T> task)
    {
        int idle = 0;
        for (int step = 0; !task.IsCompleted; step++)
        {
            Assert.True(step < MostSteps, $"The task has not ended after {MostSteps} steps of the clock.");
            int made = Volatile.Read(ref _made);
            if (NextTimer() is { } timer)
            {
                idle = 0;
                Advance(timer.Due - GetUtcNow());
            }
            else
            {
                Assert.True(++idle < MostIdleSteps, "The task has not ended, and there is no timer that could end it.");
            }

            await SettleAsync(task, made);
        }

        return await task;
    }

    // A timer's work is mostly done by now, but cancellation goes on in another thread: it ends the task or makes the next timer.
    // How long that thread has to wait for its turn is up to the machine, so the clock is patient by real time.
    private async Task SettleAsync(Task task, int made)
    {
        long started = Stopwatch.GetTimestamp();
        int quiet = 0;
        while (!task.IsCompleted && (Volatile.Read(ref _made) == made ? Stopwatch.GetElapsedTime(started) < Patience : quiet < QuietYields))
        {
            int before = Volatile.Read(ref _made);
            await Task.Yield();
            quiet = Volatile.Read(ref _made) == before ? quiet + 1 : 0;
        }
    }

    private KnownTimer? NextTimer()
    {
        lock (_lock)
        {
            while (_timers.TryDequeue(out KnownTimer? timer, out DateTimeOffset due))
            {
                if (!timer.IsDisposed && timer.Due == due && due > GetUtcNow())
                {
                    return timer;
                }
            }

            return null;
        }
    }

    private void Note(KnownTimer timer, TimeSpan dueTime)
    {
        lock (_lock)
        {
            _made++;
            timer.Due = dueTime > TimeSpan.Zero ? GetUtcNow() + dueTime : default;
            if (dueTime > TimeSpan.Zero)
            {
                _timers.Enqueue(timer, timer.Due);
            }
        }
    }

    private sealed class KnownTimer(SteppedTime time, ITimer timer) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public bool IsDisposed { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool isChanged = timer.Change(dueTime, period);
            time.Note(this, dueTime);
            return isChanged;
        }

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
