using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AIHubMix.Images.Cli.Spec;

/// <summary>YAML as JSON, by the core schema of YAML 1.2, from the events of the parser: nothing is found by reflection.</summary>
internal sealed class YamlReader(string text)
{
    /// <summary>How deep objects and lists may stand in each other.</summary>
    public const int MaxDepth = 256;

    // Aliases of aliases make gigabytes of a few lines.
    private const int MostNodes = 5_000_000;

    private readonly Parser _parser = new(new StringReader(WithoutLeadingBlanks(text)));
    private readonly Dictionary<AnchorName, (JsonNode? Node, int Size)> _anchors = [];
    private int _nodes;
    private int _depth;

    /// <summary>Reads the only document of the text.</summary>
    /// <exception cref="YamlException">It is no YAML, has a key twice, or more than one document.</exception>
    public JsonNode? Read()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            return null;
        }

        JsonNode? root = ReadNode();
        _parser.Consume<DocumentEnd>();
        return _parser.TryConsume<DocumentStart>(out DocumentStart? second)
            ? throw new YamlException(second.Start, second.End, "There is more than one document in the file.")
            : root;
    }

    // A block of text that begins with a line of nothing but blanks: other parsers take it, and documents that many use have it. Such a line is empty either way.
    private static string WithoutLeadingBlanks(string text)
    {
        var made = new StringBuilder(text.Length);
        bool isStart = false;
        foreach (Range range in text.AsSpan().Split('\n'))
        {
            ReadOnlySpan<char> line = text.AsSpan(range);
            bool isBlank = line.IsWhiteSpace();
            made.Append(isStart && isBlank ? [] : line).Append('\n');
            isStart = isBlank ? isStart : line.TrimEnd().TrimEnd("-+123456789") is [.., ' ', '|' or '>'];
        }

        // One more than there are ends of lines.
        made.Length--;
        return made.ToString();
    }

    private JsonNode? ReadNode()
    {
        if (_parser.TryConsume<AnchorAlias>(out AnchorAlias? alias))
        {
            (JsonNode? target, int targetSize) = _anchors.TryGetValue(alias.Value, out (JsonNode? Node, int Size) known)
                ? known
                : throw new YamlException(alias.Start, alias.End, $"There is no anchor &{alias.Value} before this alias.");
            Count(alias, targetSize);
            return target?.DeepClone();
        }

        int before = _nodes;
        NodeEvent start = _parser.Accept<NodeEvent>(out NodeEvent? next) ? next : throw new YamlException(_parser.Current!.Start, _parser.Current.End, "A value is expected here.");
        Count(start, 1);
        if (++_depth > MaxDepth)
        {
            throw new YamlException(start.Start, start.End, $"More than {MaxDepth} objects and lists stand in each other.");
        }

        JsonNode? node = start switch
        {
            MappingStart => ReadMapping(),
            SequenceStart => ReadSequence(),
            _ => ReadScalar(_parser.Consume<Scalar>()),
        };
        _depth--;
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor] = (node, _nodes - before);
        }

        return node;
    }

    private JsonObject ReadMapping()
    {
        _parser.Consume<MappingStart>();
        var made = new JsonObject();
        List<JsonObject> merged = [];
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            Scalar key = _parser.Accept<Scalar>(out _)
                ? _parser.Consume<Scalar>()
                : throw new YamlException(_parser.Current!.Start, _parser.Current.End, "A key must be a plain text.");
            if (key is { Value: "<<", Style: ScalarStyle.Plain })
            {
                merged.AddRange(Merged(key, ReadNode()));
            }
            else if (!made.TryAdd(key.Value, ReadNode()))
            {
                throw new YamlException(key.Start, key.End, $"The key '{key.Value}' stands twice in one object.");
            }
        }

        // What stands in the object itself wins over what is merged, and what is merged first over what comes later.
        foreach ((string name, JsonNode? value) in merged.SelectMany(members => members))
        {
            if (!made.ContainsKey(name))
            {
                made.Add(name, value?.DeepClone());
            }
        }

        return made;
    }

    private static IEnumerable<JsonObject> Merged(Scalar key, JsonNode? value) => value switch
    {
        JsonObject members => [members],
        JsonArray list when list.All(item => item is JsonObject) => list.Select(item => item!.AsObject()),
        _ => throw new YamlException(key.Start, key.End, "Only objects can be merged by '<<'."),
    };

    private JsonArray ReadSequence()
    {
        _parser.Consume<SequenceStart>();
        var made = new JsonArray();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            made.Add(ReadNode());
        }

        return made;
    }

    private void Count(ParsingEvent at, int nodes)
    {
        _nodes += nodes;
        if (_nodes > MostNodes)
        {
            throw new YamlException(at.Start, at.End, $"With its aliases the document comes to more than {MostNodes} values.");
        }
    }

    private static JsonValue? ReadScalar(Scalar scalar) =>
        scalar.Style != ScalarStyle.Plain || scalar.Tag == "tag:yaml.org,2002:str" ? JsonValue.Create(scalar.Value) : scalar.Value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            var word => NumberOf(word) is { } number ? JsonValue.Create(JsonElement.Parse(number)) : JsonValue.Create(word),
        };

    // The number as JSON spells it, digit for digit; null for what is none. JSON has neither infinity nor not-a-number: they stay words.
    private static string? NumberOf(string word)
    {
        if (word.StartsWith("0x", StringComparison.Ordinal))
        {
            return ulong.TryParse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hexadecimal) ? hexadecimal.ToString(CultureInfo.InvariantCulture) : null;
        }

        if (word.StartsWith("0o", StringComparison.Ordinal))
        {
            return word.Length is > 2 and < 23 && !word.AsSpan(2).ContainsAnyExceptInRange('0', '7') ? Convert.ToUInt64(word[2..], 8).ToString(CultureInfo.InvariantCulture) : null;
        }

        ReadOnlySpan<char> rest = word;
        string sign = rest[0] == '-' ? "-" : "";
        rest = rest[0] is '-' or '+' ? rest[1..] : rest;
        ReadOnlySpan<char> whole = TakeDigits(ref rest);
        ReadOnlySpan<char> fraction = rest is ['.', ..] ? TakeDigits(ref rest, skip: 1) : [];
        if (whole.Length + fraction.Length == 0)
        {
            return null;
        }

        if (rest is ['e' or 'E', ..])
        {
            int signs = rest is [_, '-' or '+', ..] ? 2 : 1;
            if (rest.Length == signs || rest[signs..].ContainsAnyExceptInRange('0', '9'))
            {
                return null;
            }
        }
        else if (!rest.IsEmpty)
        {
            return null;
        }

        ReadOnlySpan<char> significant = whole.TrimStart('0');
        return $"{sign}{(significant.IsEmpty ? "0" : significant)}{(fraction.IsEmpty ? "" : ".")}{fraction}{rest}";
    }

    private static ReadOnlySpan<char> TakeDigits(ref ReadOnlySpan<char> text, int skip = 0)
    {
        ReadOnlySpan<char> after = text[skip..];
        int end = after.IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> digits = end < 0 ? after : after[..end];
        text = after[digits.Length..];
        return digits;
    }
}
