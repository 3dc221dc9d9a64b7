using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Results;

public sealed class ImageResultTests
{
    [Theory]
    [InlineData(0, null, false)]
    [InlineData(1, null, true)]
    [InlineData(0, 0, false)]
    [InlineData(1, 1, true)]
    [InlineData(1, 2, false)]
    [InlineData(2, 2, true)]
    [InlineData(3, 2, true)]
    public async Task IsComplete_PicturesAndCount_AreCompared(int pictures, int? requested, bool expected)
    {
        using var bench = Bench.Answering($$"""{"output":[{{string.Join(',', Enumerable.Repeat("\"https://example.com/deer.png\"", pictures))}}]}""");

        ImageResult result = await bench.GenerateAsync() with { RequestedCount = requested };

        Assert.Equal(expected, result.IsComplete);
    }
}
