namespace AIHubMix.Images.Cli.Terminal;

/// <summary>What somebody may have meant.</summary>
internal static class NearestNames
{
    private const int Most = 3;

    /// <summary>The names that are so near to a text that it can be a slip, the nearest first.</summary>
    public static IReadOnlyList<string> Of(string text, IEnumerable<string> names)
    {
        var candidates = new List<(int Distance, string Name)>();
        foreach (string name in names)
        {
            int distance = EditDistance.Between(Plain(text), Plain(name));
            if (distance <= Math.Max(1, Math.Min(text.Length, name.Length) / 3) || Contains(name, text) || Contains(text, name) || (text.Length > 1 && name.StartsWith(text, StringComparison.OrdinalIgnoreCase)))
            {
                candidates.Add((distance, name));
            }
        }

        return [.. candidates.OrderBy(candidate => candidate.Distance).Select(candidate => candidate.Name).Distinct().Take(Most)];
    }

    /// <summary>The question for people; empty when nothing is near.</summary>
    public static string Ask(IReadOnlyList<string> names) => names.Count == 0 ? "" : $" Did you mean {string.Join(" or ", names)}?";

    // Parts of three letters and more: 'aspect' for aspect_ratio.
    private static bool Contains(string whole, string part) => part.Length > 2 && whole.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string Plain(string text) => text.Replace('-', '_').ToUpperInvariant();
}
