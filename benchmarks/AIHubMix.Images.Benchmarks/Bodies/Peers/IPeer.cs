namespace AIHubMix.Images.Benchmarks.Bodies.Peers;

/// <summary>Another client that ends with the decoded picture in memory.</summary>
internal interface IPeer
{
    string Name { get; }

    Task<ReadOnlyMemory<byte>> GenerateAsync();
}
