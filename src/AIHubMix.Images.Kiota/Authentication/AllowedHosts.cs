using Microsoft.Kiota.Abstractions.Authentication;

namespace AIHubMix.Images.Kiota.Authentication;

/// <summary>The hosts that a provider gives tokens for.</summary>
internal static class AllowedHosts
{
    /// <summary>Makes sure that the hosts of the gateway are among them, where the provider says which they are.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    public static void Check(IAuthenticationProvider provider, AIHubMixClientOptions options)
    {
        if (provider is not BaseBearerTokenAuthenticationProvider { AccessTokenProvider.AllowedHostsValidator: { } validator })
        {
            return;
        }

        foreach ((Uri endpoint, string setting) in ((Uri, string)[])
            [(options.SubmitEndpoint, nameof(options.SubmitEndpoint)), (options.TasksEndpoint, nameof(options.TasksEndpoint))])
        {
            if (endpoint is { IsAbsoluteUri: true } && !validator.IsUrlHostValid(endpoint))
            {
                throw new ArgumentException(
                    $"The access token provider gives no token for '{endpoint.Host}', the host of {setting}: its AllowedHosts are {string.Join(", ", validator.AllowedHosts)}. Add the host to them.", nameof(provider));
            }
        }
    }
}
