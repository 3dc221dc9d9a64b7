namespace AIHubMix.Images.ContractTests.Docs;

/// <summary>Lines of a page that are code.</summary>
/// <param name="FirstLine">The number of the first, from 1.</param>
/// <param name="Lines">The code.</param>
internal sealed record CodeBlock(int FirstLine, IReadOnlyList<string> Lines);
