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
            int distance = Distance(Plain(text), Plain(name));
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

    // Slips, gaps, insertions, and neighbours that changed places.
    private static int Distance(string left, string right)
    {
        int[] beforeLast = [], last = [.. Enumerable.Range(0, right.Length + 1)];
        for (int row = 1; row <= left.Length; row++)
        {
            int[] current = new int[right.Length + 1];
            current[0] = row;
            for (int column = 1; column <= right.Length; column++)
            {
                int change = left[row - 1] == right[column - 1] ? 0 : 1;
                current[column] = Math.Min(Math.Min(current[column - 1], last[column]) + 1, last[column - 1] + change);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                {
                    current[column] = Math.Min(current[column], beforeLast[column - 2] + 1);
                }
            }

            (beforeLast, last) = (last, current);
        }

        return last[right.Length];
    }
}
