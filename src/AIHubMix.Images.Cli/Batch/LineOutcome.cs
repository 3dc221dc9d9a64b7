using AIHubMix.Images.Cli.Failures;
using AIHubMix.Images.Cli.Generate;

namespace AIHubMix.Images.Cli.Batch;

/// <summary>What became of a line in this run.</summary>
/// <param name="Kind">The sort of it.</param>
/// <param name="Saved">The pictures that were saved in this run.</param>
/// <param name="Failure">What went wrong; for a line that was left alone, what went wrong earlier.</param>
internal sealed record LineOutcome(OutcomeKind Kind, SavedPictures? Saved = null, Failure? Failure = null);

/// <summary>The sorts of outcomes.</summary>
internal enum OutcomeKind
{
    /// <summary>Bought and saved.</summary>
    Done,

    /// <summary>Bought by an earlier run, collected by this one.</summary>
    Collected,

    /// <summary>Done by an earlier run.</summary>
    Skipped,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>Sent, now or by an earlier run, and whether it was billed is not known.</summary>
    InDoubt,

    /// <summary>Paid for, and still to be collected: the next run does so.</summary>
    Unfinished,
}
