using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Batch;

/// <summary>Runs the lines of a batch, a few at a time. A line that fails never stops the others.</summary>
internal sealed class BatchRun(ToolHost host, AIHubMixClient client, Journal journal, BatchSettings settings)
{
    private const string Stopping = "Stopping: what is under way is finished, nothing more is started. Ctrl-C again ends at once; what was sent may then be billed for nothing.";

    /// <param name="plan">The lines.</param>
    /// <param name="lines">How many there are.</param>
    /// <param name="isSilent">Whether nothing is to be shown.</param>
    /// <param name="stopping">Starts nothing more; what is on its way is brought home.</param>
    public async Task<BatchReport> RunAsync(BatchPlan plan, int lines, bool isSilent, CancellationToken stopping)
    {
        IBatchDisplay display = isSilent ? new PlainBatchDisplay(TextWriter.Null)
            : host.CanRedraw ? new LiveBatchDisplay(host.Console, host.Time) : new PlainBatchDisplay(host.Output);
        var report = new BatchReport { Lines = lines };
        var line = new LineRun(host, client, journal, settings);
        long started = host.Time.GetTimestamp();
        using CancellationTokenRegistration saying = stopping.Register(() => display.Say(Stopping));
        var limits = new ParallelOptions { MaxDegreeOfParallelism = settings.Concurrency, CancellationToken = stopping };
        try
        {
            await display.ShowAsync(lines, () => Parallel.ForEachAsync(plan.Read().Where(read => read.Problems.Count == 0).Select(read => read.Line!), limits, async (next, _) =>
            {
                LineOutcome outcome = await line.RunAsync(next, state => display.Progressed(next, state), stopping, host.Abort).ConfigureAwait(false);
                report.Add(next, outcome);
                display.Finished(next, outcome);
            })).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            report.WasCancelled = true;
        }

        report.Elapsed = host.Time.GetElapsedTime(started);
        return report;
    }
}
