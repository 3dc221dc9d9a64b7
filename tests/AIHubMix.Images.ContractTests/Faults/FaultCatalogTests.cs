namespace AIHubMix.Images.ContractTests.Faults;

public sealed class FaultCatalogTests
{
    [Fact]
    public void All_Points_HaveTheirCases()
    {
        Assert.All(Enum.GetValues<FrontPoint>(), point => Assert.NotEmpty(FaultCatalog.NamesAt(point)));
        Assert.All(FaultCatalog.All, fault => Assert.Same(fault, FaultCatalog.Of(fault.Name)));
    }
}
