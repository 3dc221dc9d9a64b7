using System.Reflection;
using AIHubMix.Images.ContractTests.Page;
using AIHubMix.Images.Simulator.Contract;

namespace AIHubMix.Images.ContractTests.Document;

public sealed class CatalogTests
{
    [Fact]
    public async Task All_AgainstTheDocument_HasTheSamePathsInTheSameOrder()
    {
        GatewayDocument document = await GatewayDocument.LoadAsyncOnce();
        Assert.Equal(document.Models.Select(model => model.Path), ImageModels.All.Select(model => model.Path));
        Assert.Equal(document.Models.Select(model => model.Name), ImageModels.All.Select(model => model.Name));
    }

    [Fact]
    public void All_AgainstThePagesList_LacksNothingAndHasNothingExtra()
    {
        IEnumerable<string> printed = ImageModels.All.Select(model => ApiPage.Models.Single(entry => entry == model.Path || entry == model.Path[(model.Path.IndexOf('/', StringComparison.Ordinal) + 1)..]));
        Assert.Equal(ApiPage.Models, printed);
    }

    [Fact]
    public void All_AgainstThePagesCommands_HasEachPathLetterForLetter() =>
        Assert.All(ApiPage.Generations, command => Assert.Contains(
            ImageModels.All, model => Curl.Parse(command).Url.AbsolutePath == $"/v1/models/{model.Path}/predictions"));

    [Fact]
    public void Properties_EachModel_IsInAllUnderItsOwnName()
    {
        PropertyInfo[] properties = [.. typeof(ImageModels).GetProperties().Where(property => property.PropertyType.IsAssignableTo(typeof(ImageModel)))];
        Assert.Equal(properties.Length, ImageModels.All.Count);
        Assert.All(properties, property =>
        {
            var model = (ImageModel)property.GetValue(null)!;
            Assert.Equal(property.Name, model.Name);
            Assert.Same(model, property.GetValue(null));
            Assert.Contains(model, ImageModels.All);
        });
    }

    [Fact]
    public void All_EachModel_SaysWhatItIs() => Assert.All(ImageModels.All, model =>
    {
        Assert.NotEmpty(model.Summary);
        Assert.NotEmpty(model.Vendor);
        Assert.True(model.Capabilities.HasFlag(ImageCapabilities.TextToImage));
        Assert.Equal(model.Path.StartsWith("bfl/", StringComparison.Ordinal) ? ImageDelivery.Task : ImageDelivery.Inline, model.Delivery);
    });

    [Theory]
    [InlineData("openai/gpt-image-1", "GptImage1")]
    [InlineData("imagen-3.0-generate-002", "Imagen3Generate002")]
    [InlineData("FLUX-KONTEXT-PRO", "FluxKontextPro")]
    [InlineData("ideogram/V3", "IdeogramV3")]
    public void Find_AnyKnownSpelling_FindsTheModel(string spelling, string name) => Assert.Equal(name, ImageModels.Find(spelling)?.Name);
}
