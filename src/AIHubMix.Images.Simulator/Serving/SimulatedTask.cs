namespace AIHubMix.Images.Simulator.Serving;

/// <summary>A task: pending for a number of polls and a time, then ready.</summary>
internal sealed class SimulatedTask(string id, ShelvedPicture picture, int pendingPolls, DateTimeOffset started, TimeSpan duration, Func<string> layOut)
{
    private readonly Lazy<string> _resultPath = new(layOut);
    private int _polls;

    public string Id => id;

    public ShelvedPicture Picture => picture;

    /// <summary>The path of the picture's URL, which lives from the first time that it is told.</summary>
    public string ResultPath => _resultPath.Value;

    public DateTimeOffset Started => started;

    /// <summary>Counts a poll and tells how far the task is, from 0 to less than 1; null when it is ready.</summary>
    public double? Poll(DateTimeOffset now)
    {
        int poll = Interlocked.Increment(ref _polls);
        double progress = Math.Min(poll / (pendingPolls + 1.0), duration > TimeSpan.Zero ? (now - started) / duration : 1);
        return progress < 1 ? Math.Round(progress, 2) : null;
    }
}
