namespace AIHubMix.Images.Cli.Simulate;

/// <summary>How the gateway's double is served.</summary>
/// <param name="Port">The port at 127.0.0.1; 0 for any free one.</param>
/// <param name="GenerationTime">How long a generation takes.</param>
/// <param name="Key">The only key that is accepted; null for every key of the usual form.</param>
internal sealed record ServeSettings(int Port, TimeSpan GenerationTime, string? Key);
