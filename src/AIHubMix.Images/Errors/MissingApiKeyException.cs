namespace AIHubMix.Images;

/// <summary>A client was made without an API key.</summary>
public sealed class MissingApiKeyException : AIHubMixException
{
    /// <summary>Makes one.</summary>
    public MissingApiKeyException()
        : base(
            $"There is no API key. Pass one to the client or set the environment variable {AIHubMixClient.ApiKeyVariable}; a blank key counts as none. "
            + "Keys start with \"sk-\" and are made at https://aihubmix.com under \"API keys\".") => Billing = BillingClass.NeverDelivered;
}
