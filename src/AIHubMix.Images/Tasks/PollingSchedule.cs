namespace AIHubMix.Images;

/// <summary>When a task is looked at next.</summary>
/// <remarks>Safe to use from several threads.</remarks>
public abstract class PollingSchedule
{
    /// <summary>The longest wait that a <c>Retry-After</c> header of a task can bring about: one minute.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromMinutes(1);

    /// <summary>The schedule that suits tasks of unknown length.</summary>
    /// <remarks>It waits a fifth of the time the task has taken so far, at least 0.7 and at most 5 seconds, less up to a tenth at random; or as long as the
    /// gateway asks, at most <see cref="MaxRetryAfter"/>. A task of 5 seconds is seen within a second and costs at most 8 requests; one of two minutes, 40.</remarks>
    public static PollingSchedule Adaptive { get; } = new AdaptiveSchedule();

    /// <summary>Looks at fixed intervals, whatever the gateway asks.</summary>
    /// <param name="interval">The interval. From 10 milliseconds to one hour.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/> is out of its range.</exception>
    public static PollingSchedule Every(TimeSpan interval) => new FixedSchedule(interval);

    /// <summary>The time from the last look, or from the acceptance of the task, to the next look.</summary>
    /// <param name="state">What is known by now.</param>
    /// <returns>The delay; zero or less means at once.</returns>
    public abstract TimeSpan NextDelay(PollingState state);

    private sealed class AdaptiveSchedule : PollingSchedule
    {
        private const double Fraction = 0.2;
        private const double Jitter = 0.1;
        private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(700);
        private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

        public override TimeSpan NextDelay(PollingState state)
        {
            if (state.RetryAfter is { Ticks: > 0 } asked)
            {
                return asked < MaxRetryAfter ? asked : MaxRetryAfter;
            }

            TimeSpan delay = state.Elapsed * Fraction;
            delay = delay < Shortest ? Shortest : delay > Longest ? Longest : delay;
            return delay * (1 - (Jitter * state.Random));
        }
    }

    private sealed class FixedSchedule : PollingSchedule
    {
        private readonly TimeSpan _interval;

        public FixedSchedule(TimeSpan interval)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromMilliseconds(10));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(interval, TimeSpan.FromHours(1));
            _interval = interval;
        }

        public override TimeSpan NextDelay(PollingState state) => _interval;
    }
}
