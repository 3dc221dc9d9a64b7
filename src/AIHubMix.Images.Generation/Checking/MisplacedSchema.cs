using System.Text.RegularExpressions;
using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Checking;

/// <summary>A schema that is indented too little, and so stands beside <c>schemas</c>.</summary>
internal static partial class MisplacedSchema
{
    /// <summary>The keys of <c>components</c>.</summary>
    public static readonly string[] Sections = ["schemas", "responses", "parameters", "examples", "requestBodies", "headers", "securitySchemes", "links", "callbacks"];

    public static string Message(string name) => $"components has no '{name}'; a schema stands under schemas, two spaces further in.";

    /// <summary>Those of a file.</summary>
    public static IEnumerable<Part> In(Part root) =>
        root["components"]?.Members.Where(member => !Sections.Contains(member.Name) && (member.Value["type"] ?? member.Value["properties"] ?? member.Value["description"]) is not null).Select(member => member.Key) ?? [];

    /// <summary>The first in lines that are no YAML, because what follows it is further in.</summary>
    public static (int Line, int Column, string Name)? In(IEnumerable<string> lines)
    {
        int? indent = null;
        foreach ((int index, string line) in lines.Index().SkipWhile(line => !line.Item.StartsWith("components:", StringComparison.Ordinal)))
        {
            if (Key().Match(line) is { Success: true } key)
            {
                string name = key.Groups["name"].Value;
                int at = key.Groups["indent"].Length;
                indent ??= name == "schemas" ? at : null;
                if (at == indent && !Sections.Contains(name) && Nearest.Hint(name, Sections).Length == 0)
                {
                    return (index + 1, at + 1, name);
                }
            }
        }

        return null;
    }

    [GeneratedRegex(@"^(?<indent> +)(?<name>[A-Za-z][A-Za-z0-9]*):\s*(#.*)?$")]
    private static partial Regex Key();
}
