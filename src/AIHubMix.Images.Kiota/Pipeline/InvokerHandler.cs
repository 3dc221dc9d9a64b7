namespace AIHubMix.Images.Kiota.Pipeline;

/// <summary>Lets a pipeline end in an invoker.</summary>
internal sealed class InvokerHandler : HttpMessageHandler
{
    private readonly HttpMessageInvoker _invoker;
    private readonly bool _disposes;

    /// <exception cref="ArgumentException">The invoker gives up by itself.</exception>
    public InvokerHandler(HttpMessageInvoker invoker, bool disposes)
    {
        if (invoker is HttpClient client && client.Timeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentException(
                $"{nameof(AIHubMixClientOptions.HttpInvoker)} is an HttpClient that gives up after {client.Timeout}, though the generation is paid for and may take longer. "
                + $"Set its Timeout to Timeout.InfiniteTimeSpan; {nameof(AIHubMixClientOptions.Deadline)} bounds the call.", nameof(invoker));
        }

        _invoker = invoker;
        _disposes = disposes;
    }

    // An HttpClient would otherwise take the whole body into memory.
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _invoker is HttpClient client
        ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
        : _invoker.SendAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing && _disposes)
        {
            _invoker.Dispose();
        }

        base.Dispose(disposing);
    }
}
