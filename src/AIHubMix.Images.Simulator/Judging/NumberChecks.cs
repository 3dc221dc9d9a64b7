using System.Numerics;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace AIHubMix.Images.Simulator.Judging;

/// <summary>The ranges and formats of numbers, and the least lengths of texts, compared as JSON means them.</summary>
/// <remarks>
/// NJsonSchema compares decimals, to which a double is rounded: it takes 1.0000000000000002 for 1. It knows no formats, and fails at integers of more than 64 bits.
/// Of texts it counts UTF-16 units, which makes some long enough that are not.
/// </remarks>
internal static class NumberChecks
{
    /// <summary>Whether an error is about what is checked here.</summary>
    public static bool AreMeant(ValidationError error) => error.Kind is ValidationErrorKind.NumberTooBig or ValidationErrorKind.NumberTooSmall or ValidationErrorKind.NumberNotMultipleOf or ValidationErrorKind.IntegerNotMultipleOf;

    /// <summary>The body with integers of more than 64 bits as floating numbers, which no format of an integer allows either.</summary>
    public static JToken WithoutBigIntegers(JToken body)
    {
        if (body is not JContainer container || !BigIntegers(container).Any())
        {
            return body;
        }

        var copy = (JContainer)container.DeepClone();
        foreach (JValue number in BigIntegers(copy).ToList())
        {
            number.Value = (double)(BigInteger)number.Value!;
        }

        return copy;
    }

    public static IEnumerable<(string Path, ValidationErrorKind Kind, JsonSchema Type)> Check(JsonSchema schema, JToken value, string path)
    {
        JsonSchema type = schema.ActualTypeSchema;
        return value switch
        {
            JValue single => KindOf(type, single) is { } kind ? [(path, kind, type)] : [],
            JObject members => type.ActualProperties.Values
                .Where(property => members[property.Name] is not null)
                .SelectMany(property => Check(property, members[property.Name]!, $"{path}.{property.Name}")),
            JArray items when type.Item is { } item => items.SelectMany((entry, index) => Check(item, entry, $"{path}[{index}]")),
            _ => [],
        };
    }

    private static ValidationErrorKind? KindOf(JsonSchema type, JValue value)
    {
        if (value.Value is string text)
        {
            return text.Length >= type.MinLength && text.EnumerateRunes().Count() < type.MinLength ? ValidationErrorKind.StringTooShort : null;
        }

        if (type.Type.HasFlag(JsonObjectType.Integer) && value.Value is long integer)
        {
            bool isShort = type.Format == JsonFormatStrings.Integer;
            return integer < (type.Minimum ?? (isShort ? int.MinValue : long.MinValue)) || (type.IsExclusiveMinimum && integer == type.Minimum) ? ValidationErrorKind.NumberTooSmall
                : integer > (type.Maximum ?? (isShort ? int.MaxValue : long.MaxValue)) || (type.IsExclusiveMaximum && integer == type.Maximum) ? ValidationErrorKind.NumberTooBig
                : integer % type.MultipleOf is not (null or 0) ? ValidationErrorKind.NumberNotMultipleOf
                : null;
        }

        if (type.Type.HasFlag(JsonObjectType.Number) && value.Type is JTokenType.Integer or JTokenType.Float)
        {
            double real = (double)value;
            return real < (double?)type.Minimum || (type.IsExclusiveMinimum && real <= (double?)type.Minimum) || double.IsNegativeInfinity(real) ? ValidationErrorKind.NumberTooSmall
                : real > (double?)type.Maximum || (type.IsExclusiveMaximum && real >= (double?)type.Maximum) || !double.IsFinite(real) ? ValidationErrorKind.NumberTooBig
                : Math.Abs(real) < (double)decimal.MaxValue && (decimal)real % type.MultipleOf is not (null or 0) ? ValidationErrorKind.NumberNotMultipleOf
                : null;
        }

        return null;
    }

    private static IEnumerable<JValue> BigIntegers(JContainer container) => container.DescendantsAndSelf().OfType<JValue>().Where(value => value.Value is BigInteger);
}
