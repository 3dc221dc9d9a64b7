namespace AIHubMix.Images.ContractTests.Recordings;

/// <summary>A body that breaks off where it would end.</summary>
internal sealed class BreakingStream(byte[] bytes, string message = "Gone.") : MemoryStream(bytes)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await base.ReadAsync(buffer, cancellationToken) is > 0 and var count ? count : throw new IOException(message);
}
