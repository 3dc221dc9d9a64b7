namespace AIHubMix.Images.Benchmarks.Peers;

/// <summary>A client, used the way its own documentation says, that does what the others do and ends with the same.</summary>
/// <remarks>Every one sends the key, is bound to a deadline of ten minutes, and takes its answers from the same connections.</remarks>
internal interface IPeer
{
    string Name { get; }

    /// <summary>A small call: a few settings go out (<see cref="Inputs.Dalle"/>), and the URL of a picture comes back.</summary>
    Task<string> CallAsync();

    /// <summary>A call whose answer has the picture in it, which ends decoded in memory.</summary>
    Task<ReadOnlyMemory<byte>> GenerateAsync();
}
