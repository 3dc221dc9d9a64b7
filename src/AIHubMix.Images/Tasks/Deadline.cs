namespace AIHubMix.Images.Tasks;

/// <summary>The end of a call: the caller's cancellation, or the time allowed for a generation.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _either;

    public Deadline(AIHubMixClientOptions options, CancellationToken caller)
    {
        _caller = caller;
        _timeout = new CancellationTokenSource(options.Deadline, options.TimeProvider);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, caller);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Whether the caller has cancelled; what is thrown then carries the caller's own token.</summary>
    public bool IsCancelledByCaller => _caller.IsCancellationRequested;

    public bool HasPassed => _timeout.IsCancellationRequested && !_caller.IsCancellationRequested;

    public OperationCanceledException ToCallersCancellation(OperationCanceledException exception) => new(exception.Message, exception, _caller);

    public void Dispose()
    {
        _either.Dispose();
        _timeout.Dispose();
    }
}
