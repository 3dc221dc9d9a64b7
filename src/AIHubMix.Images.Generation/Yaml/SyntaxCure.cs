namespace AIHubMix.Images.Generation.Yaml;

/// <summary>What mostly helps against what YamlDotNet says.</summary>
internal static class SyntaxCure
{
    private static readonly (string Words, string Cure)[] Cures =
    [
        ("tab", "Indent with spaces; YAML takes no tabs."),
        ("Duplicate key", "Remove one of the two."),
        ("quoted scalar", "Close the quote in which the text begins; in double quotes a backslash is written twice."),
        ("expected ',' or", "Close the bracket or brace, and put text with a colon or a comma into quotes."),
        ("invalid mapping", "Put text with a colon or a # into quotes, and begin keys in the column of their neighbours."),
        ("Mapping values", "Put text with a colon or a # into quotes, and begin keys in the column of their neighbours."),
        ("start any token", "Put text that begins with @, % or ` into quotes."),
        ("sequence entries", "Begin a list on a line of its own, or put text that begins with a - into quotes."),
        ("expected key", "Begin the line in the column of its neighbours, and look for a missing colon or a quote that ends too early."),
        ("expected ':'", "Write a colon and a space after the key, or begin the line in the column of its neighbours."),
        ("anchor", "Put text that begins with a * into quotes."),
    ];

    public static string Of(string message) =>
        Cures.FirstOrDefault(cure => message.Contains(cure.Words, StringComparison.Ordinal)).Cure ?? "Look at the indentation, at quotes and at brackets.";
}
