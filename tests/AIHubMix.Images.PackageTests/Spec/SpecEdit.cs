using System.Text.RegularExpressions;

namespace AIHubMix.Images.PackageTests.Spec;

/// <summary>One edit of the document, as somebody makes it who maintains it.</summary>
/// <param name="Section">The key that the text stands under, such as a path or the name of a schema; <c>FluxKontextInput > width</c> is a key in another.</param>
/// <param name="From">The text; empty for the whole section.</param>
/// <param name="To">What takes its place.</param>
internal sealed record SpecEdit(string Section, string From, string To)
{
    private const string Inside = " > ";

    public static SpecEdit Remove(string section) => new(section, "", "");

    public string ApplyTo(string document)
    {
        (int start, int end) = (0, document.Length);
        foreach (string key in Section.Split(Inside))
        {
            (start, end) = Find(document, key, start, end);
        }

        if (From.Length == 0)
        {
            return document[..start] + To + document[end..];
        }

        int place = document.IndexOf(From, start, end - start, StringComparison.Ordinal);
        Assert.True(place >= 0, $"'{Section}' of the document has no '{From}'.");
        return document[..place] + To + document[(place + From.Length)..];
    }

    private static (int Start, int End) Find(string document, string key, int start, int end)
    {
        Match head = Regex.Match(document[start..end], $"^( *){Regex.Escape(key)}:.*\n", RegexOptions.Multiline);
        Assert.True(head.Success, $"The document has no '{key}'.");
        int inner = start + head.Index + head.Length;
        Match next = Regex.Match(document[inner..end], $"^ {{0,{head.Groups[1].Length}}}[^ #\n]", RegexOptions.Multiline);
        return (start + head.Index, next.Success ? inner + next.Index : end);
    }
}
