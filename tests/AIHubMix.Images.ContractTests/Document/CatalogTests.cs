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
    public void All_AgainstThePagesList_LacksNothingAndKeepsItsOrder()
    {
        IEnumerable<string?> printed = ImageModels.All.Select(model => ApiPage.Models.SingleOrDefault(entry => entry == model.Path || entry == model.Path[(model.Path.IndexOf('/', StringComparison.Ordinal) + 1)..]));
        Assert.Equal(ApiPage.Models, printed.OfType<string>());
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
        Assert.NotEqual(ImageCapabilities.None, model.Capabilities);
        Assert.Equal(DocumentModels.Of(model.Path).Answers == "array-task" ? ImageDelivery.Task : ImageDelivery.Inline, model.Delivery);
        Assert.True(model.LaterPath is null || model.Aliases.Contains(model.LaterPath));
    });

    [Fact]
    public void Capabilities_EachModel_SayWhetherAPictureIsNeeded() => Assert.All(ImageModels.All, model =>
    {
        InputField[] pictures = [.. model.Fields.Where(field => field.Role == InputFieldRole.Image)];
        Assert.Equal(pictures.Any(field => field.IsRequired), !model.Capabilities.HasFlag(ImageCapabilities.TextToImage));
    });

    [Theory]
    [InlineData("openai/gpt-image-1", "GptImage1")]
    [InlineData("imagen-3.0-generate-002", "Imagen3Generate002")]
    [InlineData("FLUX-KONTEXT-PRO", "FluxKontextPro")]
    [InlineData("ideogram/V3", "IdeogramV3")]
    public void Find_AnyKnownSpelling_FindsTheModel(string spelling, string name) => Assert.Equal(name, ImageModels.Find(spelling)?.Name);
}
