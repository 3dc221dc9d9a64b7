using System.Text.RegularExpressions;

namespace AIHubMix.Images.Benchmarks.Scoring.Reports;

/// <summary>For every kind of promise the line that uses most of what is allowed.</summary>
internal static partial class PromiseBars
{
    private const double Pitch = 20;
    private const double Thickness = 12;
    private const double Names = 436;
    private const double Figures = 274;
    private const double ShortestEnd = 1.2;
    private const double LongestEnd = 2;

    /// <returns>Where it ends.</returns>
    public static double Draw(Drawing drawing, Report report, double left, double top, double width)
    {
        drawing.Text(left, top, Amount.Text($"Promises: how much is used of what is allowed ({report.Kept} kept, {report.Short} short)"), "part");
        drawing.Text(left, top + 18, "Of each kind the line that comes closest to its limit, with its size or reference; + is how much more than the reference. The line at 1 is the limit.", "faint");
        double end = Math.Clamp(Math.Ceiling(10 * Kinds(report).Max(kind => Worst(kind).Share ?? 0)) / 10, ShortestEnd, LongestEnd);
        double start = left + Names, scale = (width - Names - Figures) / end, y = top + 46;
        double first = y;
        foreach (IGrouping<string, Row> kind in Kinds(report))
        {
            Row worst = Worst(kind);
            double share = worst.Share ?? 0;
            string figures = Figure(kind);
            drawing.Text(start - 8, y + Thickness - 2, kind.Key, "end");
            drawing.Bar(start, y, scale * end, Thickness, "track", figures);
            drawing.Bar(start, y, scale * Math.Min(share, end), Thickness, worst.IsKept == true ? "ours" : "short", $"{worst.Name}: {figures}");
            drawing.Text(start + (scale * end) + 10, y + Thickness - 2, figures, worst.IsKept == true ? "faint" : "bold");
            y += Pitch;
        }

        double limit = start + scale;
        drawing.Upright(start, first - 4, y - 2, "axis");
        drawing.Upright(limit, first - 4, y - 2, "line");
        drawing.Text(start, y + 12, "0", "middle faint");
        drawing.Text(start + (scale / 2), y + 12, "0.5", "middle faint");
        drawing.Text(limit, y + 12, "1, the limit", "middle faint");
        return y + 20;
    }

    /// <summary>The same in words.</summary>
    public static string Describe(Report report) => string.Join(" ", Kinds(report).Select(kind => $"{kind.Key}: {Figure(kind)}."));

    private static IEnumerable<IGrouping<string, Row>> Kinds(Report report) => report.Rows.Where(row => row.IsKept is not null).GroupBy(row => Kind(row));

    private static Row Worst(IEnumerable<Row> kind) => kind.MaxBy(row => row.Share ?? double.MaxValue)!;

    private static string Figure(IGrouping<string, Row> kind)
    {
        Row worst = Worst(kind);
        string which = kind.Count() == 1 ? "" : Size().Match(worst.Name) is { Success: true } size ? size.Groups[1].Value : "";
        string beside = worst.Peer is null || worst.Name == kind.Key ? "" : $"beside {worst.Peer}";
        string more = worst.Share > LongestEnd ? ", longer than drawn" : "";
        string where = string.Join(" ", new[] { which, beside }.Where(text => text.Length > 0));
        string outcome = worst.IsKept == true ? "" : worst.Failure is null ? ", short" : ", not measured";
        string figure = $"{worst.Held ?? "-"}, promised {worst.Promise}{(where.Length > 0 ? $" ({where})" : "")}{outcome}{more}";
        return figure.Replace("reference ", "", StringComparison.Ordinal).Replace("<=", "≤", StringComparison.Ordinal).Replace(">=", "≥", StringComparison.Ordinal);
    }

    private static string Kind(Row row)
    {
        string kind = row.IsKept is not null && row.Promise == "< 1" ? row.Name.Replace($" beside {row.Peer}", " beside other clients", StringComparison.Ordinal) : row.Name;
        return Size().Replace(kind, " ", 1).Replace(":  ", ": ", StringComparison.Ordinal).Replace(": ,", ":", StringComparison.Ordinal).Replace(" ,", ",", StringComparison.Ordinal);
    }

    [GeneratedRegex(@" ([0-9]+ MiB)( of)?\b")]
    private static partial Regex Size();
}
