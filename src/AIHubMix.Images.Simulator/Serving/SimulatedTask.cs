using AIHubMix.Images.Simulator.Pictures;

namespace AIHubMix.Images.Simulator.Serving;

/// <summary>A task: pending for a number of polls, then ready.</summary>
internal sealed class SimulatedTask(string id, PictureRequest picture, string resultPath, int pendingPolls, DateTimeOffset started)
{
    private int _polls;

    public string Id => id;

    public PictureRequest Picture => picture;

    public string ResultPath => resultPath;

    public DateTimeOffset Started => started;

    /// <summary>Counts a poll and tells how far the task is, from 0 to 1; null when it is ready.</summary>
    public double? Poll()
    {
        int poll = Interlocked.Increment(ref _polls);
        return poll <= pendingPolls ? Math.Round(poll / (pendingPolls + 1.0), 2) : null;
    }
}
