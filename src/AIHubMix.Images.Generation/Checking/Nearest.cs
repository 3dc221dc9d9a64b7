namespace AIHubMix.Images.Generation.Checking;

/// <summary>Finds what was probably meant.</summary>
internal static class Nearest
{
    /// <summary>A question that names the candidate nearest to a name, with a space before it; empty when none is near.</summary>
    public static string Hint(string name, IEnumerable<string> candidates)
    {
        (string? best, int distance) = candidates.Select(candidate => ((string?)candidate, Distance(name, candidate))).DefaultIfEmpty((null, int.MaxValue)).MinBy(pair => pair.Item2);
        return best is not null && distance <= Math.Max(2, name.Length / 3) ? $" Did you mean {best}?" : "";
    }

    private static int Distance(string left, string right)
    {
        if (left.Length > 2 && right.StartsWith(left, StringComparison.OrdinalIgnoreCase))
        {
            return 1;
        }

        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int changed = diagonal + (char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
