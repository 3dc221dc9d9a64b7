namespace AIHubMix.Images.Kiota.Pipeline;

/// <summary>Stands behind the middleware: whatever that does, an attempt leaves the process once, and credentials go to the gateway only.</summary>
internal sealed class SendOnceHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Attempt? attempt = Attempt.Current;
        if (attempt?.TrySend() == false)
        {
            string first = attempt.Status is { } status ? $"was answered with {(int)status}" : "had no answer";
            throw new InvalidOperationException(
                $"The middleware tried to send a request a second time; the first {first}. When to send again is for the client's Retry options to say: take the handler out that does it.");
        }

        if (attempt is { IsAuthenticated: false })
        {
            request.Headers.Remove("Authorization");
        }

        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (attempt is not null)
        {
            attempt.Status = response.StatusCode;
        }

        return response;
    }
}
