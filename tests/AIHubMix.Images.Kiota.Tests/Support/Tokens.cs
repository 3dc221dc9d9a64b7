using Microsoft.Kiota.Abstractions.Authentication;

namespace AIHubMix.Images.Kiota.Tests.Support;

/// <summary>Gives a fresh token each time, and notes what for.</summary>
internal sealed class Tokens(Func<int, string> token, params string[] allowedHosts) : IAccessTokenProvider
{
    public Tokens(string token = AIHubMix.Images.Simulator.AIHubMixSimulator.DefaultApiKey)
        : this(_ => token)
    {
    }

    public List<Uri> Asked { get; } = [];

    public AllowedHostsValidator AllowedHostsValidator { get; } = new(allowedHosts);

    public Task<string> GetAuthorizationTokenAsync(Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default)
    {
        lock (Asked)
        {
            Asked.Add(uri);
            return Task.FromResult(AllowedHostsValidator.IsUrlHostValid(uri) ? token(Asked.Count) : "");
        }
    }
}
