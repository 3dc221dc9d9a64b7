namespace AIHubMix.Images.Transport;

/// <summary>A public host redirected to a private address.</summary>
internal sealed class PrivateRedirectException(Uri target) : Exception
{
    /// <summary>Where it led.</summary>
    public Uri Target => target;
}
