namespace AIHubMix.Images.Simulator;

/// <summary>The settings of a simulator.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The default of <see cref="PendingPolls"/>.</summary>
    public const int DefaultPendingPolls = 2;

    /// <summary>The loopback port to listen on; 0 for any free one.</summary>
    /// <value>The default is 0.</value>
    public int Port { get; init; }

    /// <summary>The only key that is accepted; null to accept every key of the form <c>sk-…</c>.</summary>
    /// <value>The default is null.</value>
    public string? ApiKey { get; init; }

    /// <summary>How often a task is answered with <c>Pending</c> before it is <c>Ready</c>.</summary>
    /// <value>The default is <see cref="DefaultPendingPolls"/>. Not negative.</value>
    public int PendingPolls { get; init; } = DefaultPendingPolls;

    /// <summary>The clock of everything that has a time.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfNegative(PendingPolls);
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }
}
