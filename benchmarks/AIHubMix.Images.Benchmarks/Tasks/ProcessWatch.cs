using System.Diagnostics;

namespace AIHubMix.Images.Benchmarks.Tasks;

/// <summary>A thread that counts the threads of the process, and notes how late the machine wakes it.</summary>
internal sealed class ProcessWatch : IDisposable
{
    private static readonly TimeSpan Sleep = TimeSpan.FromMilliseconds(25);

    private readonly ManualResetEventSlim _over = new(false, spinCount: 0);
    private readonly Thread _thread;

    private ProcessWatch() => _thread = new Thread(Watch) { IsBackground = true };

    /// <summary>How many threads there were, this one among them.</summary>
    public int Before { get; private set; }

    public int Most { get; private set; }

    /// <summary>By how much it was woken late at most: what a busy machine adds to any delay, however it is waited for.</summary>
    public TimeSpan LatestWakeUp { get; private set; }

    public static ProcessWatch Start()
    {
        var watch = new ProcessWatch();
        watch._thread.Start();
        watch.Before = watch.Most = Count();
        return watch;
    }

    public void Dispose()
    {
        _over.Set();
        _thread.Join();
        _over.Dispose();
    }

    private void Watch()
    {
        while (true)
        {
            long started = Stopwatch.GetTimestamp();
            if (_over.Wait(Sleep))
            {
                return;
            }

            TimeSpan late = Stopwatch.GetElapsedTime(started) - Sleep;
            LatestWakeUp = late > LatestWakeUp ? late : LatestWakeUp;
            Most = Math.Max(Most, Count());
        }
    }

    private static int Count()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }
}
