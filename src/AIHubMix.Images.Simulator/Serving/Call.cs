namespace AIHubMix.Images.Simulator.Serving;

/// <summary>A request as it arrived.</summary>
internal sealed record Call(string Method, string Path, string? Authorization, byte[] Body);
