using System.Text.RegularExpressions;
using AIHubMix.Images.Kiota.Tests.Support;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

namespace AIHubMix.Images.Kiota.Tests.Readme;

public sealed partial class KiotaPageTests
{
    private static readonly IAuthenticationProvider Authentication = new BaseBearerTokenAuthenticationProvider(new Tokens());

    private static readonly string[] Order = ["First", "Keys", "Vault", "NotSent", "Middleware", "Adapter", "Test"];

    [Fact]
    public void Page_CodeBlocks_AreTheCompiledSnippets()
    {
        Dictionary<string, string> compiled = Region().Matches(File.ReadAllText(PathOf("tests/AIHubMix.Images.Kiota.Tests/Readme/KiotaSnippets.cs")))
            .ToDictionary(region => region.Groups[2].Value, region => Regex.Replace(region.Groups[3].Value, "^" + region.Groups[1].Value, "", RegexOptions.Multiline));
        string[] printed = [.. CodeBlock().Matches(File.ReadAllText(PathOf("docs/kiota.md"))).Select(block => block.Groups[1].Value)];

        Assert.Equal(Order.Select(name => compiled[name]), printed);
        Assert.Equal(Order.Order(StringComparer.Ordinal), compiled.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Page_TableOfMiddleware_NamesEachOfKiota()
    {
        string page = File.ReadAllText(PathOf("docs/kiota.md"));
        string[] handlers = [.. typeof(KiotaClientFactory).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(DelegatingHandler))).Select(type => type.Name.Split('`')[0])];

        Assert.NotEmpty(handlers);
        Assert.All(handlers, handler => Assert.Contains($"| `{handler}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task First_AsPrinted_GivesAPicture() => Assert.Single((await KiotaSnippets.First(Authentication, Options(new Network(Network.Inline)))).Images);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keys_AsPrinted_Authenticate(bool isFixed)
    {
        var network = new Network(Network.Task);
        using AIHubMixClient client = KiotaSnippets.Keys("sk-key", _ => Task.FromResult("sk-key"), Options(network), isFixed);

        await KiotaSnippets.NotSent(client);

        Assert.Equal(["Bearer sk-key", "Bearer sk-key"], network.Requests.Select(request => request.Authorization));
    }

    [Fact]
    public async Task NotSent_VaultThatIsClosed_SendsNothing()
    {
        var network = new Network(Network.Task);
        using AIHubMixClient client = KiotaSnippets.Keys("sk-key", _ => throw new IOException("The vault is closed."), Options(network), isFixed: false);

        await KiotaSnippets.NotSent(client);

        Assert.Empty(network.Requests);
    }

    [Fact]
    public async Task Middleware_AsPrinted_HasItsOptions()
    {
        var network = new Network(Network.Inline);
        using AIHubMixClient client = KiotaSnippets.Middleware(Authentication, Options(network));

        await KiotaSnippets.NotSent(client);

        SentRequest request = Assert.Single(network.Requests);
        Assert.Equal(("deer-service/1.2", "forestry"), (request.Headers["User-Agent"], request.Headers["x-department"]));
    }

    [Fact]
    public async Task Adapter_AsPrinted_GivesAPicture() =>
        Assert.Single((await KiotaSnippets.Adapter(Authentication, new Network(Network.Task), Options(new Network(Network.Task)))).Images);

    [Fact]
    public Task Test_AsPrinted_Passes() => KiotaSnippets.Test();

    private static AIHubMixClientOptions Options(Network network) => new() { HttpInvoker = new HttpMessageInvoker(network), PollingSchedule = PollingSchedule.Every(TimeSpan.FromMilliseconds(10)) };

    private static string PathOf(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Codegen.sln")))
            {
                return Path.Combine(folder.FullName, name);
            }
        }

        throw new InvalidOperationException($"There is no Codegen.sln above {AppContext.BaseDirectory}.");
    }

    [GeneratedRegex(@"^( *)#region (\w+)\n(.*?)\n *#endregion", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Region();

    [GeneratedRegex("```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
