using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AIHubMix.Images.Generation.Yaml;

/// <summary>A node of YAML, and the file that it stands in.</summary>
internal readonly partial record struct Part(SourceFile File, YamlNode Node)
{
    public bool IsMap => Node is YamlMappingNode;

    public bool IsList => Node is YamlSequenceNode;

    /// <summary>The text of a scalar; null for maps and lists.</summary>
    public string? Text => (Node as YamlScalarNode)?.Value;

    /// <summary>The members of a map in their order; none of anything else.</summary>
    public IEnumerable<Member> Members
    {
        get
        {
            SourceFile file = File;
            return Node is YamlMappingNode map ? map.Children.Select(pair => new Member(new Part(file, pair.Key), new Part(file, pair.Value))) : [];
        }
    }

    /// <summary>The items of a list; none of anything else.</summary>
    public IEnumerable<Part> Items
    {
        get
        {
            SourceFile file = File;
            return Node is YamlSequenceNode list ? list.Children.Select(item => new Part(file, item)) : [];
        }
    }

    /// <summary>What a scalar is in JSON, as YAML 1.1 and 1.2 both see it, or either of them.</summary>
    public ScalarKind Kind => Node is not YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any } scalar ? ScalarKind.Text
        : NullText().IsMatch(scalar.Value ?? "") ? ScalarKind.Null
        : BooleanText().IsMatch(scalar.Value!) ? ScalarKind.Boolean
        : IntegerText().IsMatch(scalar.Value!) ? ScalarKind.Integer
        : NumberText().IsMatch(scalar.Value!) ? ScalarKind.Number
        : ScalarKind.Text;

    /// <summary>The number that a scalar is; null when it is none.</summary>
    public double? Number => Node is YamlScalarNode && Kind is ScalarKind.Integer or ScalarKind.Number ? double.Parse(Text!, CultureInfo.InvariantCulture) : null;

    /// <summary>A member of a map; null when it is none, or has no such member.</summary>
    public Part? this[string key] => Node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? value) ? new Part(File, value) : null;

    /// <summary>A member of members.</summary>
    public Part? At(params ReadOnlySpan<string> keys)
    {
        Part? part = this;
        foreach (string key in keys)
        {
            part = part?[key];
        }

        return part;
    }

    /// <summary>Where it begins; what the author left out is where the nearest begins that he did not.</summary>
    public Mark Start => IsWritten(Node) || File.Root is null ? Node.Start : Nearest(File.Root, File.Root.Start) ?? Node.Start;

    /// <summary>What it is, for messages.</summary>
    public string Describe() => Node switch
    {
        YamlMappingNode => "a map",
        YamlSequenceNode => "a list",
        _ => $"'{Text}'",
    };

    private Mark? Nearest(YamlNode node, Mark nearest)
    {
        if (ReferenceEquals(node, Node))
        {
            return nearest;
        }

        if (node is YamlMappingNode map)
        {
            foreach ((YamlNode key, YamlNode value) in map.Children)
            {
                Mark at = IsWritten(key) ? key.Start : nearest;
                if ((ReferenceEquals(key, Node) ? at : Nearest(value, at)) is { } found)
                {
                    return found;
                }
            }
        }

        foreach (YamlNode item in node is YamlSequenceNode list ? list.Children : [])
        {
            if (Nearest(item, IsWritten(item) ? item.Start : nearest) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static bool IsWritten(YamlNode node) => node.Start.Index > 0 || node.Start.Line > 1;

    [GeneratedRegex("^(|~|null|Null|NULL)$")]
    private static partial Regex NullText();

    [GeneratedRegex("^(true|false|yes|no|on|off)$", RegexOptions.IgnoreCase)]
    private static partial Regex BooleanText();

    [GeneratedRegex("^[-+]?[0-9]+$")]
    private static partial Regex IntegerText();

    [GeneratedRegex(@"^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?$")]
    private static partial Regex NumberText();
}
