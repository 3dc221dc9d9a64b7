namespace AIHubMix.Images.Tests.Models;

public sealed class ImageModelTests
{
    [Fact]
    public void Constructor_PathOutsideTheCatalog_TakesNameAndVendorFromThePath()
    {
        var model = new ImageModel<GptImageInput>("openai/gpt-image-2");

        Assert.Equal("openai/gpt-image-2", model.Path);
        Assert.Equal("gpt-image-2", model.Name);
        Assert.Equal("openai", model.Vendor);
        Assert.Equal("", model.Summary);
        Assert.Equal(ImageCapabilities.None, model.Capabilities);
        Assert.Null(model.UrlLifetime);
        Assert.Empty(model.Aliases);
    }

    [Theory]
    [InlineData("gpt-image-2")]
    [InlineData("../secrets")]
    [InlineData("a/b/c")]
    public void Constructor_WrongPath_IsRefused(string path) => Assert.Throws<ArgumentException>(() => new ImageModel<GptImageInput>(path));

    [Fact]
    public void Untyped_Path_MakesAModelOfThatPath()
    {
        ImageModel model = ImageModel.Untyped("doubao/seedream-4");

        Assert.Equal("doubao/seedream-4", model.Path);
        Assert.Equal("seedream-4", model.Name);
        Assert.Equal("doubao", model.Vendor);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/..")]
    public void Untyped_WrongPath_IsRefused(string path) => Assert.Throws<ArgumentException>(() => ImageModel.Untyped(path));

    [Fact]
    public void ToString_Always_IsThePath() => Assert.Equal("bfl/flux-kontext-max", ImageModels.FluxKontextMax.ToString());

    [Fact]
    public void Validate_Null_IsRefused() => Assert.Throws<ArgumentNullException>(() => ImageModels.FluxKontextMax.Validate(null!));

    [Fact]
    public void Validate_ModelOutsideTheCatalog_HoldsTheRulesOfTheFamilyOnly()
    {
        var input = new ImagenInput { Prompt = "deer", NumberOfImages = 4, ImageSize = "2K" };

        Assert.Empty(new ImageModel<ImagenInput>("google/imagen-9").Validate(input));
        Assert.Single(new ImageModel<ImagenInput>("google/imagen-9").Validate(input with { NumberOfImages = 5 }));
    }
}
