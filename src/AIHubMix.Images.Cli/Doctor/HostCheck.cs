using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Doctor;

/// <summary>Asks a host of the gateway for a task that cannot exist: nothing of that can be billed, and the answer tells much.</summary>
internal sealed class HostCheck(ToolHost host, string? key, HttpMessageInvoker invoker)
{
    private const string NoTask = "aihubmix-images-doctor";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(2);

    /// <param name="name">What the host is for.</param>
    /// <param name="endpoint">Where it is.</param>
    /// <param name="judgesKey">Whether its refusal of the key is final.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public async Task<IReadOnlyList<Check>> RunAsync(string name, Uri endpoint, bool judgesKey, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, host.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using HttpRequestMessage request = NewRequest(endpoint);
            using HttpResponseMessage response = await invoker.SendAsync(request, both.Token).ConfigureAwait(false);
            DateTimeOffset now = host.Time.GetUtcNow();
            Check reached = Judge(name, endpoint, response, judgesKey);
            return response.Headers.Date is { } date ? [reached, Clock(name, now - date)] : [reached];
        }
        catch (HttpRequestException exception)
        {
            return [new Check(name, Verdict.Fail, $"{endpoint.Host} cannot be reached: {exception.Message}", AdviceOf(exception))];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [new Check(name, Verdict.Fail, $"{endpoint.Host} did not answer within {Units.Seconds(Patience)}", "Look at the network, the proxy and the firewall.")];
        }
    }

    private HttpRequestMessage NewRequest(Uri endpoint)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{endpoint.AbsoluteUri.TrimEnd('/')}/tasks/{NoTask}");
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }

        return request;
    }

    private Check Judge(string name, Uri endpoint, HttpResponseMessage response, bool judgesKey)
    {
        string answer = string.Create(CultureInfo.InvariantCulture, $"{endpoint.Host} answers ({(int)response.StatusCode})");
        bool isPage = response.Content.Headers.ContentType?.MediaType == "text/html";
        return response.StatusCode switch
        {
            HttpStatusCode.ProxyAuthenticationRequired => new Check(name, Verdict.Fail, "the proxy asks for a password", "Give it in HTTPS_PROXY, or go past the proxy with NO_PROXY."),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when key is not null && judgesKey =>
                new Check(name, Verdict.Fail, $"{answer} and refuses the key", "Make sure that it is whole, not revoked, and of this gateway."),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new Check(name, Verdict.Ok, key is null ? $"{answer}; the key is still to be tried" : answer),
            HttpStatusCode.TooManyRequests => new Check(name, Verdict.Warn, $"{answer} and throttles", "Wait, or ask with fewer at a time."),
            >= HttpStatusCode.InternalServerError => new Check(name, Verdict.Warn, $"{answer} and is in trouble", "Try again later."),
            _ when isPage && judgesKey => new Check(name, Verdict.Warn, $"{answer} with a page for browsers", "Something between may answer in its place: a proxy, or a login page of the network."),
            _ when key is not null && judgesKey => new Check(name, Verdict.Ok, $"{answer} and takes the key"),
            _ => new Check(name, Verdict.Ok, answer),
        };
    }

    private static Check Clock(string name, TimeSpan skew) => skew.Duration() <= LargestSkew
        ? new Check($"{name} clock", Verdict.Ok, "this machine and the host agree on the time")
        : new Check($"{name} clock", Verdict.Warn, string.Create(CultureInfo.InvariantCulture, $"this machine is {skew.Duration():d\\.hh\\:mm\\:ss} {(skew > TimeSpan.Zero ? "ahead" : "behind")}"), "Set the clock: certificates and the life-time of URLs go by it.");

    private static string AdviceOf(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "The name is not resolved: look at DNS and the network, or set HTTPS_PROXY.",
        HttpRequestError.SecureConnectionError => "TLS fails: look at the clock, at the certificates of the system, and at proxies that open TLS.",
        HttpRequestError.ProxyTunnelError => "The proxy does not let it through: look at HTTPS_PROXY.",
        _ when exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "Nothing listens there: look at the endpoint.",
        _ => "Look at the network, the proxy and the firewall.",
    };
}
