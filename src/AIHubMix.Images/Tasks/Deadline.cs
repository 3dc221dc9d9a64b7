namespace AIHubMix.Images.Tasks;

/// <summary>The end of a call: the caller's cancellation, or the time allowed for it.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource? _either;

    public Deadline(TimeSpan length, TimeProvider time, CancellationToken caller)
    {
        _time = time;
        _started = time.GetTimestamp();
        _caller = caller;
        Length = length;
        _timeout = new CancellationTokenSource(length, time);
        _either = caller.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, caller) : null;
    }

    public TimeSpan Length { get; }

    public TimeSpan Remaining => Length - _time.GetElapsedTime(_started);

    public CancellationToken Token => (_either ?? _timeout).Token;

    /// <summary>The caller's own token, which is what their cancellation must carry.</summary>
    public CancellationToken Caller => _caller;

    public bool IsCancelledByCaller => _caller.IsCancellationRequested;

    public bool HasPassed => _timeout.IsCancellationRequested && !_caller.IsCancellationRequested;

    public void Dispose()
    {
        _either?.Dispose();
        _timeout.Dispose();
    }
}
