using AIHubMix.Images.Models;

namespace AIHubMix.Images.Tests.Models;

public sealed class ImageModelsTests
{
    [Fact]
    public void All_Always_BeginsWithTheElevenModelsOfThePage() => Assert.Equal(
        [
            "opanai/gpt-image-1", "opanai/dall-e-3",
            "google/imagen-4.0-ultra-generate-preview-06-06", "google/imagen-4.0-generate-preview-06-06",
            "google/imagen-4.0-ultra-generate-exp-05-20", "google/imagen-4.0-generate-preview-05-20", "google/imagen-3.0-generate-002",
            "bfl/flux-kontext-max", "bfl/flux-kontext-pro", "ideogram/V3", "stability/Stable-Diffusion-3-5-Large",
        ],
        ImageModels.All.Take(11).Select(model => model.Path));

    [Fact]
    public void All_EveryModel_IsDescribed() => Assert.All(ImageModels.All, model =>
    {
        Assert.Equal(model.Path, ModelPath.Check(model.Path));
        Assert.NotEmpty(model.Summary);
        Assert.NotEmpty(model.Vendor);
        Assert.NotEqual(ImageCapabilities.None, model.Capabilities);
        Assert.All(model.Aliases, alias => Assert.NotEmpty(alias));
    });

    [Fact]
    public void All_AskedTwice_GivesTheSameModels()
    {
        Assert.Same(ImageModels.FluxKontextMax, ImageModels.FluxKontextMax);
        Assert.Same(ImageModels.FluxKontextMax, ImageModels.Find("FluxKontextMax"));
        Assert.Same(ImageModels.All, ImageModels.All);
    }

    [Fact]
    public void FluxKontextMax_Always_HasTheFactsOfTheDocument()
    {
        ImageModel model = ImageModels.FluxKontextMax;

        Assert.Equal("FluxKontextMax", model.Name);
        Assert.Equal("Black Forest Labs", model.Vendor);
        Assert.Equal(ImageDelivery.Task, model.Delivery);
        Assert.Equal(ModelLifecycle.Legacy, model.Lifecycle);
        Assert.Equal(ImageCapabilities.TextToImage | ImageCapabilities.ImageToImage, model.Capabilities);
        Assert.Equal(TimeSpan.FromMinutes(10), model.UrlLifetime);
    }

    [Theory]
    [InlineData("FluxKontextMax", "bfl/flux-kontext-max")]
    [InlineData("fluxkontextmax", "bfl/flux-kontext-max")]
    [InlineData("bfl/flux-kontext-max", "bfl/flux-kontext-max")]
    [InlineData("BFL/FLUX-Kontext-MAX", "bfl/flux-kontext-max")]
    [InlineData("flux-kontext-pro", "bfl/flux-kontext-pro")]
    [InlineData("bfl/flux-Kontext-pro", "bfl/flux-kontext-pro")]
    [InlineData("v3", "ideogram/V3")]
    [InlineData("dall-e-3", "opanai/dall-e-3")]
    [InlineData("openai/dall-e-3", "opanai/dall-e-3")]
    [InlineData("OpenAI/GPT-Image-1", "opanai/gpt-image-1")]
    [InlineData("imagen-3.0-generate-002", "google/imagen-3.0-generate-002")]
    public void Find_NamePathLastSegmentOrAlias_FindsTheModel(string name, string path) => Assert.Equal(path, ImageModels.Find(name)?.Path);

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("flux")]
    [InlineData("bfl")]
    [InlineData("bfl/")]
    [InlineData("/flux-kontext-max")]
    [InlineData(" flux-kontext-max")]
    [InlineData("acme/flux-kontext-max")]
    public void Find_AnythingElse_GivesNull(string name) => Assert.Null(ImageModels.Find(name));

    [Fact]
    public void Find_Null_IsRefused() => Assert.Throws<ArgumentNullException>(() => ImageModels.Find(null!));

    [Fact]
    public void Find_EveryNameAndAliasOfTheCatalog_LeadsToItsOwnModel() => Assert.All(ImageModels.All, model =>
    {
        Assert.Same(model, ImageModels.Find(model.Name));
        Assert.Same(model, ImageModels.Find(model.Path));
        Assert.All(model.Aliases, alias => Assert.Same(model, ImageModels.Find(alias)));
    });

    [Fact]
    public void Find_EverySpellingOfEveryModel_LeadsWhereALookThroughAllModelsDoes() => Assert.All(
        ImageModels.All.SelectMany(model => (IEnumerable<string>)[model.Name, model.Path, model.Path[(model.Path.IndexOf('/') + 1)..], .. model.Aliases]),
        spelling =>
        {
            ImageModel found = ImageModels.All.FirstOrDefault(model => IsSame(model.Name) || IsSame(model.Path) || IsSame(model.Path[(model.Path.IndexOf('/') + 1)..]))
                ?? ImageModels.All.First(model => model.Aliases.Any(IsSame));
            Assert.Same(found, ImageModels.Find(spelling.ToUpperInvariant()));

            bool IsSame(string other) => other.Equals(spelling, StringComparison.OrdinalIgnoreCase);
        });
}
