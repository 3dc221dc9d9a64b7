namespace AIHubMix.Images.ContractTests.Docs;

public sealed class LinkTests
{
    [Fact]
    public void Links_OfAllPages_LeadToFilesAndHeadings() => Assert.Empty(MarkdownPage.AllOfRepository
        .SelectMany(page => page.Links)
        .Where(link => !link.IsOfTheWeb)
        .Select(link => link.Problem())
        .OfType<string>());

    [Fact]
    public void Index_OfDocs_NamesEachPageOnce()
    {
        IEnumerable<string> pages = MarkdownPage.All.Select(page => Path.GetFileName(page.Name)).Where(name => name != "README.md");
        IEnumerable<string> linked = MarkdownPage.Read("docs/README.md").Links.Select(link => link.Target).Where(target => !target.Contains('/', StringComparison.Ordinal) && !target.Contains('#', StringComparison.Ordinal));
        Assert.Equal(pages.Order(StringComparer.Ordinal), linked.Order(StringComparer.Ordinal));
    }
}
