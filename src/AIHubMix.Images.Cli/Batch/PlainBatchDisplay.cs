using System.Globalization;

namespace AIHubMix.Images.Cli.Batch;

/// <summary>A line for every line that is over, for files, pipes and build logs.</summary>
internal sealed class PlainBatchDisplay(TextWriter output) : IBatchDisplay
{
    private readonly Lock _lock = new();
    private int _lines;
    private int _finished;

    public Task ShowAsync(int lines, Func<Task> run)
    {
        _lines = lines;
        return run();
    }

    public void Progressed(BatchLine line, string state)
    {
        // The end is news enough.
    }

    public void Finished(BatchLine line, LineOutcome outcome)
    {
        lock (_lock)
        {
            _finished++;
            if (outcome.Kind != OutcomeKind.Skipped)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{_finished}/{_lines}] line {line.Number}, {line.Model.Path}: {OutcomeText.Of(outcome)}"));
                output.Flush();
            }
        }
    }

    public void Say(string text)
    {
        lock (_lock)
        {
            output.WriteLine(text);
        }
    }
}
