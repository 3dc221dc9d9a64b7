using AIHubMix.Images.Models;

namespace AIHubMix.Images.Tests.Models;

public sealed class ModelIndexTests
{
    [Theory]
    [InlineData("Dream1", 0)]
    [InlineData("dream1", 0)]
    [InlineData("acme/dream-1", 0)]
    [InlineData("ACME/DREAM-1", 0)]
    [InlineData("dream-1", 0)]
    [InlineData("Spark", 1)]
    [InlineData("acme/spark-1", 1)]
    [InlineData("old/spark", 1)]
    [InlineData("later", 2)]
    public void Find_NamePathLastSegmentOrOtherSpelling_GivesThePlace(string name, int place) =>
        Assert.Equal(place, new ModelIndex("Dream1 acme/dream-1\nSpark acme/spark-1 old/spark", "Later acme/later-1 later").Find(name));

    [Theory]
    [InlineData("")]
    [InlineData("acme")]
    [InlineData("acme/")]
    [InlineData("/dream-1")]
    [InlineData("Dream1 acme/dream-1")]
    public void Find_AnythingElse_GivesNull(string name) => Assert.Null(new ModelIndex("Dream1 acme/dream-1").Find(name));

    [Fact]
    public void Find_NoModels_GivesNull() => Assert.Null(new ModelIndex().Find("Dream1"));

    [Fact]
    public void Find_SpellingThatIsAlsoALaterModel_GivesTheModel()
    {
        var index = new ModelIndex("Old acme/dream-0 acme/dream-1 Dream2 spark", "Dream1 acme/dream-1\nDream2 acme/dream-2\nBright acme/spark");

        Assert.Equal(1, index.Find("acme/dream-1"));
        Assert.Equal(2, index.Find("Dream2"));
        Assert.Equal(3, index.Find("spark"));
    }

    [Fact]
    public void Find_NameOfTwoModels_GivesTheFirst()
    {
        var index = new ModelIndex("A acme/dream\nB other/dream spelt\nC third/c spelt\nDream acme/d");

        Assert.Equal(0, index.Find("dream"));
        Assert.Equal(1, index.Find("spelt"));
    }
}
