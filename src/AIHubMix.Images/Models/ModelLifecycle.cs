namespace AIHubMix.Images;

/// <summary>Where a model stands in the gateway's list of models.</summary>
public enum ModelLifecycle
{
    /// <summary>Listed by the gateway.</summary>
    Current,

    /// <summary>Superseded, but still documented.</summary>
    Legacy,

    /// <summary>Removed from the gateway's list: calls may be refused.</summary>
    Retired,
}
