using AIHubMix.Images.Benchmarks.Measuring;

namespace AIHubMix.Images.Benchmarks.ColdStart;

/// <summary>How long the first call of a fresh process takes one contender, in milliseconds.</summary>
/// <param name="Contender">Who calls.</param>
/// <param name="ToAnswer">From the first line of the program to the answer, round by round.</param>
/// <param name="Process">From before the process is made until after it has ended, round by round.</param>
/// <param name="ToAnswerOfRaw">The first, of raw HttpClient in the same rounds.</param>
/// <param name="ProcessOfRaw">The second, of raw HttpClient in the same rounds.</param>
internal sealed record ColdStartSamples(string Contender, Samples ToAnswer, Samples Process, Samples ToAnswerOfRaw, Samples ProcessOfRaw);

/// <summary>The first call of a fresh process of every contender, side by side.</summary>
internal sealed record ColdStartFigures(IReadOnlyList<ColdStartSamples> Samples);
