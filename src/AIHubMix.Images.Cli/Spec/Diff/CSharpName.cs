using System.Text;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>The names that the templates give, which a test holds against what they generate.</summary>
internal static class CSharpName
{
    private static readonly char[] BetweenWords = [':', '-', '/', '.', ' '];

    /// <summary>The property of a field, as by <c>Name.liquid</c>.</summary>
    public static string OfField(string wire, JsonNode schema) => schema.Text("x-csharp-name") ?? string.Concat(wire.Split('_').Select(Pascal));

    /// <summary>The static member of a value, as by <c>OpenEnum.liquid</c>.</summary>
    public static string OfValue(string value, JsonNode schema) =>
        schema.Object("x-csharp-names").Text(value) ?? schema.Text("x-csharp-prefix") + string.Concat(Words(value).Select(word => Pascal(word.ToLowerInvariant())));

    private static string[] Words(string value)
    {
        string text = value.Replace(':', 'x');
        return BetweenWords.Aggregate(text, (all, between) => all.Replace(between, '_')).Split('_');
    }

    private static string Pascal(string word)
    {
        var made = new StringBuilder(word.Length);
        bool isStart = true;
        foreach (char letter in word)
        {
            if (letter == '-')
            {
                isStart = true;
                continue;
            }

            made.Append(isStart ? char.ToUpperInvariant(letter) : letter);
            isStart = false;
        }

        return made.ToString();
    }
}
