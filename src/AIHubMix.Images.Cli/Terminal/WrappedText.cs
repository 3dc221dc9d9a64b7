namespace AIHubMix.Images.Cli.Terminal;

/// <summary>Text in a column of its own, broken between words.</summary>
internal static class WrappedText
{
    // Wider lines are hard to read, and a file has no width.
    private const int WidestLine = 110;
    private const int NarrowestColumn = 20;

    /// <summary>Writes a text behind a name.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="name">What stands before the column in the first line.</param>
    /// <param name="column">Where the text begins.</param>
    /// <param name="text">The text.</param>
    /// <param name="width">The width of the terminal.</param>
    public static void Write(TextWriter output, string name, int column, string text, int width)
    {
        int room = Math.Max(NarrowestColumn, Math.Min(width, WidestLine) - column);
        string line = name.Length < column - 1 ? name.PadRight(column) : name + "  ";
        int end = line.Length + room - Math.Max(0, line.Length - column);
        bool isEmpty = true;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > end)
            {
                output.WriteLine(line.TrimEnd());
                line = new string(' ', column);
                end = column + room;
                isEmpty = true;
            }

            line += isEmpty ? word : " " + word;
            isEmpty = false;
        }

        if (!isEmpty || name.Length > 0)
        {
            output.WriteLine(line.TrimEnd());
        }
    }
}
