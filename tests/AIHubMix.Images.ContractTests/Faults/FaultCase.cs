namespace AIHubMix.Images.ContractTests.Faults;

/// <summary>A fault at a point, for the first request there or for all.</summary>
internal sealed record FaultCase(FrontPoint Point, Fault Fault, bool Always)
{
    /// <summary>What stands in tables; unique in <see cref="FaultCatalog"/>.</summary>
    public string Name => $"{Point}: {Fault.Name}, {(Always ? "always" : "once")}";

    /// <summary>The script for the front. A refusal is none: there the port is closed.</summary>
    public Func<FrontRequest, Fault?> Script =>
        Fault.Reach == FaultReach.Nowhere ? FaultScript.None : Always ? FaultScript.Always(Point, Fault) : FaultScript.Once(Point, Fault);

    public override string ToString() => Name;
}
