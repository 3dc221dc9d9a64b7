using System.Runtime.CompilerServices;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Responses;

/// <summary>The current picture of a scanner as a stream. Closing it leaves the scanner open: the next picture may follow.</summary>
/// <param name="scanner">The scanner, at a picture.</param>
/// <param name="translate">What a failure is told as; null for as it is.</param>
internal sealed class ScannedPicture(PredictionScanner scanner, Func<Exception, Exception>? translate = null) : ForwardStream
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await scanner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (translate?.Invoke(exception) is { } told && told != exception)
        {
            throw told;
        }
    }
}
