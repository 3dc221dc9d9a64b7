using System.Globalization;
using System.Text.RegularExpressions;

namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>How what a vendor says is put for people.</summary>
internal static partial class SchemaWords
{
    private const int LongestQuote = 200;

    /// <summary>The type with its values and limits.</summary>
    public static string Facts(VendorSchema schema)
    {
        string type = TypeOf(schema);
        IEnumerable<string?> facts =
        [
            schema.Values is { Count: > 0 } values ? $"{string.Join(", ", values)}{(schema.IsOpen ? " and others" : "")}" : null,
            Range(schema.Minimum, schema.Maximum, ""),
            Range(schema.MinLength, schema.MaxLength, " characters"),
            Range(schema.MinItems, schema.MaxItems, " items"),
        ];
        string all = string.Join("; ", facts.OfType<string>());
        return $"{type}{(all.Length > 0 ? $": {all}" : "")}{(schema.Default is { } known ? $" (default {Quoted(known)})" : "")}";
    }

    public static string TypeOf(VendorSchema schema) => TypeOf(schema, tellsItems: true);

    /// <summary>The first sentence of a description, in quotes; empty when there is none.</summary>
    public static string Quote(string description)
    {
        string text = Space().Replace(description, " ").Trim();
        int end = text.IndexOf(". ", StringComparison.Ordinal);
        text = end < 0 ? text.TrimEnd('.') : text[..end];
        text = text.Length > LongestQuote ? string.Concat(text.AsSpan(0, LongestQuote), "…") : text;
        return text.Length == 0 ? "" : $"“{text}”";
    }

    public static string Number(double? number) => number is { } value ? value.ToString(CultureInfo.InvariantCulture) : "none";

    public static string Quoted(string value) => value.Length == 0 ? "\"\"" : value;

    /// <summary>Whether a description names a number, which then needs no keyword.</summary>
    public static bool Mentions(string description, double number) => Figure().Matches(description).Any(figure => figure.Value == Number(number));

    // Lists may be lists of themselves.
    private static string TypeOf(VendorSchema schema, bool tellsItems)
    {
        string[] names = [.. Enum.GetValues<SchemaKinds>().Where(kind => kind != SchemaKinds.None && schema.Kinds.HasFlag(kind)).Select(kind => kind switch
        {
            SchemaKinds.Integer => "whole number",
            SchemaKinds.Boolean => "true or false",
            SchemaKinds.List when tellsItems && schema.Item is { Value.Kinds: not SchemaKinds.None } item => $"list of {TypeOf(item.Value, tellsItems: false)}",
            SchemaKinds.File => "uploaded file",
            _ => kind.ToString().ToLowerInvariant(),
        })];
        return names.Length == 0 ? "anything" : string.Join(" or ", names);
    }

    private static string? Range(double? least, double? most, string unit) => (least, most) switch
    {
        (null, null) => null,
        ({ } from, null) => $"at least {Number(from)}{unit}",
        (null, { } to) => $"at most {Number(to)}{unit}",
        ({ } from, { } to) => $"{Number(from)} to {Number(to)}{unit}",
    };

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Figure();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
