using Spectre.Console;
using Spectre.Console.Rendering;

namespace AIHubMix.Images.Cli.Terminal;

/// <summary>A table where there is room for it, its last column folded if need be, and an entry of a few lines for each row where there is not.</summary>
internal sealed class FittingTable(params string[] columns)
{
    private const string Missing = "-";
    private const string Separator = ", ";
    private const string Indent = "  ";

    // Narrower than this, a folded column is harder to read than an entry.
    private const int NarrowestFold = 24;

    private readonly List<Row> _rows = [];

    /// <summary>The columns whose cells stand at the right.</summary>
    public IReadOnlySet<string> RightAligned { get; init; } = new HashSet<string>();

    /// <summary>Adds a row. A null cell says that there is nothing to tell.</summary>
    public void Add(Style style, params string?[] cells) => _rows.Add(new Row(style, cells));

    public void Write(IAnsiConsole console)
    {
        int width = console.Profile.Width;
        int whole = ((IRenderable)AsTable(null)).Measure(RenderOptions.Create(console), int.MaxValue / 2).Max;
        int last = _rows.Select(row => (row.Cells[^1] ?? Missing).Length).DefaultIfEmpty().Max();
        int fold = last - (whole - width);
        console.Write(whole <= width ? AsTable(null) : fold >= NarrowestFold ? AsTable(fold) : new Rows(_rows.SelectMany(row => AsEntry(row, width))));
    }

    private SimpleTable AsTable(int? lastWidth) => new(
        [
            [.. columns.Select(column => new Text(column, new Style(decoration: Decoration.Bold)))],
            .. _rows.Select(row => row.Cells.Select(cell => new Text(cell ?? Missing, row.Style)).ToArray()),
        ],
        [.. columns.Select(RightAligned.Contains)],
        lastWidth);

    private IEnumerable<Text> AsEntry(Row row, int width)
    {
        yield return new Text(row.Cells[0] ?? Missing, row.Style.Combine(new Style(decoration: Decoration.Bold)));
        string line = Indent;
        foreach ((string column, string? cell) in columns.Zip(row.Cells).Skip(1).Where(pair => pair.Second is not null))
        {
            string fact = $"{column}: {cell}";
            if (line != Indent && line.Length + Separator.Length + fact.Length > width)
            {
                yield return new Text(line, row.Style);
                line = Indent;
            }

            line += line == Indent ? fact : Separator + fact;
        }

        yield return new Text(line, row.Style);
    }

    private sealed record Row(Style Style, string?[] Cells);
}
