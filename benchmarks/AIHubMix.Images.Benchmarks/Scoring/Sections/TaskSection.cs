using AIHubMix.Images.Benchmarks.Tasks;

namespace AIHubMix.Images.Benchmarks.Scoring.Sections;

/// <summary>Ten thousand tasks polled at once by one client.</summary>
internal sealed class TaskSection : ISection
{
    private const double MostRetained = 3_000;
    private const string Retained = "tasks: 10,000 at once, retained per task";
    private const string Threads = "tasks: 10,000 at once, threads at most beside before";
    private const string Late = "tasks: 10,000 at once, lateness at 99 % beside interval";
    private const string Latest = "tasks: 10,000 at once, lateness of the last beside interval";

    // The pool holds a thread per core at work, and tries some more for a while whenever a busy machine keeps it waiting. None of this grows with the tasks.
    private static readonly double MoreThreads = 8 * Environment.ProcessorCount;

    public IEnumerable<Case> Cases => [new([Retained, Threads, Late, Latest], MeasureAsync)];

    private static async Task MeasureAsync(Sheet sheet)
    {
        TaskFigures figures = await TaskLoad.MeasureAsync();
        if (figures.StillWaiting != figures.Count)
        {
            throw new InvalidOperationException($"Only {figures.StillWaiting} of {figures.Count} tasks were waiting when memory was measured.");
        }

        sheet.Promise(Retained, Unit.Bytes, figures.RetainedPerTask, figures.RetainedByHand, new Limit.Absolute(MostRetained));
        sheet.Promise(Threads, Unit.Count, figures.MostThreads, figures.ThreadsBefore, new Limit.More(MoreThreads));
        sheet.Promise(Late, Unit.Seconds, figures.Late.Seconds, figures.Late.Interval, new Limit.AtMost(1));
        sheet.Promise(Latest, Unit.Seconds, figures.Latest.Seconds, figures.Latest.Interval, new Limit.More(figures.LatestWakeUp));
        sheet.Context("tasks: 10,000 at once, lateness at 50 % beside interval", Unit.Seconds, figures.Median.Seconds, figures.Median.Interval);
        Sheet.Note($"{figures.Polls:#,0} polls, {(double)figures.Polls / figures.Count:0.0} per task, took {figures.Cores:0.00} cores; a sleeping thread was woken {figures.LatestWakeUp * 1000:0} ms late at most");
    }
}
