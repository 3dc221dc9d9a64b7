namespace AIHubMix.Images.ContractTests.Docs;

/// <summary>What comes of snippets whose page has no hidden lines that say so.</summary>
internal static class ExpectedOutcome
{
    private static readonly (string Page, string Line, Action<SnippetScope, DirectoryInfo> Check)[] All =
    [
        ("README.md", "await result.Images[0].SaveAsync(\"deer\");", (_, folder) => Assert.Equal(["deer.png"], NamesOf(folder))),
        ("README.md", "    await picture.CopyToAsync(destination); // picture.Header knows its type and size already", (scope, folder) =>
        {
            Assert.Equal(["deer-2.png", "deer.png"], NamesOf(folder));
            Assert.True(ImageHeader.TryRead(scope.destination.ToArray(), out _));
        }),
        ("README.md", "await client.GenerateAsync(ImageModel.Untyped(\"ideogram/V3\"), new JsonObject { [\"prompt\"] = \"A deer\" });", (scope, _) => Assert.Equal(2, scope.gateway.Ledger.Count)),
        ("docs/simulator.md", "using IDisposable outage = gateway.Faults.RefuseConnections(TimeSpan.FromSeconds(10));", (scope, _) => Assert.Equal(4, scope.gateway.Faults.Rules.Count)),
    ];

    public static void Check(Snippet snippet, SnippetScope scope, DirectoryInfo folder)
    {
        foreach ((string page, string line, Action<SnippetScope, DirectoryInfo> check) in All)
        {
            if (page == snippet.Page.Name && snippet.Code.Lines.Contains(line))
            {
                check(scope, folder);
            }
        }
    }

    private static IEnumerable<string> NamesOf(DirectoryInfo folder) => folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal);
}
