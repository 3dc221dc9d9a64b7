namespace AIHubMix.Images.ContractTests.Docs;

/// <summary>
/// Every snippet of C# in README.md and docs compiles, and does what the page says: a page that is new is looked at by itself.
/// </summary>
/// <remarks>They run alone: each has the console, the current folder and the environment to itself, as it would in a program.</remarks>
[Collection(nameof(SnippetTests))]
[CollectionDefinition(nameof(SnippetTests), DisableParallelization = true)]
public sealed class SnippetTests
{
    /// <summary>How many snippets show what readers come from, and are therefore neither compiled nor run.</summary>
    private static readonly Dictionary<string, int> Exempt = new() { ["docs/migrating.md"] = 3 };

    public static TheoryData<string> Snippets => [.. MarkdownPage.AllRunHere
        .SelectMany(page => page.Snippets)
        .Where(snippet => !snippet.IsExempt && !snippet.IsDeclaration)
        .Select(snippet => $"{snippet.Page.Name}#{snippet.Number}")];

    public static TheoryData<string> Pages => [.. MarkdownPage.AllRunHere.Where(page => page.Snippets.Any(snippet => !snippet.IsExempt)).Select(page => page.Name)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_EverySnippet_Compiles(string page)
    {
        SnippetAssembly pages = await SnippetAssembly.OfAsync(page);
        Assert.True(pages.Messages.Length == 0, pages.Messages);
    }

    [Fact]
    public void Pages_ExemptSnippets_AreThoseThatAreListed()
    {
        Dictionary<string, int> found = MarkdownPage.AllRunHere
            .Where(page => page.Snippets.Any(snippet => snippet.IsExempt))
            .ToDictionary(page => page.Name, page => page.Snippets.Count(snippet => snippet.IsExempt));
        Assert.Equal(Exempt, found);
        Assert.All(MarkdownPage.AllRunHere.SelectMany(page => page.Snippets), snippet => Assert.True(snippet.Marks is "" or "before", $"{snippet} is marked \"{snippet.Marks}\""));
    }

    [Fact]
    public void Pages_RunElsewhere_AreNamedByTheTestsThatRunThem() =>
        Assert.All(MarkdownPage.RunElsewhere, page => Assert.Contains(
            Directory.GetFiles(Repository.PathOf(page.Value), "*.cs", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains($"{page.Key}\"", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Snippets))]
    public async Task Snippet_AsPrinted_DoesWhatThePageSays(string name)
    {
        string page = name[..name.IndexOf('#', StringComparison.Ordinal)];
        Snippet snippet = MarkdownPage.All.Single(found => found.Name == page).Snippets[int.Parse(name[(page.Length + 1)..], null) - 1];
        SnippetAssembly pages = await SnippetAssembly.OfAsync(page);
        Assert.SkipUnless(pages.Messages.Length == 0, $"{page} does not compile.");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("snippet");
        TextWriter console = Console.Out;
        string current = Environment.CurrentDirectory;
        using var output = new StringWriter();
        try
        {
            Console.SetOut(TextWriter.Synchronized(output));
            Environment.CurrentDirectory = folder.FullName;
            Environment.SetEnvironmentVariable(AIHubMixClient.ApiKeyVariable, "sk-of-the-environment");
            await using SnippetScope scope = pages.Create(snippet);
            await scope.RunAsync(folder.FullName);
            ExpectedOutcome.Check(snippet, scope, folder);
        }
        finally
        {
            Console.SetOut(console);
            Environment.CurrentDirectory = current;
            Environment.SetEnvironmentVariable(AIHubMixClient.ApiKeyVariable, null);
            folder.Delete(recursive: true);
        }

        string written = output.ToString();
        int line = 0;
        string[] lines = written.Split(Environment.NewLine);
        foreach (var expected in snippet.ExpectedOutput)
        {
            int found = Array.FindIndex(lines, line, expected.IsMatch);
            Assert.True(found >= 0, $"{snippet} should write {expected}, and wrote:{Environment.NewLine}{written}");
            line = found + 1;
        }
    }
}
