using System.Net.Sockets;

namespace AIHubMix.Images.ContractTests.Faults;

/// <summary>Sends requests over real sockets and tells the clock of each exchange, from sending to the disposal of the answer's content.</summary>
internal sealed class InFlightHandler(TestClock clock) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
{
    /// <summary>The header by which the front knows which exchange a request belongs to. It takes it off.</summary>
    public const string ExchangeHeader = "x-test-exchange";

    /// <summary>Told when nobody listens, before the client is.</summary>
    public Action? Refused { get; init; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        TestClock.Exchange exchange = clock.Begin($"{request.Method} {request.RequestUri!.AbsolutePath}", cancellationToken);
        request.Headers.Remove(ExchangeHeader);
        request.Headers.Add(ExchangeHeader, $"{exchange.Id}");
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            exchange.Answered();
            response.Content = new WatchedContent(response.Content, exchange);
            return response;
        }
        catch (Exception exception)
        {
            if (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
            {
                Refused?.Invoke();
            }

            exchange.End();
            throw;
        }
    }
}
