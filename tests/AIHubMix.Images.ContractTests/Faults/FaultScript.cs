namespace AIHubMix.Images.ContractTests.Faults;

/// <summary>Scripts for the front: which fault a request meets, if any.</summary>
internal static class FaultScript
{
    /// <summary>Nothing goes wrong.</summary>
    public static Fault? None(FrontRequest request) => null;

    /// <summary>The first request for something meets a fault.</summary>
    public static Func<FrontRequest, Fault?> Once(FrontPoint point, Fault fault) => InTurn(point, fault);

    /// <summary>Every request for something meets a fault.</summary>
    public static Func<FrontRequest, Fault?> Always(FrontPoint point, Fault fault) => request => request.Point == point ? fault : null;

    /// <summary>The requests for something meet these faults in turn, null for none, and none after them.</summary>
    public static Func<FrontRequest, Fault?> InTurn(FrontPoint point, params IReadOnlyList<Fault?> faults) =>
        request => request.Point == point && request.Number < faults.Count ? faults[request.Number] : null;
}
