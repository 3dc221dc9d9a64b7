using System.Text.Json;
using AIHubMix.Images.Responses;

namespace AIHubMix.Images.Tests.Responses;

public sealed class RawJsonTests
{
    [Theory]
    [InlineData("""{"a":[1,2.50,1e3,true,false,null,"x",{"b":{}},[]],"ä":"é鹿","a b":"\"\\"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public void WithoutImageData_ShortStrings_AreAllKept(string json)
    {
        JsonElement element = JsonElement.Parse(json);

        Assert.True(JsonElement.DeepEquals(element, RawJson.WithoutImageData(element)));
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    [InlineData(1_000_000, false)]
    public void WithoutImageData_LongStrings_AreReplacedByTheirLength(int length, bool kept)
    {
        string text = new('A', length);

        JsonElement raw = RawJson.WithoutImageData(JsonElement.Parse($$"""[{"a":"{{text}}","b":"{{text}}","c":1}]"""));

        string expected = kept ? text : $"({length} characters left out)";
        Assert.Equal(expected, raw[0].GetProperty("a").GetString());
        Assert.Equal(expected, raw[0].GetProperty("b").GetString());
        Assert.Equal(1, raw[0].GetProperty("c").GetInt32());
    }

    [Fact]
    public void WithoutImageData_DocumentIsDisposed_StaysReadable()
    {
        JsonElement raw;
        using (var document = JsonDocument.Parse("""{"a":1}"""))
        {
            raw = RawJson.WithoutImageData(document.RootElement);
        }

        Assert.Equal(1, raw.GetProperty("a").GetInt32());
    }
}
