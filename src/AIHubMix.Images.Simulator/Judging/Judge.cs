using AIHubMix.Images.Simulator.Contract;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace AIHubMix.Images.Simulator.Judging;

/// <summary>Holds JSON against the document: its schemas by NJsonSchema, but for numbers, those by <see cref="NumberChecks"/>, and its <c>x-</c> rules by <see cref="RuleChecks"/>.</summary>
internal static class Judge
{
    /// <summary>Everything that is wrong with the body of a prediction request.</summary>
    public static IReadOnlyList<Violation> CheckRequest(ModelContract model, JToken body)
    {
        body = WithLists(model.Input, body);
        List<Violation> violations = CheckSchema(model.Request, body);
        if (body is JObject { } envelope && envelope["input"] is JObject input)
        {
            violations.AddRange(RuleChecks.Check(model, input));
        }

        return violations;
    }

    /// <summary>Everything that is wrong with a body by its schema alone.</summary>
    public static List<Violation> CheckSchema(JsonSchema schema, JToken body)
    {
        var violations = new List<Violation>();
        body = NumberChecks.WithoutBigIntegers(body);
        Collect(schema.Validate(body, SchemaType.OpenApi3), body, violations);
        violations.AddRange(NumberChecks.Check(schema, body, "$").Select(number => new Violation(number.Path, FieldOf(number.Path), number.Kind.ToString()) { Rule = RuleTexts.Of(number.Kind, number.Type) }));
        return violations;
    }

    // A picture alone is a list of one, where the document says so.
    private static JToken WithLists(JsonSchema input, JToken body)
    {
        string[] alone = [.. input.ActualProperties.Values
            .Where(field => (bool?)field.Extension("x-image")?["single"] == true && (body as JObject)?["input"] is JObject given && given[field.Name]?.Type == JTokenType.String)
            .Select(field => field.Name)];
        if (alone.Length == 0)
        {
            return body;
        }

        JToken copy = body.DeepClone();
        foreach (string field in alone)
        {
            copy["input"]![field] = new JArray(copy["input"]![field]!);
        }

        return copy;
    }

    private static void Collect(IEnumerable<ValidationError> errors, JToken body, List<Violation> violations)
    {
        foreach (ValidationError error in errors)
        {
            if (error is ChildSchemaValidationError { Kind: ValidationErrorKind.ArrayItemNotValid } item)
            {
                Collect(item.Errors.SelectMany(entry => entry.Value), body, violations);
            }
            else if (!NumberChecks.AreMeant(error) && !IsMiscounted(error, body) && !IsInNoObject(error, body))
            {
                string path = PathOf(error);
                violations.Add(new Violation(path, FieldOf(path), error.Kind.ToString()) { Rule = RuleTexts.Of(error.Kind, (JsonSchema)error.Schema) });
            }
        }
    }

    // NJsonSchema counts UTF-16 units; JSON Schema means Unicode characters.
    private static bool IsMiscounted(ValidationError error, JToken body) =>
        error.Kind == ValidationErrorKind.StringTooLong
        && body.SelectToken(PathOf(error))?.ToString() is { } text
        && text.EnumerateRunes().Count() <= ((JsonSchema)error.Schema).MaxLength;

    // NJsonSchema misses the members of what is no object, too.
    private static bool IsInNoObject(ValidationError error, JToken body) =>
        error.Kind == ValidationErrorKind.PropertyRequired
        && PathOf(error) is var path
        && body.SelectToken(path[..path.LastIndexOf('.')]) is not (null or JObject);

    private static string PathOf(ValidationError error) => "$" + (error.Path ?? "#").TrimStart('#').TrimEnd('/').Replace('/', '.');

    private static string FieldOf(string path)
    {
        const string Input = "$.input.";
        if (!path.StartsWith(Input, StringComparison.Ordinal))
        {
            return "";
        }

        int end = path.AsSpan(Input.Length).IndexOfAny('.', '[');
        return end < 0 ? path[Input.Length..] : path.Substring(Input.Length, end);
    }
}
