using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Faults;

/// <summary>Something that goes wrong with an operation, with the first request for it or with all.</summary>
/// <param name="Operation">What the requests are for.</param>
/// <param name="Fault">What goes wrong; null when nobody listens at the port.</param>
/// <param name="Always">Whether it goes on.</param>
internal sealed record FaultCase(GatewayOperation Operation, Fault? Fault, bool Always)
{
    private static readonly TimeSpan ShorterThanTheFirstRetry = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan LongerThanToTheFirstLook = TimeSpan.FromSeconds(1);

    /// <summary>What the fault is called, without where it strikes.</summary>
    public string FaultName => Fault?.Name ?? "refused";

    /// <summary>What stands in tables; unique in <see cref="FaultCatalog"/>.</summary>
    public string Name => $"{Operation}: {FaultName}, {(Always ? "always" : "once")}";

    /// <summary>Lets it happen.</summary>
    /// <param name="faults">The plan of the simulator.</param>
    /// <param name="looks">How many looks at the task come before the download; 0 when there is no task.</param>
    public void Plan(FaultPlan faults, int looks)
    {
        if (Fault is not null)
        {
            FaultRule rule = faults.Next(Fault).On(Operation);
            _ = Always ? rule.Always() : rule;
            return;
        }

        TimeSpan? duration = Always ? null : Operation == GatewayOperation.Poll ? LongerThanToTheFirstLook : ShorterThanTheFirstRetry;
        if (Operation == GatewayOperation.Submit)
        {
            faults.RefuseConnections(duration);
        }
        else if (Operation == GatewayOperation.Download && looks > 0)
        {
            faults.Next(Fault.GoesDown(duration)).On(GatewayOperation.Poll).After(looks - 1);
        }
        else
        {
            faults.Next(Fault.GoesDown(duration));
        }
    }

    public override string ToString() => Name;
}
