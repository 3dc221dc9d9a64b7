namespace AIHubMix.Images.Simulator;

/// <summary>What becomes of a test in which a request matched no operation of the document.</summary>
public enum UnmatchedRequests
{
    /// <summary>It fails: <see cref="AIHubMixSimulator.DisposeAsync"/> throws <see cref="SimulatorAssertionException"/> and names the nearest operation. The request is refused as the gateway would.</summary>
    Fail,

    /// <summary>The request is refused as the gateway would, and nothing more.</summary>
    Refuse,
}
