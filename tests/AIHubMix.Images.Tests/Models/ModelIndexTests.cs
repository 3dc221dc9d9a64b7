using AIHubMix.Images.Models;

namespace AIHubMix.Images.Tests.Models;

public sealed class ModelIndexTests
{
    /// <summary>How often names were looked up before: the first are searched for, later ones are in order.</summary>
    public static TheoryData<int> Befores => [0, ModelIndex.Searches];

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
        Assert.All(Indexes("Dream1 acme/dream-1\nSpark acme/spark-1 old/spark", "Later acme/later-1 later"), index => Assert.Equal(place, index.Find(name)));

    [Theory]
    [InlineData("")]
    [InlineData("acme")]
    [InlineData("acme/")]
    [InlineData("/dream-1")]
    [InlineData("Dream1 acme/dream-1")]
    [InlineData("acme/dream-1\nDream2")]
    [InlineData(" ")]
    [InlineData("ream1")]
    [InlineData("Dream")]
    [InlineData("dream-")]
    [InlineData("1")]
    [InlineData("me/dream-1")]
    public void Find_AnythingElse_GivesNull(string name) => Assert.All(Indexes("Dream1 acme/dream-1 older/dream-1\nDream2 acme/dream-2"), index => Assert.Null(index.Find(name)));

    [Fact]
    public void Find_NoModels_GivesNull() => Assert.All(Indexes(), index => Assert.Null(index.Find("Dream1")));

    [Theory]
    [MemberData(nameof(Befores))]
    public void Find_SpellingThatIsAlsoALaterModel_GivesTheModel(int before)
    {
        ModelIndex index = Index(before, "Old acme/dream-0 acme/dream-1 Dream2 spark", "Dream1 acme/dream-1\nDream2 acme/dream-2\nBright acme/spark");

        Assert.Equal(1, index.Find("acme/dream-1"));
        Assert.Equal(2, index.Find("Dream2"));
        Assert.Equal(3, index.Find("spark"));
    }

    [Theory]
    [MemberData(nameof(Befores))]
    public void Find_NameOfTwoModels_GivesTheFirst(int before)
    {
        ModelIndex index = Index(before, "A acme/dream\nB other/dream spelt\nC third/c spelt\nDream acme/d");

        Assert.Equal(0, index.Find("dream"));
        Assert.Equal(1, index.Find("spelt"));
    }

    [Fact]
    public void Find_LastSegmentWithASlash_IsThatAfterTheVendor() =>
        Assert.All(Indexes("A acme/family/dream\nB acme/x other/family/dream"), index => Assert.Equal((0, (int?)null, 1), (index.Find("family/dream")!.Value, index.Find("dream"), index.Find("other/family/dream")!.Value)));

    [Fact]
    public void Find_EveryNameOfTheCatalog_IsFoundAlikeBySearchAndInOrder()
    {
        string[] lines = [.. ImageModels.All.Select(model => string.Join(' ', [model.Name, model.Path, .. model.Aliases]))];
        string[] parts = [string.Join('\n', lines[..7]), string.Join('\n', lines[7..])];
        string[] names = [.. lines.SelectMany(line => line.Split(' ')).SelectMany(name => new[] { name, name.ToUpperInvariant(), name[(name.IndexOf('/') + 1)..], name[1..], name[..^1] })];

        ModelIndex ordered = Index(ModelIndex.Searches, parts);
        Assert.All(names, name => Assert.Equal(ordered.Find(name), Index(0, parts).Find(name)));
    }

    [Fact]
    public void Find_NameOfAnEarlyPart_LooksAtNoLaterOne()
    {
        var index = new ModelIndex(part => part == 0 ? "Dream1 acme/dream-1" : throw new InvalidOperationException("A part that is not needed."));

        Assert.Equal(0, index.Find("dream-1"));
    }

    private static ModelIndex[] Indexes(params string[] parts) => [.. Befores.Select(before => Index(before.Data, parts))];

    private static ModelIndex Index(int before, params string[] parts)
    {
        var index = new ModelIndex(part => parts.ElementAtOrDefault(part));
        for (int time = 0; time < before; time++)
        {
            index.Find("");
        }

        return index;
    }
}
