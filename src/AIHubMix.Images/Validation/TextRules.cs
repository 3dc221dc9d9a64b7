using System.ComponentModel;
using System.Globalization;
using System.Text;

namespace AIHubMix.Images.Validation;

/// <summary>The checks of text and numbers that take more than an operator. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TextRules
{
    // Below it, for as a double the largest decimal is the next power of two.
    private const double LargestDecimal = (double)decimal.MaxValue;

    /// <summary>Whether a text has fewer Unicode characters than it must have.</summary>
    /// <param name="text">The text.</param>
    /// <param name="minimum">The least number.</param>
    public static bool IsShorter(string text, int minimum) =>
        // A character takes one or two UTF-16 units, so most texts need no counting.
        text.Length < minimum || (text.Length < 2L * minimum && CountCharacters(text) < minimum);

    /// <summary>Whether a text has more Unicode characters than it may have.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maximum">The largest number.</param>
    public static bool IsLonger(string text, int maximum) =>
        text.Length > maximum && (text.Length > 2L * maximum || CountCharacters(text) > maximum);

    /// <summary>Whether a ratio such as <c>2:3</c> lies outside two others. Text that is no ratio is left to the pattern rule.</summary>
    /// <param name="ratio">The ratio.</param>
    /// <param name="minimum">The narrowest shape.</param>
    /// <param name="maximum">The widest shape.</param>
    public static bool IsRatioOutside(string ratio, string minimum, string maximum) =>
        TryParseRatio(ratio, out int across, out int down)
        && TryParseRatio(minimum, out int leastAcross, out int leastDown)
        && TryParseRatio(maximum, out int mostAcross, out int mostDown)
        && ((long)across * leastDown < (long)leastAcross * down || (long)across * mostDown > (long)mostAcross * down);

    /// <summary>Whether a number is a multiple of another. What has no decimal form, such as infinity, is left to the other rules.</summary>
    /// <param name="number">The number.</param>
    /// <param name="of">The other.</param>
    public static bool IsMultiple(double number, decimal of) => !(Math.Abs(number) < LargestDecimal) || (decimal)number % of == 0;

    /// <summary>The number of Unicode characters, which is what JSON Schema counts; .NET counts UTF-16 units.</summary>
    internal static int CountCharacters(string text)
    {
        int count = 0;
        foreach (Rune _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    private static bool TryParseRatio(string text, out int across, out int down)
    {
        across = down = 0;
        int colon = text.IndexOf(':');
        return colon > 0
            && int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out across)
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out down)
            && across > 0 && down > 0;
    }
}
