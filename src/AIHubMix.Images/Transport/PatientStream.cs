using System.Runtime.CompilerServices;

namespace AIHubMix.Images.Transport;

/// <summary>A body that fails when nothing comes for too long. The time between the reads does not count: a slow reader is no fault of the network.</summary>
internal sealed class PatientStream(Stream inner, TimeSpan longestSilence, TimeProvider time) : ForwardStream
{
    /// <summary>How long nothing may come.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    private CancellationTokenSource _silence = new(Timeout.InfiniteTimeSpan, time);
    private CancellationTokenRegistration _caller;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_caller.Token != cancellationToken)
        {
            _caller.Dispose();
            if (_silence.IsCancellationRequested)
            {
                _silence.Dispose();
                _silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
            }

            _caller = cancellationToken.UnsafeRegister(static stream => ((PatientStream)stream!)._silence.Cancel(), this);
        }

        // What is there already needs no timer.
        ValueTask<int> reading = inner.ReadAsync(buffer, _silence.Token);
        return reading.IsCompletedSuccessfully ? reading : WaitAsync(reading, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        _caller.Dispose();
        _silence.Dispose();
        inner.Dispose();
        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(ValueTask<int> reading, CancellationToken cancellationToken)
    {
        CancelAfter(_silence, longestSilence);
        try
        {
            return await reading.ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (_silence.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new IOException($"Nothing came for {longestSilence.TotalSeconds:0} seconds.", exception);
        }
        finally
        {
            CancelAfter(_silence, Timeout.InfiniteTimeSpan);
        }
    }
}
