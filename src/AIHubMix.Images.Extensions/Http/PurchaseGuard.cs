namespace AIHubMix.Images.Extensions.Http;

/// <summary>Stands below all handlers of the application and lets each prediction pass once: a handler that sends it again would buy it again.</summary>
internal sealed class PurchaseGuard : DelegatingHandler
{
    private static readonly HttpRequestOptionsKey<bool> WasSent = new("AIHubMix.Images.WasSent");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Post && !request.Options.TryAdd(WasSent.Key, true))
        {
            throw new HttpRequestException(
                "A handler of the application sent the prediction a second time, which was refused: each can be billed. "
                + $"Take retries and hedging out of the handlers of the HttpClient; {nameof(AIHubMixClientOptions)}.{nameof(AIHubMixClientOptions.Retry)} says what the client itself sends again.");
        }

        return base.SendAsync(request, cancellationToken);
    }
}
