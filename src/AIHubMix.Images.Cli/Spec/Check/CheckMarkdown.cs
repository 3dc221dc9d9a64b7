namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>The report for people, as it can stand in an issue.</summary>
internal static class CheckMarkdown
{
    public static void Write(TextWriter output, CheckReport report)
    {
        output.WriteLine($"# {report.Title}: {Count(report.Count(FindingGrade.Drift), "difference")} to act on, {report.Count(FindingGrade.Notice)} to know");
        foreach (CheckSection section in report.Sections)
        {
            Write(output, section);
        }

        if (report.Ignored > 0 || report.UnusedIgnores.Count > 0)
        {
            output.WriteLine();
            output.WriteLine($"{report.Ignored} ignored.{(report.UnusedIgnores.Count > 0 ? $" Nothing to ignore was found for {string.Join(", ", report.UnusedIgnores.Select(entry => $"`{entry}`"))}." : "")}");
        }
    }

    private static void Write(TextWriter output, CheckSection section)
    {
        output.WriteLine();
        output.WriteLine($"## {section.Family.Name}{(section.Counterpart is { } found ? $" and {found.Request}" : "")}");
        output.WriteLine();
        output.WriteLine($"For {string.Join(", ", section.Family.Models.Select(model => model.Path))}. {section.Counterpart?.Reason}".TrimEnd());
        Write(output, section, FindingGrade.Drift, "To act on");
        Write(output, section, FindingGrade.Notice, "To know");
        if (section.Findings.Count == 0)
        {
            output.WriteLine();
            output.WriteLine("Nothing differs.");
        }

        if (section.Notes.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("### Not compared");
            output.WriteLine();
            foreach (string note in section.Notes)
            {
                output.WriteLine($"- {note}");
            }
        }
    }

    private static void Write(TextWriter output, CheckSection section, FindingGrade grade, string title)
    {
        Finding[] findings = [.. section.Findings.Where(finding => finding.Grade == grade)];
        if (findings.Length == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"### {title}");
        output.WriteLine();
        foreach (Finding finding in findings)
        {
            output.WriteLine($"- {(finding.Field.Length > 0 ? $"`{finding.Field}`: " : "")}{finding.Text}");
        }
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
