using System.Text.RegularExpressions;

namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>Names by their words: <c>FLUX-1.1-pro</c> and <c>flux-pro-1.1</c> are one model to two companies.</summary>
internal static partial class NameWords
{
    /// <summary>How much two names have in common, from 0 to 1.</summary>
    public static double Likeness(string left, string right)
    {
        List<string> words = Of(left), others = Of(right);
        int count = words.Count + others.Count;
        return count == 0 ? 0 : 2.0 * words.Count(others.Remove) / count;
    }

    private static List<string> Of(string name) => [.. Word().Matches(name).Select(word => word.Value.ToUpperInvariant())];

    [GeneratedRegex("[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[A-Z]|[0-9]+")]
    private static partial Regex Word();
}
