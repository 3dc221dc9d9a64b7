namespace AIHubMix.Images.Benchmarks.Generating;

/// <summary>What a generation runs, each by itself.</summary>
/// <param name="Check">The document is held against the vocabulary.</param>
/// <param name="Write">NSwag reads the document, and the templates write the code.</param>
/// <param name="Split">The code is cut into files.</param>
internal sealed record GenerationSteps(Cost Check, Cost Write, Cost Split);
