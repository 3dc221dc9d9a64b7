using AIHubMix.Images.Validation;

namespace AIHubMix.Images.Tests.Validation;

public sealed class TextRulesTests
{
    private const string Deer = "\ud83e\udd8c";

    [Theory]
    [InlineData("", 1, true)]
    [InlineData("a", 1, false)]
    [InlineData(Deer, 1, false)]
    [InlineData(Deer, 2, true)]
    [InlineData(Deer + "a", 2, false)]
    public void IsShorter_AnyText_CountsUnicodeCharacters(string text, int minimum, bool expected) => Assert.Equal(expected, TextRules.IsShorter(text, minimum));

    [Theory]
    [InlineData("aa", 2, false)]
    [InlineData("aaa", 2, true)]
    [InlineData(Deer + Deer, 2, false)]
    [InlineData(Deer + Deer, 3, false)]
    [InlineData(Deer + Deer + Deer, 2, true)]
    [InlineData("e\u0301", 1, true)]
    public void IsLonger_AnyText_CountsUnicodeCharacters(string text, int maximum, bool expected) => Assert.Equal(expected, TextRules.IsLonger(text, maximum));

    [Theory]
    [InlineData(0, 8, true)]
    [InlineData(2048, 8, true)]
    [InlineData(1001, 8, false)]
    [InlineData(-16, 8, true)]
    [InlineData(0.3, 0.1, true)]
    [InlineData(0.35, 0.1, false)]
    [InlineData(1e300, 8, true)]
    [InlineData(double.PositiveInfinity, 8, true)]
    [InlineData(double.NaN, 8, true)]
    [InlineData(79228162514264337593543950336.0, 8, true)]
    public void IsMultiple_AnyNumber_IsCountedInDecimals(double number, double of, bool expected) => Assert.Equal(expected, TextRules.IsMultiple(number, (decimal)of));

    [Theory]
    [InlineData("9:21", false)]
    [InlineData("21:9", false)]
    [InlineData("3:7", false)]
    [InlineData("7:3", false)]
    [InlineData("1:1", false)]
    [InlineData("9:22", true)]
    [InlineData("22:9", true)]
    [InlineData("9000:21000", false)]
    [InlineData("8999:21000", true)]
    [InlineData("2147483647:1", true)]
    [InlineData("1:2147483647", true)]
    [InlineData("2147483647:2147483647", false)]
    public void IsRatioOutside_Ratio_IsHeldAgainstBothBounds(string ratio, bool expected) => Assert.Equal(expected, TextRules.IsRatioOutside(ratio, "9:21", "21:9"));

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("1")]
    [InlineData("1:")]
    [InlineData(":1")]
    [InlineData("0:1")]
    [InlineData("1:0")]
    [InlineData("-1:1")]
    [InlineData("1.5:1")]
    [InlineData("1:1:1")]
    [InlineData("99999999999:1")]
    [InlineData("a:b")]
    public void IsRatioOutside_NoRatio_IsLeftToThePatternRule(string ratio) => Assert.False(TextRules.IsRatioOutside(ratio, "9:21", "21:9"));
}
