namespace AIHubMix.Images;

/// <summary>How far two names are apart.</summary>
/// <remarks>Compiled into each project that asks what somebody may have meant; they have no assembly in common that could keep it to itself.</remarks>
internal static class EditDistance
{
    /// <summary>How many characters have to be put in, taken out, changed, or swapped with their neighbour.</summary>
    public static int Between(string left, string right)
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
