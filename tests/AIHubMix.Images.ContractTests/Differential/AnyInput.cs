namespace AIHubMix.Images.ContractTests.Differential;

/// <summary>An input as JSON text, so that it can hold what no C# type does.</summary>
public sealed record AnyInput(string Json)
{
    public override string ToString() => Json;
}
