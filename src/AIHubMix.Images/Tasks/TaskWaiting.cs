namespace AIHubMix.Images.Tasks;

/// <summary>Waits for code of the caller's, which may not heed a cancellation.</summary>
internal static class TaskWaiting
{
    /// <summary>Ends with the task or at the cancellation, whichever comes first. A task that is left alone then must clean up after itself.</summary>
    public static Task UnlessCancelledAsync(this Task task, CancellationToken cancellationToken)
    {
        if (!task.IsCompleted)
        {
            // Nobody may be left to see how it ends.
            _ = task.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }

        return task.WaitAsync(cancellationToken);
    }
}
