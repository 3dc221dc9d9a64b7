namespace AIHubMix.Images.ContractTests.Docs;

/// <summary>Pages that are written by the tests themselves: <c>.ci/docs</c> runs this class to have them written.</summary>
public sealed class GeneratedPageTests
{
    [Fact]
    public void Models_AsCommitted_IsWhatTheCatalogSays() => GeneratedPage.Check(ModelsPage.Name, ModelsPage.Render());

    [Fact]
    public void Readme_ModelsAsCommitted_AreThoseOfTheCatalog() => GeneratedPage.CheckPart("README.md", "models", ModelsPage.RenderOverview());
}
