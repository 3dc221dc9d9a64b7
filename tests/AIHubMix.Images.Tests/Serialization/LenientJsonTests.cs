using System.Text.Json;
using AIHubMix.Images.Serialization;

namespace AIHubMix.Images.Tests.Serialization;

public sealed class LenientJsonTests
{
    [Theory]
    [InlineData("""{"a":"text"}""", "text")]
    [InlineData("""{"a":""}""", null)]
    [InlineData("""{"a":400}""", null)]
    [InlineData("""{"a":{"b":1}}""", null)]
    [InlineData("""{"\ud83e":1,"a":"text"}""", "text")]
    [InlineData("""{"a":"cut \ud83e"}""", null)]
    [InlineData("""{"a":null}""", null)]
    [InlineData("""{"b":"text"}""", null)]
    [InlineData("""["a"]""", null)]
    [InlineData("\"a\"", null)]
    [InlineData("null", null)]
    public void GetText_AnyJson_IsTheStringOrNull(string json, string? expected) => Assert.Equal(expected, LenientJson.GetText(JsonElement.Parse(json), "a"));

    [Theory]
    [InlineData("""["a","b"]""", true)]
    [InlineData("[]", true)]
    [InlineData("""["a",1]""", false)]
    [InlineData("""["a",null]""", false)]
    [InlineData("\"a\"", false)]
    [InlineData("{}", false)]
    [InlineData("null", false)]
    public void TryGetStrings_AnyJson_TakesListsOfStringsOnly(string json, bool expected)
    {
        Assert.Equal(expected, LenientJson.TryGetStrings(JsonElement.Parse(json), out IReadOnlyList<string>? strings));
        Assert.Equal(expected, strings is not null);
    }
}
