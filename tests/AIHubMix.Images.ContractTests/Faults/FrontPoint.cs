namespace AIHubMix.Images.ContractTests.Faults;

/// <summary>What a request is for.</summary>
public enum FrontPoint
{
    /// <summary>The paid prediction.</summary>
    Submit,

    /// <summary>A look at a task.</summary>
    Poll,

    /// <summary>A picture from its URL.</summary>
    Download,
}
