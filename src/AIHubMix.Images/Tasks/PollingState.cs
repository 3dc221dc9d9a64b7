namespace AIHubMix.Images;

/// <summary>What is known when the time of the next look at a task is chosen.</summary>
/// <param name="Polls">How often the task was looked at so far.</param>
/// <param name="Elapsed">How long ago the task was accepted.</param>
/// <param name="RetryAfter">How long the last answer asked to wait; null when it did not.</param>
/// <param name="Random">A number from 0 to less than 1, to spread the looks of many waiters.</param>
public readonly record struct PollingState(int Polls, TimeSpan Elapsed, TimeSpan? RetryAfter, double Random);
