using System.Runtime.ExceptionServices;

namespace AIHubMix.Images.Retrying;

/// <summary>One call that may take several attempts: counts them and decides whether there is another.</summary>
internal abstract class RetryState(RetryOptions options, Func<double> randomizer)
{
    private int _retries;
    private AIHubMixException? _failed;
    private AIHubMixException? _judged;
    private bool _isRetried;

    protected RetryOptions Options => options;

    /// <summary>The attempts begun so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>The failure of the last attempt; null while none has failed.</summary>
    public AIHubMixException? LastFailure { get; private set; }

    /// <summary>How long to wait before the next attempt, once <see cref="IsRetried"/> has said that there is one.</summary>
    public TimeSpan Delay { get; private set; }

    /// <summary>Begins an attempt; throws instead when the last one has failed after all.</summary>
    public void Begin()
    {
        if (_failed is { } failure)
        {
            _failed = null;
            ExceptionDispatchInfo.Throw(failure);
        }

        _judged = null;
        Attempts++;
    }

    /// <summary>Notes that the last attempt has failed: the next run goes on from there.</summary>
    public void Fail(AIHubMixException failure) => _failed = failure;

    /// <summary>Lets the delays grow from the first again.</summary>
    public void RestartDelays() => _retries = 0;

    /// <summary>Forgets what went wrong, for the next request of the same call.</summary>
    public virtual void Reset()
    {
        Attempts = 0;
        LastFailure = null;
        _retries = 0;
    }

    /// <summary>Whether there is another attempt after a failure, which is judged once, however often it is thrown on the way there. The last failure learns how many attempts there were.</summary>
    public bool IsRetried(AIHubMixException failure)
    {
        if (failure != _judged)
        {
            _judged = failure;
            _isRetried = ShouldRetry(failure);
            failure.Attempts = _isRetried ? failure.Attempts : Attempts;
        }

        return _isRetried;
    }

    public virtual bool ShouldRetry(AIHubMixException failure)
    {
        LastFailure = failure;
        Delay = NextDelay(failure);
        if (!Allows(failure))
        {
            return false;
        }

        _retries++;
        return true;
    }

    /// <summary>Whether the failure, and what happened before it, let the request be sent again after <see cref="Delay"/>.</summary>
    protected abstract bool Allows(AIHubMixException failure);

    private TimeSpan NextDelay(AIHubMixException failure)
    {
        if (failure.RetryAfter is { Ticks: > 0 } asked && options.MaxRetryAfter > TimeSpan.Zero)
        {
            return asked < options.MaxRetryAfter ? asked : options.MaxRetryAfter;
        }

        double longest = Math.Min(options.MaxDelay.Ticks, options.BaseDelay.Ticks * Math.Pow(2, _retries));
        return TimeSpan.FromTicks((long)Math.Max(longest * randomizer(), options.BaseDelay.Ticks * RetryOptions.LeastPart));
    }
}
