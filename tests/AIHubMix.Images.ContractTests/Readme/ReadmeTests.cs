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

    [Fact]
    public void Readme_TableOfModels_IsTheCatalog()
    {
        string[] expected = [.. ImageModels.All.Select(model =>
            $"| `ImageModels.{model.Name}` | `{model.Path}` | {model.Vendor} | {(model.Delivery == ImageDelivery.Task ? "task" : "inline")} | {(model.Capabilities.HasFlag(ImageCapabilities.ImageToImage) ? "text, text and picture" : "text")} |")];
        string[] printed = [.. File.ReadAllLines(Repository.PathOf("README.md")).Where(line => line.StartsWith("| `ImageModels.", StringComparison.Ordinal))];
        Assert.Equal(expected, printed);
    }
}
