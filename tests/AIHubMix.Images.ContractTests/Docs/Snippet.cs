using System.Text;
using System.Text.RegularExpressions;

namespace AIHubMix.Images.ContractTests.Docs;

/// <summary>A fence of C# on a page.</summary>
/// <param name="Page">The page.</param>
/// <param name="Number">Its place among those of the page, from 1.</param>
/// <param name="Code">What readers see.</param>
/// <param name="Before">What is run before it, in the same method: an HTML comment that begins with <c>run before</c>. Null for nothing.</param>
/// <param name="After">What is run after it: an HTML comment that begins with <c>run after</c>. Null for nothing.</param>
/// <param name="Marks">What stands behind <c>csharp</c>.</param>
internal sealed partial record Snippet(MarkdownPage Page, int Number, CodeBlock Code, CodeBlock? Before, CodeBlock? After, string Marks)
{
    /// <summary>Code that readers are to leave behind is neither compiled nor run.</summary>
    public bool IsExempt => Marks == "before";

    /// <summary>Types of one's own, which the other snippets of the page use.</summary>
    public bool IsDeclaration => Declaration().IsMatch(Code.Lines.FirstOrDefault(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal) && !IsUsing(line)) ?? "");

    /// <summary>What a page says that is written: the comment behind each <c>Console.WriteLine</c>, in which an ellipsis stands for anything.</summary>
    public IEnumerable<Regex> ExpectedOutput => Code.Lines.Select(line => Printed().Match(line)).Where(match => match.Success)
        .Select(match => new Regex($"^{Regex.Escape(match.Groups[1].Value.Trim()).Replace("…", ".*", StringComparison.Ordinal)}$"));

    public string FullTypeName => $"{Namespace}.Snippet{Number}";

    private string Namespace => $"Pages.Of_{NotInNames().Replace(Path.GetFileNameWithoutExtension(Page.Name), "_")}";

    public override string ToString() => $"{Page.Name}({Code.FirstLine})";

    /// <summary>The snippet as a file that can be compiled; errors name the lines of the page.</summary>
    public string ToSource()
    {
        var source = new StringBuilder();
        foreach (string line in Code.Lines.Concat(Before?.Lines ?? []).Where(IsUsing))
        {
            source.Append(line).Append('\n');
        }

        source.Append("namespace ").Append(Namespace).Append(";\n");
        if (IsDeclaration)
        {
            return Append(source, Code).ToString();
        }

        source.Append("public sealed class Snippet").Append(Number).Append(" : AIHubMix.Images.ContractTests.Docs.SnippetScope\n{\n    protected override async System.Threading.Tasks.Task BodyAsync()\n    {\n");
        Append(source, Before);
        Append(source, Code);
        Append(source, After);
        return source.Append("#line default\n    }\n}\n").ToString();
    }

    private StringBuilder Append(StringBuilder source, CodeBlock? block)
    {
        if (block is not null)
        {
            source.Append("#line ").Append(block.FirstLine).Append(" \"").Append(Page.Name).Append("\"\n");
            foreach (string line in block.Lines)
            {
                // The one thing that is changed: clients call the simulator.
                source.Append(IsUsing(line) ? "" : line.Replace("new AIHubMixClient(", "Connect(", StringComparison.Ordinal)).Append('\n');
            }
        }

        return source;
    }

    private static bool IsUsing(string line) => UsingDirective().IsMatch(line);

    [GeneratedRegex(@"^using [\w.]+;")]
    private static partial Regex UsingDirective();

    [GeneratedRegex(@"^(public|internal|sealed|abstract|static|file|class|record|interface|enum|namespace|\[)\b?")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"Console\.WriteLine\(.*\);\s*//(.+)$")]
    private static partial Regex Printed();

    [GeneratedRegex("[^A-Za-z0-9]")]
    private static partial Regex NotInNames();
}
