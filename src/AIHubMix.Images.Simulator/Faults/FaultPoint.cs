namespace AIHubMix.Images.Simulator;

/// <summary>How far a request gets before something goes wrong with it.</summary>
public enum FaultPoint
{
    /// <summary>Its headers were read and its body was not: nothing can have been billed.</summary>
    BeforeRequestRead,

    /// <summary>It was read whole and no work was begun: nothing is billed, though the client may not be able to tell.</summary>
    AfterRequestRead,

    /// <summary>The work was done: a generation is billed, a look at a task is counted, a picture was served. The worst place for a connection to break.</summary>
    AfterGeneration,
}
