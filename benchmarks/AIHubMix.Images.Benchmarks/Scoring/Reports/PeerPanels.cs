namespace AIHubMix.Images.Benchmarks.Scoring.Reports;

/// <summary>For everything that others were measured at too, a bar for each: how many times as much as ours it takes.</summary>
internal static class PeerPanels
{
    private const int Columns = 3;
    private const double Gap = 26;
    private const double Pitch = 17;
    private const double Thickness = 11;
    private const double Names = 44;
    private const double Figures = 96;
    private const double Head = 22;

    private static readonly string[] Limits = [Scoring.Names.Short(Scoring.Names.Raw)];

    /// <returns>Where it ends.</returns>
    public static double Draw(Drawing drawing, IReadOnlyList<Row> rows, double left, double top, double width)
    {
        drawing.Text(left, top, "Other clients: times what AIHubMix.Images takes, which is 1", "part");
        drawing.Text(left, top + 18, "Shorter is better; each panel has a scale of its own, from 0. raw: HttpClient and source-generated JSON by hand for this one call, nothing checked.", "faint");
        IGrouping<string, Row>[] panels = [.. Panels(rows)];
        drawing.Text(left, top + 34, "memory: a picture in the answer, decoded in memory. small call: four settings out, a URL back.", "faint");
        double panelWidth = (width - ((Columns - 1) * Gap)) / Columns;
        double y = top + 60;
        foreach (IGrouping<string, Row>[] line in panels.Chunk(Columns))
        {
            for (int column = 0; column < line.Length; column++)
            {
                Draw(drawing, line[column], left + (column * (panelWidth + Gap)), y, panelWidth);
            }

            y += Head + ((line.Max(panel => panel.Count()) + 1) * Pitch) + 16;
        }

        return y;
    }

    /// <summary>The lines with a contender as their reference, by what was measured; the limit comes first.</summary>
    public static IEnumerable<IGrouping<string, Row>> Panels(IReadOnlyList<Row> rows) => rows
        .Where(row => row is { Peer: not null, Ratio: not null })
        .OrderBy(row => Limits.Contains(row.Peer) ? 0 : 1)
        .GroupBy(row => row.Name.Replace($" beside {row.Peer}", "", StringComparison.Ordinal))
        .OrderBy(panel => rows.ToList().IndexOf(rows.First(row => panel.Contains(row))));

    /// <summary>The same in words.</summary>
    public static string Describe(IReadOnlyList<Row> rows) => string.Join(" ", Panels(rows).Select(panel =>
        $"{panel.Key}: {string.Join(", ", panel.Select(row => Amount.Text($"{row.Peer} {Times(row):0.00} times ours")))}."));

    private static void Draw(Drawing drawing, IGrouping<string, Row> panel, double x, double y, double width)
    {
        Row first = panel.First();
        double longest = Math.Max(1, panel.Max(Times));
        double scale = (width - Names - Figures) / longest;
        double at = y + Head;
        drawing.Text(x, y + 8, panel.Key, "panel");
        Draw("ours", 1, Amount.Text(first.Ours!.Value, first.Unit), "ours", "bold");
        foreach (Row row in panel)
        {
            Draw(row.Peer!, Times(row), Amount.Text(row.Reference!.Value, row.Unit), Limits.Contains(row.Peer) ? "limit" : "peer", "");
        }

        drawing.Upright(x + Names, y + Head - 3, at - Pitch + Thickness + 3, "axis");

        void Draw(string name, double times, string amount, string kind, string weight)
        {
            string figures = Amount.Text($"{times:0.0#} ({amount})");
            drawing.Text(x + Names - 5, at + Thickness - 1.5, name, $"end {weight}");
            drawing.Bar(x + Names, at, times * scale, Thickness, kind, $"{panel.Key}, {name}: {figures}");
            drawing.Text(x + Names + (times * scale) + 5, at + Thickness - 1.5, figures, $"faint {weight}");
            at += Pitch;
        }
    }

    private static double Times(Row row) => 1 / row.Ratio!.Value;
}
