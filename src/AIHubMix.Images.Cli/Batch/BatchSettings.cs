namespace AIHubMix.Images.Cli.Batch;

/// <summary>How a batch is run.</summary>
/// <param name="Folder">Where pictures, journal and report go.</param>
/// <param name="Concurrency">How many lines are under way at a time.</param>
/// <param name="RetriesInDoubt">Whether lines are sent again of which it is not known whether they were billed.</param>
/// <param name="RetriesBilled">Whether lines are sent again that failed after they were billed.</param>
internal sealed record BatchSettings(string Folder, int Concurrency, bool RetriesInDoubt, bool RetriesBilled);
