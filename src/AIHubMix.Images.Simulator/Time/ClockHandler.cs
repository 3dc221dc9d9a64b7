namespace AIHubMix.Images.Simulator;

/// <summary>Tells the clock of each exchange, from sending to the disposal of the answer's content.</summary>
internal sealed class ClockHandler(SimulatorClock clock, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>The header by which the simulator knows which exchange a request belongs to. It takes it off.</summary>
    public const string FlightHeader = "x-simulator-flight";

    /// <summary>A connection pool that sends and gives everything as it is.</summary>
    public static SocketsHttpHandler NewConnections() => new() { AllowAutoRedirect = false, UseCookies = false, UseProxy = false };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        SimulatorClock.Flight flight = clock.Begin($"{request.Method} {request.RequestUri!.AbsolutePath}", cancellationToken);
        request.Headers.Remove(FlightHeader);
        request.Headers.Add(FlightHeader, $"{flight.Id}");
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            flight.Answered();
            response.Content = new WatchedContent(response.Content, flight);
            return response;
        }
        catch
        {
            flight.End();
            throw;
        }
    }
}
