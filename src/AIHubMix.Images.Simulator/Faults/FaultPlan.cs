using AIHubMix.Images.Simulator.Front;

namespace AIHubMix.Images.Simulator;

/// <summary>What goes wrong with the requests that are still to come.</summary>
/// <remarks>Each request meets one fault at most: the first rule that is about it, in the order in which they were made. Safe to use from several threads.</remarks>
/// <example>
/// <code>
/// gateway.Faults.Next(Fault.RateLimited(retryAfter: TimeSpan.FromSeconds(30))).Times(2);
/// gateway.Faults.Next(Fault.ConnectionReset).For(ImageModels.GptImage1).At(FaultPoint.AfterRequestRead);
/// gateway.Faults.Next(Fault.ServerError(502)).On(GatewayOperation.Poll).Randomly(seed: 7, rate: 0.2);
/// </code>
/// </example>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<FaultRule> _rules = [];
    private readonly Door _door;
    private readonly TimeProvider _time;

    internal FaultPlan(Door door, TimeProvider time)
    {
        _door = door;
        _time = time;
    }

    /// <summary>The rules, in the order in which they were made.</summary>
    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (_lock)
            {
                return [.. _rules];
            }
        }
    }

    /// <summary>Lets the next request meet a fault: of the kind that the fault is about, unless the rule that is returned says more.</summary>
    /// <param name="fault">The fault.</param>
    /// <returns>The rule.</returns>
    public FaultRule Next(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var rule = new FaultRule(fault);
        lock (_lock)
        {
            _rules.Add(rule);
        }

        return rule;
    }

    /// <summary>Lets nobody listen at the port: every connection is refused, and those that are open and idle are closed. Requests that have arrived are still answered.</summary>
    /// <param name="duration">How long, by the clock of the simulator; null until what is returned is disposed.</param>
    /// <returns>Listens again when it is disposed.</returns>
    /// <remarks>The client tries again with growing random delays, a submit too, since nothing can have been delivered, and throws <see cref="ConnectionFailedException"/> when its time is up.</remarks>
    public IDisposable RefuseConnections(TimeSpan? duration = null)
    {
        if (duration is { } time)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, nameof(duration));
        }

        return _door.Shut(duration, _time);
    }

    /// <summary>Makes sure that the test has tried what it says: every fault has struck as often as it was told to.</summary>
    /// <exception cref="SimulatorAssertionException">One has not. The message lists them.</exception>
    public void ShouldAllHaveStruck()
    {
        FaultRule[] pending = [.. Rules.Where(rule => rule.IsPending)];
        if (pending.Length > 0)
        {
            throw new SimulatorAssertionException($"Every fault should have struck, and {pending.Length} of {Rules.Count} did not:{string.Concat(pending.Select(rule => $"{Environment.NewLine}  {rule}"))}");
        }
    }

    /// <summary>Lets nothing go wrong any more.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _rules.Clear();
        }
    }

    /// <summary>What goes wrong with a request; null for nothing.</summary>
    internal Fault? Strike(Exchange exchange)
    {
        foreach (FaultRule rule in Rules)
        {
            if (rule.Strike(exchange) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }
}
