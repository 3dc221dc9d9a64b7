using System.Reflection;
using System.Text.RegularExpressions;

namespace AIHubMix.Images.ContractTests.Readme;

public sealed partial class ReadmeTests(SimulatorFixture fixture) : IClassFixture<SimulatorFixture>
{
    [Theory]
    [InlineData("README.md", "Snippets.cs")]
    [InlineData("docs/simulator.md", "SimulatorSnippets.cs")]
    public void Page_CodeBlocks_AreTheCompiledSnippets(string page, string snippets)
    {
        string[] compiled = [.. Region().Matches(File.ReadAllText(Repository.PathOf($"tests/AIHubMix.Images.ContractTests/Readme/{snippets}"))).Select(region => Dedent(region.Groups[1].Value))];
        string[] printed = [.. CodeBlock().Matches(File.ReadAllText(Repository.PathOf(page))).Select(block => block.Groups[1].Value)];
        Assert.Equal(compiled, printed);
    }

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
    public async Task SimulatorPage_AsPrinted_Passes()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        await SimulatorSnippets.First();
        await SimulatorSnippets.Billed(folder.FullName);
        await SimulatorSnippets.Time();
        await using Simulator.AIHubMixSimulator gateway = await Simulator.AIHubMixSimulator.StartAsync();
        SimulatorSnippets.Faults(gateway);
        Assert.Equal(4, gateway.Faults.Rules.Count);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Readme_TableOfModels_IsTheCatalog()
    {
        string[] expected = [.. ImageModels.All.Select(model =>
            $"| `ImageModels.{model.Name}` | `{model.Path}` | {model.Vendor} | {(model.Delivery == ImageDelivery.Task ? "task" : "inline")} | {(model.Capabilities.HasFlag(ImageCapabilities.ImageToImage) ? "text, text and picture" : "text")} |")];
        string[] printed = [.. File.ReadAllLines(Repository.PathOf("README.md")).Where(line => line.StartsWith("| `ImageModels.", StringComparison.Ordinal))];
        Assert.Equal(expected, printed);
    }

    [Fact]
    public async Task SubmitAndWait_AgainstTheSimulator_GivesAPicture()
    {
        using AIHubMixClient client = fixture.Simulator.CreateClient(new AIHubMixClientOptions { TimeProvider = new ImmediateTimeProvider() });
        Assert.Single((await Snippets.SubmitAndWait(client)).Images);
    }

    [Fact]
    public async Task ConstantMemory_AgainstTheSimulator_SavesAndStreams()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        using AIHubMixClient client = fixture.Simulator.CreateClient();
        var streamed = new MemoryStream();

        ImageResult result = await Snippets.ConstantMemory(client, folder.FullName, streamed);

        Assert.Equal(["deer-2.png", "deer.png"], folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.All(result.Images, image => Assert.Equal("image/png", image.Header!.Value.MediaType));
        Assert.True(ImageHeader.TryRead(streamed.ToArray(), out _));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task LaterModelsAndErrors_AgainstTheSimulator_AreBilledTwice()
    {
        await using var simulator = await Simulator.AIHubMixSimulator.StartAsync();
        using AIHubMixClient client = simulator.CreateClient();
        await Snippets.LaterModels(client);
        await Snippets.Errors(client);
        Assert.Equal(2, simulator.Ledger.Count);
    }

    [Fact]
    public Task Test_AsPrinted_Passes() => Snippets.Test();

    private static string Dedent(string code) => Indentation().Replace(code, "");

    [GeneratedRegex(@"#region \w+\n(.*?)\n *#endregion", RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex("```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("^ {8}", RegexOptions.Multiline)]
    private static partial Regex Indentation();
}
