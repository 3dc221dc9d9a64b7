namespace AIHubMix.Images.Benchmarks.Measuring;

/// <summary>One way to do a thing.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="RunAsync">Does it once.</param>
/// <param name="CleanUp">Run after each sample, outside the time.</param>
internal sealed record Contender(string Name, Func<Task> RunAsync, Action? CleanUp = null);
