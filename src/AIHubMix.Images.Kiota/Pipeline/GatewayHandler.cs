using AIHubMix.Images.Kiota.Authentication;
using AIHubMix.Images.Kiota.Screening;
using Microsoft.Kiota.Abstractions;

namespace AIHubMix.Images.Kiota.Pipeline;

/// <summary>Stands before the middleware: authenticates what goes to the gateway, and gives each request its options.</summary>
internal sealed class GatewayHandler(Authenticator authenticator, IReadOnlyList<IRequestOption> options, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool isToGateway = KeyedRequest.Is(request);
        IReadOnlyList<string> secrets = isToGateway ? await authenticator.AuthenticateAsync(request, cancellationToken).ConfigureAwait(false) : [];
        RequestRules.Put(options, request);
        var attempt = new Attempt(isToGateway);
        Attempt.Current = attempt;
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!attempt.WasSent)
        {
            response = await MadeUpAnswer.CopyAsync(response, cancellationToken).ConfigureAwait(false);
        }

        ScreenedContent.Screen(response, secrets);
        return response;
    }
}
