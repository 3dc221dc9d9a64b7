using System.Globalization;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace AIHubMix.Images.Simulator.Judging;

/// <summary>What the document says, as sentences with the limits in them.</summary>
internal static class RuleTexts
{
    /// <summary>The keyword of a schema that a value breaks.</summary>
    public static string Of(ValidationErrorKind kind, JsonSchema schema)
    {
        JsonSchema type = schema.ActualTypeSchema;
        return kind switch
        {
            ValidationErrorKind.PropertyRequired => "is required",
            ValidationErrorKind.NoAdditionalPropertiesAllowed => "is not taken",
            ValidationErrorKind.StringExpected => "must be text",
            ValidationErrorKind.NumberExpected => "must be a number",
            ValidationErrorKind.IntegerExpected => "must be a whole number",
            ValidationErrorKind.BooleanExpected => "must be true or false",
            ValidationErrorKind.ObjectExpected => "must be an object",
            ValidationErrorKind.ArrayExpected => "must be a list",
            ValidationErrorKind.NullExpected => "must be null",
            ValidationErrorKind.NotInEnumeration => $"must be one of {Joined(type.Enumeration, ", ")}",
            ValidationErrorKind.PatternMismatch => $"must match {AsWritten(type.Pattern!)}",
            ValidationErrorKind.StringTooShort => $"must have at least {Counted(type.MinLength, "character")}",
            ValidationErrorKind.StringTooLong => $"must have at most {Counted(type.MaxLength, "character")}",
            ValidationErrorKind.TooFewItems => $"must have at least {Counted(type.MinItems, "item")}",
            ValidationErrorKind.TooManyItems => $"must have at most {Counted(type.MaxItems, "item")}",
            ValidationErrorKind.ItemsNotUnique => "must not have an item twice",
            ValidationErrorKind.TooFewProperties => $"must have at least {Counted(type.MinProperties, "member")}",
            ValidationErrorKind.TooManyProperties => $"must have at most {Counted(type.MaxProperties, "member")}",
            ValidationErrorKind.NumberTooSmall or ValidationErrorKind.NumberTooBig or ValidationErrorKind.IntegerTooBig => RangeOf(type),
            ValidationErrorKind.NumberNotMultipleOf or ValidationErrorKind.IntegerNotMultipleOf => $"must be a multiple of {Text(type.MultipleOf)}",
            _ when type.Format is { Length: > 0 } format => $"must be of the format {format}",
            _ => $"must be as the document says ({kind})",
        };
    }

    /// <summary>A rule between fields, or of one model alone.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="isList">Whether its field is a list.</param>
    public static string Of(JObject rule, bool isList) => (string)rule["rule"]! switch
    {
        "excludes" => $"must not be set together with {Joined(rule["fields"]!.Skip(1), " or ")}",
        "requires" => $"needs {rule["requires"]} to be set as well",
        "maximum-when" => $"must {AtMost(rule, isList)} when {rule["present"]} is set",
        "values-when" => $"must be {Joined(rule["values"]!, " or ")} when {rule["when"]} is {(rule["equals"] is { } value ? Text(value) : "set")}",
        "maximum" => $"must {AtMost(rule, isList)} for this model",
        "refuses" => $"must not be {Joined(rule["values"]!, " or ")} for this model",
        "required" => "is required by this model",
        "absent" => "is not taken by this model",
        string kind => $"must keep the rule '{kind}'",
    };

    /// <summary>The shapes that a free ratio may have.</summary>
    public static string OfRatio(JObject ratio) => $"must be a ratio from {ratio["minimum"]} to {ratio["maximum"]}";

    /// <summary>What a picture must be.</summary>
    public static string OfImage(JObject image) => (string?)image["base64"] == "none" ? "must be an http or https URL: bytes are not taken"
        : $"must be an http or https URL, or base64 of a picture of type {Joined(image["types"]!, ", ")}{(image["maximumBytes"] is { } bytes ? $" with at most {Text(bytes)} bytes" : "")}";

    private static string RangeOf(JsonSchema type)
    {
        bool isInteger = type.Type.HasFlag(JsonObjectType.Integer);
        bool isShort = type.Format == JsonFormatStrings.Integer;
        decimal? least = type.Minimum ?? (isInteger ? isShort ? int.MinValue : long.MinValue : null);
        decimal? most = type.Maximum ?? (isInteger ? isShort ? int.MaxValue : long.MaxValue : null);
        string from = $"{(type.IsExclusiveMinimum ? "more than" : "at least")} {Text(least)}";
        string to = $"{(type.IsExclusiveMaximum ? "less than" : "at most")} {Text(most)}";
        return (least, most) switch
        {
            (null, null) => "must be a finite number",
            (_, null) => $"must be a finite number of {from}",
            (null, _) => $"must be a finite number of {to}",
            _ when type.IsExclusiveMinimum || type.IsExclusiveMaximum => $"must be {from} and {to}",
            _ => $"must be from {Text(least)} to {Text(most)}",
        };
    }

    private static string AtMost(JObject rule, bool isList) => isList ? $"have at most {Counted((int)rule["maximum"]!, "item")}" : $"be at most {Text(rule["maximum"])}";

    // The end of a text is \z to .NET.
    private static string AsWritten(string pattern) => pattern.EndsWith(@"\z", StringComparison.Ordinal) ? $"{pattern[..^2]}$" : pattern;

    private static string Counted(int? number, string unit) => $"{Text(number)} {unit}{(number == 1 ? "" : "s")}";

    private static string Joined(IEnumerable<object?> values, string separator) => string.Join(separator, values.Select(Text));

    private static string Text(object? value) => value is JValue { Type: JTokenType.Boolean } truth ? (bool)truth ? "true" : "false" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null";
}
