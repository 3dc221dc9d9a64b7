using System.Net.Http.Headers;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;

namespace AIHubMix.Images.Kiota.Authentication;

/// <summary>Lets a provider of Kiota authenticate a request to the gateway.</summary>
internal sealed class Authenticator(IAuthenticationProvider provider)
{
    private const string Authorization = "Authorization";

    /// <summary>Puts on the request what the provider puts on it, in place of what was there.</summary>
    /// <returns>The secrets among that.</returns>
    /// <exception cref="RequestNotSentException">The provider failed, or gave nothing.</exception>
    public async Task<IReadOnlyList<string>> AuthenticateAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        message.Headers.Remove(Authorization);
        RequestInformation request = Describe(message, Shown(message.RequestUri!));
        Uri shown = request.URI;
        await AskAsync(request, cancellationToken).ConfigureAwait(false);
        var secrets = new List<string>();
        bool isChanged = TakeHeaders(message, request, secrets);
        if (request.URI is { } url && url != shown)
        {
            TakeUrl(message, url, secrets);
            isChanged = true;
        }

        if (!isChanged && provider is not AnonymousAuthenticationProvider)
        {
            throw new RequestNotSentException(
                $"{Name} gave no credential for '{shown.Host}'. If it has allowed hosts, '{shown.Host}' must be among them; see that it has a token to give.");
        }

        return secrets;
    }

    /// <summary>The request as Kiota describes it: method, URL and headers.</summary>
    public static RequestInformation Describe(HttpRequestMessage message, Uri url)
    {
        var request = new RequestInformation { HttpMethod = message.Method == HttpMethod.Post ? Method.POST : Method.GET, URI = url };
        foreach ((string name, HeaderStringValues values) in message.Headers.NonValidated)
        {
            request.Headers.Add(name, [.. values]);
        }

        return request;
    }

    private string Name => provider.GetType().Name;

    private async Task AskAsync(RequestInformation request, CancellationToken cancellationToken)
    {
        try
        {
            await provider.AuthenticateRequestAsync(request, cancellationToken: cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception)
        {
            // Its message is not repeated: a credential may be in it.
            throw new RequestNotSentException($"{Name} could not authenticate it; the inner exception, {exception.GetType().Name}, says why.", exception);
        }
    }

    private bool TakeHeaders(HttpRequestMessage message, RequestInformation request, List<string> secrets)
    {
        bool isChanged = false;
        foreach ((string name, IEnumerable<string> values) in request.Headers)
        {
            string[] after = [.. values];
            if (message.Headers.NonValidated.TryGetValues(name, out HeaderStringValues before) && before.SequenceEqual(after))
            {
                continue;
            }

            message.Headers.Remove(name);
            if (!message.Headers.TryAddWithoutValidation(name, after))
            {
                throw new RequestNotSentException($"{Name} set the header '{name}', which cannot be sent with it.");
            }

            // A scheme comes before the secret.
            secrets.AddRange(after.Select(value => value[(value.LastIndexOf(' ') + 1)..]));
            isChanged = true;
        }

        return isChanged;
    }

    private void TakeUrl(HttpRequestMessage message, Uri url, List<string> secrets)
    {
        Uri before = message.RequestUri!;
        if (!url.IsAbsoluteUri || !url.IdnHost.Equals(before.IdnHost, StringComparison.OrdinalIgnoreCase) || url.Port != before.Port)
        {
            throw new RequestNotSentException($"{Name} led it from '{before.Host}' to another host, where a credential must not go. The endpoints of the client's options say where requests go.");
        }

        message.RequestUri = new UriBuilder(url) { Scheme = before.Scheme, Port = before.Port }.Uri;
        secrets.AddRange(url.Query.TrimStart('?').Split('&').Select(pair => Uri.UnescapeDataString(pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..])));
    }

    // Plain http leads to loopback addresses only.
    private static Uri Shown(Uri url) => url.Scheme == Uri.UriSchemeHttps ? url : new UriBuilder(url) { Scheme = Uri.UriSchemeHttps, Port = url.Port }.Uri;
}
