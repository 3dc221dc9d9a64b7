namespace AIHubMix.Images.Simulator;

/// <summary>What a request is for.</summary>
[Flags]
public enum GatewayOperation
{
    /// <summary>Nothing that the gateway offers.</summary>
    None = 0,

    /// <summary>The paid prediction: <c>POST /v1/models/{vendor}/{model}/predictions</c>.</summary>
    Submit = 1,

    /// <summary>A look at a task: <c>GET /v1/tasks/{id}</c>. Free.</summary>
    Poll = 2,

    /// <summary>A picture from the URL that an answer named. Free.</summary>
    Download = 4,

    /// <summary>Every operation.</summary>
    All = Submit | Poll | Download,
}
