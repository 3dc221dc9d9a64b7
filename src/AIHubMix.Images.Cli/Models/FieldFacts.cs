using System.Globalization;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Models;

/// <summary>How the facts of a field are spelled for people.</summary>
internal static class FieldFacts
{
    /// <summary>The kind of the value.</summary>
    public static string TypeOf(InputField field) => field.Kind switch
    {
        InputFieldKind.List => $"list of {(field.Items is { } items ? TypeOf(items) : Spell(InputFieldKind.Text))}{(field.TakesSingleItem ? ", or one alone" : "")}",
        InputFieldKind kind => Spell(kind),
    };

    /// <summary>Which values are taken; null when nothing is known.</summary>
    public static string? RangeOf(InputField field)
    {
        var parts = new List<string>();
        if (field.Values.Count > 0)
        {
            parts.Add(string.Join(", ", field.Values));
        }

        if (Numbers(field) is { } range)
        {
            parts.Add(range);
        }

        if (field.MultipleOf is { } multiple)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"a multiple of {multiple}"));
        }

        // That a text is not empty goes without saying.
        if (field.Kind != InputFieldKind.Image
            && Count(field.MinLength > 1 || field.MinLength == field.MaxLength ? field.MinLength : null, field.MaxLength, field.Kind == InputFieldKind.List ? "item" : "character") is { } length)
        {
            parts.Add(length);
        }

        if (field is { NarrowestRatio: { } narrowest, WidestRatio: { } widest })
        {
            parts.Add($"any ratio from {narrowest} to {widest}");
        }
        else if (field is { Pattern: { } pattern, Values.Count: 0 })
        {
            parts.Add($"of the form {pattern}");
        }

        if (field.MediaTypes.Count > 0)
        {
            parts.Add($"{string.Join(", ", field.MediaTypes)}{(field.MaxBytes is { } bytes ? $", at most {Units.Bytes(bytes)}" : "")}; {(field.IsUrlOnly ? "a URL, no file" : "a URL or a file")}");
        }

        // What is told of the list already is not told again.
        if (field.Items is { Kind: not (InputFieldKind.Image or InputFieldKind.Object) } item && RangeOf(item with { Pattern = null }) is { } each)
        {
            parts.Add($"each {each}");
        }

        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    private static string Spell(InputFieldKind kind) => kind switch
    {
        InputFieldKind.Integer => "whole number",
        InputFieldKind.Boolean => "true or false",
        InputFieldKind.Image => "picture",
        _ => ModelFacts.Spell(kind),
    };

    private static string? Numbers(InputField field) => (field.Minimum, field.Maximum) switch
    {
        ({ } least, null) when field.IsMinimumExclusive => string.Create(CultureInfo.InvariantCulture, $"more than {least}"),
        (null, { } most) when field.IsMaximumExclusive => string.Create(CultureInfo.InvariantCulture, $"less than {most}"),
        ({ } least, { } most) when field.IsMinimumExclusive || field.IsMaximumExclusive =>
            string.Create(CultureInfo.InvariantCulture, $"{(field.IsMinimumExclusive ? "more than" : "at least")} {least} and {(field.IsMaximumExclusive ? "less than" : "at most")} {most}"),
        (var least, var most) => Between(least, most),
    };

    private static string? Between(double? least, double? most) => (least, most) switch
    {
        (null, null) => null,
        ({ } from, { } to) when from.Equals(to) => string.Create(CultureInfo.InvariantCulture, $"only {from}"),
        ({ } from, null) => string.Create(CultureInfo.InvariantCulture, $"at least {from}"),
        (null, { } to) => string.Create(CultureInfo.InvariantCulture, $"at most {to}"),
        ({ } from, { } to) => string.Create(CultureInfo.InvariantCulture, $"{from} to {to}"),
    };

    private static string? Count(int? least, int? most, string unit) => (least, most) switch
    {
        (null, null) => null,
        ({ } from, null) => $"at least {Counted(from, unit)}",
        (null, { } to) => $"at most {Counted(to, unit)}",
        ({ } from, { } to) when from == to => Counted(to, unit),
        ({ } from, { } to) => string.Create(CultureInfo.InvariantCulture, $"{from} to {Counted(to, unit)}"),
    };

    private static string Counted(int number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number} {unit}{(number == 1 ? "" : "s")}");
}
