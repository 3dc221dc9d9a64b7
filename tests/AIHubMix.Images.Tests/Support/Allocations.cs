namespace AIHubMix.Images.Tests.Support;

/// <summary>Tests that count what the process allocates run one at a time and beside no other.</summary>
[CollectionDefinition(nameof(Allocations), DisableParallelization = true)]
public sealed class Allocations;
