using System.Net;

namespace AIHubMix.Images.Kiota.Pipeline;

/// <summary>One attempt to send a request through the middleware, which may hand on another message than it was given.</summary>
/// <param name="isAuthenticated">Whether a credential goes with it.</param>
internal sealed class Attempt(bool isAuthenticated)
{
    private static readonly AsyncLocal<Attempt?> Running = new();

    private int _sent;

    /// <summary>The attempt that the running code belongs to; null when it belongs to none.</summary>
    public static Attempt? Current
    {
        get => Running.Value;
        set => Running.Value = value;
    }

    public bool IsAuthenticated => isAuthenticated;

    /// <summary>Whether a request has come to the end of the pipeline.</summary>
    public bool WasSent => Volatile.Read(ref _sent) > 0;

    /// <summary>How the gateway answered; null when it did not.</summary>
    public HttpStatusCode? Status { get; set; }

    /// <returns>False when it has been sent before.</returns>
    public bool TrySend() => Interlocked.Increment(ref _sent) == 1;
}
