using AIHubMix.Images.Cli.Connection;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Simulate;

/// <summary>What the tool does with the simulator.</summary>
internal interface ISimulation
{
    /// <summary>A double of the gateway that draws the pictures of a demo.</summary>
    Task<Gateway> OpenAsync(TimeProvider time);

    /// <summary>Serves a double of the gateway until it is cancelled, and returns the exit code.</summary>
    Task<int> ServeAsync(ToolHost host, ServeSettings settings, CancellationToken cancellationToken);
}
