namespace AIHubMix.Images.Cli.Batch;

/// <summary>How far a line has come.</summary>
internal enum JournalState
{
    /// <summary>It is about to be sent. Where this is the last that is known of it, it may have been billed.</summary>
    Submitting,

    /// <summary>It is paid for as a task, whose token collects the pictures.</summary>
    Submitted,

    /// <summary>Its pictures are in their files.</summary>
    Done,

    /// <summary>It failed; the billing class says at what cost.</summary>
    Failed,
}
