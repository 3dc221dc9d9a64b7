namespace AIHubMix.Images.Generation.Checking;

/// <summary>Finds what was probably meant.</summary>
internal static class Nearest
{
    /// <summary>A question that names the candidate nearest to a name, with a space before it; empty when none is near.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) => Of(name, candidates) is { } best ? $" Did you mean {best}?" : "";

    /// <summary>What to do about a name that there is not: the question, or else a cure, with a space before it.</summary>
    public static string HintOr(string name, IEnumerable<string> candidates, string cure) => Hint(name, candidates) is { Length: > 0 } hint ? hint : $" {cure}";

    private static string? Of(string name, IEnumerable<string> candidates)
    {
        (string? best, int distance) = candidates.Select(candidate => ((string?)candidate, Distance(name, candidate))).DefaultIfEmpty((null, int.MaxValue)).MinBy(pair => pair.Item2);
        return distance <= Math.Max(2, name.Length / 3) ? best : null;
    }

    // What begins another name is as near as one slip.
    private static int Distance(string name, string candidate) =>
        name.Length > 2 && candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? 1 : EditDistance.Between(name.ToUpperInvariant(), candidate.ToUpperInvariant());
}
