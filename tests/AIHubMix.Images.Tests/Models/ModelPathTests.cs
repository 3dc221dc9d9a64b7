using AIHubMix.Images.Models;

namespace AIHubMix.Images.Tests.Models;

public sealed class ModelPathTests
{
    [Theory]
    [InlineData("a/b")]
    [InlineData("bfl/flux-kontext-max")]
    [InlineData("ideogram/V3")]
    [InlineData("google/imagen-4.0-generate-preview-06-06")]
    [InlineData("a_b~c/.hidden")]
    [InlineData("a/...")]
    [InlineData("..a/b..")]
    public void Check_VendorAndModel_IsKeptAsItIs(string path) => Assert.Same(path, ModelPath.Check(path));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a")]
    [InlineData("/")]
    [InlineData("a/")]
    [InlineData("/b")]
    [InlineData("a//b")]
    [InlineData("/a/b")]
    [InlineData("a/b/")]
    [InlineData("a/b/c")]
    [InlineData("../b")]
    [InlineData("a/..")]
    [InlineData("./b")]
    [InlineData("a/.")]
    [InlineData("a/b?x")]
    [InlineData("a/b#x")]
    [InlineData("a/b%2f")]
    [InlineData("a/b%2e%2e")]
    [InlineData("a/b ")]
    [InlineData(" a/b")]
    [InlineData("a b/c")]
    [InlineData("a/b\n")]
    [InlineData("a/b\\c")]
    [InlineData("a\\b")]
    [InlineData("a:80/b")]
    [InlineData("u@a/b")]
    [InlineData("a/é")]
    public void Check_AnythingElse_IsRefused(string path)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => ModelPath.Check(path));
        Assert.Equal("path", exception.ParamName);
    }

    [Fact]
    public void Check_Null_IsRefused() => Assert.Throws<ArgumentNullException>(() => ModelPath.Check(null!));
}
