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

    /// <summary>How long a generation takes, by <see cref="TimeProvider"/>: an inline answer comes after it, a task is not ready before it.</summary>
    /// <value>The default is zero. Not negative.</value>
    public TimeSpan GenerationTime { get; init; }

    /// <summary>What becomes of a test in which a request matched no operation of the document: a wrong path, an unknown model, something that is no HTTP.</summary>
    /// <value>The default is <see cref="UnmatchedRequests.Fail"/>.</value>
    public UnmatchedRequests UnmatchedRequests { get; init; }

    /// <summary>The clock of everything that has a time: of the delays of faults, of tasks, of the life-time of URLs, and of the clients that <see cref="AIHubMixSimulator.CreateClient"/> makes.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>. With a <see cref="SimulatorClock"/> minutes pass in milliseconds; any other fake clock will do too, if the test moves it on.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Documents with models of your own, which are served and judged beside those of the gateway; a model of the same path stands in the place of the gateway's.</summary>
    /// <value>The default is empty. Each is the file that a project with <c>AIHubMix.Images.Generation</c> has beside its assembly, such as <c>App.models.yaml</c>; a relative path goes by the folder of the program.</value>
    public IReadOnlyList<string> Documents { get; init; } = [];

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Documents);
        ArgumentOutOfRangeException.ThrowIfNegative(Port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfNegative(PendingPolls);
        ArgumentOutOfRangeException.ThrowIfLessThan(GenerationTime, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }
}
