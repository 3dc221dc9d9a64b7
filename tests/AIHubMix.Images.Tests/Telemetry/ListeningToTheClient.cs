namespace AIHubMix.Images.Tests.Telemetry;

/// <summary>The sources of traces and metrics are one for the process: tests that listen to them, or prove that nobody does, run one at a time and beside no other.</summary>
[CollectionDefinition(nameof(ListeningToTheClient), DisableParallelization = true)]
public sealed class ListeningToTheClient;
