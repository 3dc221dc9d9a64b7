namespace AIHubMix.Images.ContractTests.Faults;

public sealed class FaultCatalogTests
{
    [Fact]
    public void All_Names_AreUnique()
    {
        Assert.All(FaultCatalog.All, fault => Assert.Same(fault, FaultCatalog.Of(fault.Name)));
    }
}
