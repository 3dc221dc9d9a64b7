using AIHubMix.Images.Recording;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Recording;

public sealed class SanitizerTests
{
    private readonly Sanitizer _sanitizer = new(Bench.Key);

    [Theory]
    [InlineData("A deer at a lake?", "A deer at a lake?")]
    [InlineData($"Incorrect API key: {Bench.Key}.", "Incorrect API key: sk-***.")]
    [InlineData("The vendor's key sk-proj-0123456789abcdef is wrong", "The vendor's key sk-*** is wrong")]
    [InlineData("a desk-sized lamp, sk-8 skates", "a desk-sized lamp, sk-8 skates")]
    [InlineData("https://example.com/deer.png", "https://example.com/deer.png")]
    [InlineData("https://example.com/deer.png?sig=a'b\"c<d>&e=f#g", "https://example.com/deer.png")]
    [InlineData("HTTPS://example.com/deer.png?sig=1", "HTTPS://example.com/deer.png")]
    [InlineData("https://user:password@example.com/deer.png", "https://example.com/deer.png")]
    [InlineData("could not fetch https://example.com/deer.png?sig=1#2, nor http://a.example/?b", "could not fetch https://example.com/deer.png nor http://a.example/")]
    [InlineData("[link](https://example.com/?a=1)", "[link](https://example.com/")]
    public void Clean_Text_HasNeitherKeysNorQueries(string text, string clean) => Assert.Equal(clean, _sanitizer.Clean(text));

    [Fact]
    public void Clean_KeyOfAnyForm_IsFound() => Assert.Equal("sk-*** and sk-***", new Sanitizer("own.key/1+2").Clean("own.key/1+2 and own.key/1+2"));

    [Fact]
    public void CleanBeginning_BreaksOffWithinTheKey_HasNoPartOfIt()
    {
        for (int length = "sk-v".Length; length <= Bench.Key.Length; length++)
        {
            string clean = _sanitizer.CleanBeginning($"Incorrect API key: {Bench.Key[..length]}");
            Assert.DoesNotContain("very", clean, StringComparison.Ordinal);
            Assert.StartsWith("Incorrect API key: ", clean, StringComparison.Ordinal);
            Assert.DoesNotContain("sk-v", clean, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"url":"https:\/\/example.com\/deer.png?sig=abc","half":"\ud8""", """{"url":"https://example.com/deer.png","half":"\ud8""")]
    [InlineData("""[{"url":"https://example.com/deer.png\u003fsig=abc\u0026b" """, """[{"url":"https://example.com/deer.png" """)]
    [InlineData("""{"a":"\u0022\u005c\u0041\n""", """{"a":"\u0022\u005cA\n""")]
    [InlineData("""<script>"https:\/\/example.com"</script>""", """<script>"https:\/\/example.com"</script>""")]
    public void CleanBeginning_JsonWithEscapes_IsReadAsItIsMeant(string text, string clean) => Assert.Equal(clean, _sanitizer.CleanBeginning(text));

    [Fact]
    public void CleanBeginning_KeyInEscapes_IsFound()
    {
        string escaped = string.Concat(Bench.Key.Select(letter => $"\\u{(int)letter:x4}"));

        Assert.Equal("""{"error":"sk-***""", _sanitizer.CleanBeginning($$"""{"error":"{{escaped}}"""));
    }

    [Fact]
    public void CleanBeginning_BreaksOffWithinAQuery_HasNoPartOfIt() =>
        Assert.Equal("""{"url":"https://example.com/deer.png""", _sanitizer.CleanBeginning("""{"url":"https://example.com/deer.png?sig=abc"""));
}
