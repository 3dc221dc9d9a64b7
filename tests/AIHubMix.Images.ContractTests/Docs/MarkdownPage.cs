using System.Text.RegularExpressions;

namespace AIHubMix.Images.ContractTests.Docs;

/// <summary>A page of the repository, cut into what the tests look at.</summary>
internal sealed partial class MarkdownPage
{
    /// <summary>Pages whose snippets need packages that these tests do not have, or are the files of a whole project, with the tests that compile and run them.</summary>
    public static readonly IReadOnlyDictionary<string, string> RunElsewhere = new Dictionary<string, string>
    {
        ["docs/contract-tests.md"] = "tests/AIHubMix.Images.PackageTests",
        ["docs/dependency-injection.md"] = "tests/AIHubMix.Images.Extensions.Tests",
        ["docs/microsoft-extensions-ai.md"] = "tests/AIHubMix.Images.Extensions.Tests",
        ["docs/kiota.md"] = "tests/AIHubMix.Images.Kiota.Tests",
    };

    private static readonly string[] Elsewhere = ["CHANGELOG.md", "openapi/README.md", "benchmarks/README.md", "benchmarks/results/scorecard.md"];

    private MarkdownPage(string name)
    {
        Name = name;
        Lines = File.ReadAllLines(Repository.PathOf(name));
    }

    /// <summary>README.md and every page of docs, however it came there.</summary>
    public static IReadOnlyList<MarkdownPage> All { get; } =
        [Read("README.md"), .. Directory.GetFiles(Repository.PathOf("docs"), "*.md").Select(path => $"docs/{Path.GetFileName(path)}").Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>The pages whose snippets are compiled and run here.</summary>
    public static IReadOnlyList<MarkdownPage> AllRunHere { get; } = [.. All.Where(page => !RunElsewhere.ContainsKey(page.Name))];

    /// <summary>All pages with links in them.</summary>
    public static IReadOnlyList<MarkdownPage> AllOfRepository { get; } = [.. All, .. Elsewhere.Select(Read)];

    /// <summary>The path in the repository, such as <c>docs/errors.md</c>.</summary>
    public string Name { get; }

    public IReadOnlyList<string> Lines { get; }

    /// <summary>The page in one piece, with the line ends of the repository.</summary>
    public string Text => string.Join('\n', Lines);

    /// <summary>Every snippet of C#, those that are exempt too.</summary>
    public IReadOnlyList<Snippet> Snippets => field ??= FindSnippets();

    /// <summary>Names of the headings as links give them.</summary>
    public IReadOnlyList<string> Anchors => field ??= [.. Prose().Select(line => Heading().Match(line.Text)).Where(match => match.Success).Select(match => AnchorOf(match.Groups[1].Value))];

    public IReadOnlyList<MarkdownLink> Links => field ??= [.. Prose().SelectMany(line => Link().Matches(InlineCode().Replace(line.Text, "")).Select(match => new MarkdownLink(this, line.Number, match.Groups[1].Value)))];

    public static MarkdownPage Read(string name) => new(name);

    public override string ToString() => Name;

    /// <summary>The rows of the tables below a heading, without their backticks; the heads of the tables aside.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows(string heading)
    {
        string[] section = [.. Prose().Select(line => line.Text).SkipWhile(line => !IsHeading(line, heading)).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))];
        return
        [
            .. section.Select((line, index) => (line, next: section.ElementAtOrDefault(index + 1) ?? ""))
                .Where(row => row.line.StartsWith("| ", StringComparison.Ordinal) && !row.next.StartsWith("|--", StringComparison.Ordinal))
                .Select(row => (IReadOnlyList<string>)[.. Columns().Split(row.line.Trim('|')).Select(cell => cell.Replace("`", "", StringComparison.Ordinal).Trim())]),
        ];
    }

    private static bool IsHeading(string line, string heading) => Heading().Match(line) is { Success: true } match && match.Groups[1].Value == heading;

    // As GitHub makes them.
    private static string AnchorOf(string heading) =>
        NotInAnchors().Replace(Link().Replace(heading.Trim(), ""), "").Replace(' ', '-').ToLowerInvariant();

    private IEnumerable<(string Text, int Number)> Prose()
    {
        string? fence = null;
        for (int index = 0; index < Lines.Count; index++)
        {
            string line = Lines[index];
            if (fence is null && Fence().Match(line) is { Success: true } opening)
            {
                fence = opening.Groups[1].Value;
            }
            else if (fence is not null)
            {
                fence = line.Trim() == fence ? null : fence;
            }
            else
            {
                yield return (line, index + 1);
            }
        }
    }

    private List<Snippet> FindSnippets()
    {
        List<Snippet> snippets = [];
        CodeBlock? before = null;
        for (int index = 0; index < Lines.Count; index++)
        {
            if (Lines[index].StartsWith("<!-- run before", StringComparison.Ordinal))
            {
                before = Take(ref index, "-->");
            }
            else if (Lines[index].StartsWith("<!-- run after", StringComparison.Ordinal))
            {
                CodeBlock after = Take(ref index, "-->");
                snippets[^1] = snippets[^1] with { After = after };
            }
            else if (Fence().Match(Lines[index]) is { Success: true } fence)
            {
                CodeBlock code = Take(ref index, fence.Groups[1].Value);
                if (fence.Groups[2].Value == "csharp")
                {
                    snippets.Add(new Snippet(this, snippets.Count + 1, code, before, null, fence.Groups[3].Value.Trim()));
                    before = null;
                }
            }
        }

        return snippets;
    }

    private CodeBlock Take(ref int index, string end)
    {
        int first = index + 1;
        while (Lines[++index].Trim() != end)
        {
        }

        return new CodeBlock(first + 1, [.. Lines.Skip(first).Take(index - first)]);
    }

    [GeneratedRegex("^(`{3,})([a-z]*)(.*)$")]
    private static partial Regex Fence();

    [GeneratedRegex("^#+ (.*)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"(?<=\])\(([^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Columns();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}
