using AIHubMix.Images.Cli.Failures;
using AIHubMix.Images.Cli.Generate;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Batch;

/// <summary>Does what is still to be done about one line, and writes each step down before it is taken.</summary>
/// <param name="host">The terminal.</param>
/// <param name="client">The client.</param>
/// <param name="journal">The journal.</param>
/// <param name="settings">How the batch is run.</param>
internal sealed class LineRun(ToolHost host, AIHubMixClient client, Journal journal, BatchSettings settings)
{
    /// <summary>Runs a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="progress">Told in words how far it is.</param>
    /// <param name="stopping">Ends the waiting for what is safe to be left; what is on its way is brought home.</param>
    /// <param name="aborting">Ends everything.</param>
    public async Task<LineOutcome> RunAsync(BatchLine line, Action<string> progress, CancellationToken stopping, CancellationToken aborting)
    {
        JournalEntry? known = journal.Find(line.Key);
        try
        {
            return known switch
            {
                { State: JournalState.Done } => new LineOutcome(OutcomeKind.Skipped),
                { Token: { } token } => await CollectAsync(line, known, token, progress, stopping).ConfigureAwait(false),
                { IsInDoubt: true } when Found(line, known) is { Count: > 0 } files => Recover(line, known, files),
                { IsInDoubt: true } when !settings.RetriesInDoubt => new LineOutcome(OutcomeKind.InDoubt, Failure: Earlier(known)),
                { State: JournalState.Submitted } or { State: JournalState.Failed, Billing: BillingClass.Billed } when !settings.RetriesBilled => new LineOutcome(OutcomeKind.Failed, Failure: Earlier(known)),
                _ => await BuyAsync(line, progress, stopping, aborting).ConfigureAwait(false),
            };
        }
        catch (Exception exception) when (Failure.Of(exception) is { } failure)
        {
            return Fail(line, failure);
        }
    }

    private async Task<LineOutcome> BuyAsync(BatchLine line, Action<string> progress, CancellationToken stopping, CancellationToken aborting)
    {
        PictureTarget target = TargetOf(line.Stem);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(aborting);
        CancellationTokenRegistration registration = default;
        var generation = new Generation(client, target);
        journal.Submitting(line, FilesOf(line.Stem).Count > 0);
        progress("asking");
        try
        {
            ImageResult result = await generation.BuyAsync(
                line.Model,
                line.Input,
                task =>
                {
                    journal.Submitted(line, task.ToToken(), task.RequestId);
                    progress("accepted as a task");

                    // From here on nothing is lost by leaving.
                    registration = stopping.Register(leaving.Cancel);
                },
                new LineProgress(progress),
                leaving.Token).ConfigureAwait(false);
            return Finish(line, result, target, OutcomeKind.Done);
        }
        catch (OperationCanceledException) when (generation.Token is not null)
        {
            return new LineOutcome(OutcomeKind.Unfinished);
        }
        finally
        {
            await registration.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<LineOutcome> CollectAsync(BatchLine line, JournalEntry known, string token, Action<string> progress, CancellationToken stopping)
    {
        PictureTarget target = TargetOf(known.Stem ?? line.Stem);
        progress("collecting");
        try
        {
            ImageResult result = await new Generation(client, target).CollectAsync(client.ResumeTask(token), new LineProgress(progress), stopping).ConfigureAwait(false);
            return Finish(line, result, target, OutcomeKind.Collected);
        }
        catch (OperationCanceledException)
        {
            return new LineOutcome(OutcomeKind.Unfinished);
        }
    }

    private LineOutcome Finish(BatchLine line, ImageResult result, PictureTarget target, OutcomeKind kind)
    {
        if (result.Images.Count == 0)
        {
            return Fail(line, new Failure { Kind = "malformed-response", Message = "The answer held no picture.", ExitCode = ExitCode.Billed, Billing = BillingClass.Billed, RequestId = result.RequestId });
        }

        var saved = SavedPictures.Of(result, target);
        journal.Done(line, [.. saved.Files.Select(file => Path.GetFileName(file))], result.RequestId);
        return new LineOutcome(kind, saved);
    }

    private LineOutcome Fail(BatchLine line, Failure failure)
    {
        // Where a failure is the tool's own, its exit code says whether the request had gone out.
        Failure told = failure is { Kind: "tool", Billing: null }
            ? failure with { Billing = failure.ExitCode == ExitCode.Billed || failure.Token is not null ? BillingClass.Billed : BillingClass.NeverDelivered }
            : failure;
        try
        {
            journal.Failed(line, told);
        }
        catch (IOException exception)
        {
            throw new ToolException(
                $"The journal cannot be written: {exception.Message} Line {line.Number} ended so: {told.Message}{(told.Token is { } token ? $" Its pictures are paid for; keep their token: {token}" : "")}",
                ExitCode.Billed);
        }

        return new LineOutcome(
            told.Token is not null ? OutcomeKind.Unfinished : told.Billing is null or BillingClass.OutcomeUnknown ? OutcomeKind.InDoubt : OutcomeKind.Failed,
            Failure: told);
    }

    // The process died between the last file and the line of the journal that would tell of it.
    private LineOutcome Recover(BatchLine line, JournalEntry known, List<string> files)
    {
        journal.Done(line, files, known.RequestId);
        return new LineOutcome(OutcomeKind.Skipped);
    }

    // Files appear under their names only when they are complete, so that all of them prove that the answer came.
    private List<string> Found(BatchLine line, JournalEntry known) =>
        known is { State: JournalState.Submitting, HadFiles: false } && FilesOf(known.Stem ?? line.Stem) is var files && files.Count >= line.Count ? files : [];

    private List<string> FilesOf(string stem)
    {
        var files = new List<string>();
        for (int number = 1; ; number++)
        {
            string name = number == 1 ? stem : $"{stem}-{number}";
            if (PictureTarget.Extensions.Skip(1).Select(extension => name + extension).FirstOrDefault(file => File.Exists(Path.Combine(settings.Folder, file))) is not { } found)
            {
                return files;
            }

            files.Add(found);
        }
    }

    private PictureTarget TargetOf(string stem) => new(host, Path.Combine(settings.Folder, stem));

    private static Failure Earlier(JournalEntry known) => new()
    {
        Kind = "earlier",
        Message = known.Message ?? "The process ended after the line was sent, or just before, and before an answer came.",
        ExitCode = ExitCode.Billed,
        Billing = known.Billing ?? BillingClass.OutcomeUnknown,
        RequestId = known.RequestId,
    };

    private sealed class LineProgress(Action<string> progress) : IProgress<PredictionTask>
    {
        public void Report(PredictionTask value) => progress(GenerateDisplay.StateOf(value));
    }
}
