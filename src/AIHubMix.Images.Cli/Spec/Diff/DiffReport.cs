using System.Text;

namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>The changes as a section of a changelog.</summary>
internal static class DiffReport
{
    private const int Width = 124;

    private static readonly (Grade Grade, string Heading)[] Sections = [(Grade.Breaking, "Breaking"), (Grade.Notice, "Changed"), (Grade.Addition, "Added")];

    public static string Write(IReadOnlyList<Change> changes, SilentChanges silent)
    {
        var made = new StringBuilder();
        foreach ((Grade grade, string heading) in Sections)
        {
            Change[] graded = [.. changes.Where(change => change.Grade == grade)];
            if (graded.Length == 0)
            {
                continue;
            }

            made.Append("### ").Append(heading).Append("\n\n");
            foreach (IGrouping<string, Change> subject in graded.GroupBy(Title))
            {
                Write(made, [.. subject], subject.Key);
            }

            made.Append('\n');
        }

        string? counts = silent.ToString();
        made.Append(changes.Count == 0 ? "Nothing changed for users." : "");
        made.Append(counts is null ? "" : changes.Count == 0 ? $" Without effect on code: {counts}." : $"Without effect on code: {counts}.");
        return made.ToString().TrimEnd('\n');
    }

    private static void Write(StringBuilder made, Change[] changes, string title)
    {
        if (changes is [{ } only])
        {
            Wrap(made, "- ", $"{title} {only.Text}.");
            return;
        }

        Wrap(made, "- ", title);
        foreach (Change change in changes)
        {
            Wrap(made, "  - ", $"{change.Text}.");
        }
    }

    private static string Title(Change change) =>
        change.Models.Count == 0 || change.Subject.StartsWith("`ImageModels.", StringComparison.Ordinal) ? change.Subject : $"{change.Subject} ({string.Join(", ", change.Models)})";

    private static void Wrap(StringBuilder made, string bullet, string text)
    {
        int column = bullet.Length;
        made.Append(bullet);
        foreach (string word in text.Split(' '))
        {
            if (column > bullet.Length && column + 1 + word.Length > Width)
            {
                made.Append('\n').Append(' ', bullet.Length);
                column = bullet.Length;
            }
            else if (column > bullet.Length)
            {
                made.Append(' ');
                column++;
            }

            made.Append(word);
            column += word.Length;
        }

        made.Append('\n');
    }
}
