using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Inputs;

public sealed class DallE3InputTests
{
    private const string TooLong = "$.input.prompt must have at most 4000 characters";

    [Fact]
    public void Json_EverythingIsSet_EverythingIsWrittenUnderItsWireName() => Assert.Equal(
        """{"prompt":"deer","n":1,"size":"1792x1024","quality":"hd","style":"natural","response_format":"b64_json","user":"u1"}""",
        InputJson.Sent(new DallE3Input
        {
            Prompt = "deer",
            Count = 1,
            Size = DallE3Size.Size1792x1024,
            Quality = DallE3Quality.Hd,
            Style = DallE3Style.Natural,
            ResponseFormat = DallE3ResponseFormat.B64Json,
            User = "u1",
        }));

    [Theory]
    [InlineData("a", 4000, null)]
    [InlineData("a", 4001, TooLong)]
    [InlineData("é", 4000, null)]
    [InlineData("鹿", 4001, TooLong)]
    [InlineData("\ud83e\udd8c", 4000, null)]
    [InlineData("\ud83e\udd8c", 4001, TooLong)]
    public void Validate_LongPrompt_IsCountedInUnicodeCharacters(string character, int count, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], InputJson.Violations(ImageModels.DallE3, new DallE3Input { Prompt = string.Concat(Enumerable.Repeat(character, count)) }));

    [Theory]
    [InlineData("""{"prompt":"x","n":1}""", null)]
    [InlineData("""{"prompt":"x","n":0}""", "$.input.n must be from 1 to 1")]
    [InlineData("""{"prompt":"x","n":2}""", "$.input.n must be from 1 to 1")]
    [InlineData("""{"prompt":"x","size":"auto"}""", "$.input.size must be one of 1024x1024, 1792x1024, 1024x1792")]
    [InlineData("""{"prompt":"x","quality":"high"}""", "$.input.quality must be one of standard, hd")]
    [InlineData("""{"prompt":"x","style":"odd"}""", "$.input.style must be one of vivid, natural")]
    [InlineData("""{"prompt":"x","response_format":"bytes"}""", "$.input.response_format must be one of url, b64_json")]
    [InlineData("""{"prompt":"x","size":"1024x1792","quality":"standard","style":"vivid","response_format":"url"}""", null)]
    public void Validate_SingleMembers_GoesByTheirRules(string json, string? expected) => InputJson.AssertViolation(expected, ImageModels.DallE3, json);
}
