namespace AIHubMix.Images.Benchmarks.Scoring.Reports;

/// <summary>What other clients take beside ours, and how much is used of what was promised, as bars that begin at 0.</summary>
internal static class Chart
{
    private const double Width = 1000;
    private const double Margin = 24;

    public static string Draw(Report report)
    {
        var drawing = new Drawing();
        Setting setting = report.Setting;
        drawing.Text(Margin, 36, "AIHubMix.Images beside other clients, and beside what it promises", "head");
        drawing.Text(
            Margin, 55, $"{setting.Cores} cores of {setting.Processor}, {setting.Runtime}, {setting.MeasuredAt[..10]}. Medians of rounds in which all take turns.", "faint");
        double y = PeerPanels.Draw(drawing, report.Rows, Margin, 84, Width - (2 * Margin));
        y = PromiseBars.Draw(drawing, report, Margin, y + 24, Width - (2 * Margin));
        return drawing.Finish(
            Width, y + 12, $"Benchmarks of AIHubMix.Images: {report.Kept} promises kept, {report.Short} short", $"{PeerPanels.Describe(report.Rows)} {PromiseBars.Describe(report)}");
    }
}
