using System.Text.RegularExpressions;

namespace AIHubMix.Images.ContractTests.Cli.Spec;

/// <summary>The document of the repository, edited.</summary>
internal static class DocumentEdit
{
    public static string File { get; } = Repository.PathOf("openapi/aihubmix-images.yaml");

    public static string Text { get; } = System.IO.File.ReadAllText(File);

    /// <summary>With these of its models only: what is told of a type names its models, and more may come.</summary>
    /// <param name="paths">The paths of the models.</param>
    public static string Of(params IEnumerable<string> paths)
    {
        string kept = string.Join('|', paths.Select(Regex.Escape));
        return Regex.Replace(Text, $@"^  /v1/models/(?!(?:{kept})/predictions:)\S+:\n(?:(?:    .*)?\n)*", "", RegexOptions.Multiline);
    }

    /// <summary>Replaces the first text that stands under a key.</summary>
    public static string Replace(this string document, string key, string from, string to)
    {
        Match head = Regex.Match(document, $"^ *{Regex.Escape(key)}:.*$", RegexOptions.Multiline);
        int start = head.Success ? document.IndexOf(from, head.Index, StringComparison.Ordinal) : -1;
        Assert.True(start >= 0, $"'{key}' of the document has no '{from}'.");
        return document[..start] + to + document[(start + from.Length)..];
    }
}
