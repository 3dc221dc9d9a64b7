using System.Reflection;

namespace AIHubMix.Images.ContractTests.Readme;

/// <summary>What the tables of README.md and docs/simulator.md say; Docs/SnippetTests runs their code.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Simulator_TableOfFaults_NamesEachOfThem()
    {
        string[] named = [.. File.ReadAllLines(Repository.PathOf("docs/simulator.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[1].Split(',').Select(name => name.Trim(' ', '`')))];
        string[] faults = [.. typeof(Simulator.Fault).GetMembers(BindingFlags.Public | BindingFlags.Static)
            .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false })
            .Select(member => member.Name)];
        Assert.Equal(faults.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }
}
