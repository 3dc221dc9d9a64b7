namespace AIHubMix.Images.Cli.Batch;

/// <summary>Shows a batch while it runs. Told by several threads at a time.</summary>
internal interface IBatchDisplay
{
    /// <summary>Shows the batch for as long as <paramref name="run"/> takes.</summary>
    Task ShowAsync(int lines, Func<Task> run);

    /// <summary>A line has come to a new state, in words.</summary>
    void Progressed(BatchLine line, string state);

    /// <summary>Nothing more is to be done about a line.</summary>
    void Finished(BatchLine line, LineOutcome outcome);

    /// <summary>Something is to be said.</summary>
    void Say(string text);
}
