using System.Text.RegularExpressions;
using AIHubMix.Images.Generation.Vocabulary;

namespace AIHubMix.Images.Generation.Tests.Vocabulary;

public sealed partial class PatternWordsTests
{
    private static readonly string Schema = File.ReadAllText(Repository.PathOf("openapi/vocabulary.schema.json"));

    public static TheoryData<string> Patterns => [.. Pattern().Matches(Schema).Select(match => match.Groups[1].Value).Distinct()];

    /// <summary>No pattern is quoted to a user, and the examples are such as it takes.</summary>
    [Theory]
    [MemberData(nameof(Patterns))]
    public void Of_PatternOfTheVocabulary_HasAnExampleThatFits(string pattern)
    {
        string words = PatternWords.Of(pattern);

        Assert.DoesNotContain(pattern, words, StringComparison.Ordinal);
        Assert.Contains(", such as ", words, StringComparison.Ordinal);
        Assert.All(words.Split(", such as ")[1].Split(" or "), example => Assert.Matches(pattern, example.Trim('"')));
    }

    [Fact]
    public void Of_AnotherPattern_QuotesIt() => Assert.Equal("what matches ^x$", PatternWords.Of("^x$"));

    [GeneratedRegex("\"pattern\": \"([^\"]+)\"")]
    private static partial Regex Pattern();
}
