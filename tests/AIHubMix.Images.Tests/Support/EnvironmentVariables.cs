namespace AIHubMix.Images.Tests.Support;

/// <summary>Tests that change environment variables run one at a time and beside no other.</summary>
[CollectionDefinition(nameof(EnvironmentVariables), DisableParallelization = true)]
public sealed class EnvironmentVariables;
