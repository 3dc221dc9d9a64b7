using System.Text;

namespace AIHubMix.Images.Benchmarks.Scoring.Reports;

/// <summary>The lines as a table, promises first.</summary>
internal static class MarkdownTable
{
    public static string Write(Report report)
    {
        Setting setting = report.Setting;
        var text = new StringBuilder(Amount.Text($"""
            # Scorecard

            {report.Kept} kept, {report.Short} short. Measured {setting.MeasuredAt} in {report.Seconds:0} s ({setting.Form}), AIHubMix.Images {setting.Sdk}.

            {setting.Cores} cores of {setting.Processor}, {setting.MemoryGiB} GiB; {setting.System}; {setting.Runtime}; load {setting.Load} before, {report.LoadAfter} after.
            Beside {string.Join(", ", setting.Peers)}. [How to read it](../README.md)

            ![Chart: what other clients take beside this one, and how much of each promise is used]({Report.FileName}.svg)

            ## Beside other clients

            {KeyFigures.Write(report.Rows)}
            ## Promises

            | Name | Ours | Reference | Ratio | Half of the rounds | Promise | |
            |---|---:|---:|---:|---:|---|---|

            """));
        foreach (Row row in report.Rows.Where(row => row.IsKept is not null))
        {
            string[] cells = row.Cells();
            text.Append(Amount.Text($"| {cells[0]} | {cells[1]} | {cells[2]} | {cells[3]} | {Half(row)} | {cells[4]} | {(row.IsKept == true ? "kept" : "**short**")} |\n"));
        }

        text.Append("""

            ## Not promised, good to know

            | Name | Ours | Reference | Ratio | Half of the rounds |
            |---|---:|---:|---:|---:|

            """);
        foreach (Row row in report.Rows.Where(row => row.IsKept is null))
        {
            string[] cells = row.Cells();
            text.Append(Amount.Text($"| {cells[0]} | {cells[1]} | {cells[2]} | {cells[3]} | {Half(row)} |\n"));
        }

        return text.ToString();
    }

    private static string Half(Row row) => row.Ratio is { Rounds: > 1 } ratio ? Amount.Text($"{ratio.LowerQuartile:0.000} to {ratio.UpperQuartile:0.000}") : "";
}
