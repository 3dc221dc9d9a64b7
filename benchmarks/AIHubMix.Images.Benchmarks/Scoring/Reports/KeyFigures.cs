using System.Text;

namespace AIHubMix.Images.Benchmarks.Scoring.Reports;

/// <summary>Everything that other clients were measured at too, as the short table that the README of the repository has.</summary>
internal static class KeyFigures
{
    public static string Write(IReadOnlyList<Row> rows)
    {
        IGrouping<string, Row>[] panels = [.. PeerPanels.Panels(rows)];
        string[] peers = [.. panels.SelectMany(panel => panel).Select(row => row.Peer!).Distinct()];
        var text = new StringBuilder($"| | AIHubMix.Images | {string.Join(" | ", peers)} |\n|---|---:|{string.Concat(Enumerable.Repeat("---:|", peers.Length))}\n");
        foreach (IGrouping<string, Row> panel in panels)
        {
            Row first = panel.First();
            IEnumerable<string> others = peers.Select(peer => panel.FirstOrDefault(row => row.Peer == peer) is { } row ? Amount.Text(row.Reference!.Value, row.Unit) : "");
            text.Append($"| {panel.Key} | {Amount.Text(first.Ours!.Value, first.Unit)} | {string.Join(" | ", others)} |\n");
        }

        return text.ToString();
    }
}
