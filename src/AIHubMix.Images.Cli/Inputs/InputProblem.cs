using System.Text.Json;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Inputs;

/// <summary>Something of an input that the model does not take.</summary>
/// <param name="Field">The name of the field, with those of the objects around it: <c>image_prompt.strength</c>.</param>
/// <param name="Value">The value as text; null when there is none.</param>
/// <param name="Rule">What it must be.</param>
/// <param name="Source">Where the rule is from; null when it is the tool's own.</param>
/// <param name="Suggestions">What may have been meant.</param>
internal sealed record InputProblem(string Field, string? Value, string Rule, string? Source, IReadOnlyList<string> Suggestions)
{
    private const string Root = "$.input.";

    public static InputProblem Of(InputViolation violation, ImageModel model)
    {
        string field = violation.Path.StartsWith(Root, StringComparison.Ordinal) ? violation.Path[Root.Length..] : violation.Path;
        IReadOnlyList<string> values = InputFields.At(model, field)?.Values ?? [];
        return new InputProblem(field, violation.Value, violation.Rule, violation.Source, violation.Value is { } value ? NearestNames.Of(value.Trim('"'), values) : []);
    }

    /// <summary>Whether another problem is one of the same place, or of a place within it.</summary>
    public bool Covers(InputProblem other) =>
        other.Field.StartsWith(Field, StringComparison.Ordinal) && (other.Field.Length == Field.Length || other.Field[Field.Length] is '.' or '[');

    /// <summary>For people: one line.</summary>
    public override string ToString() => $"{Told}{(Source is null ? "" : $" [{Source}]")}.{NearestNames.Ask(Suggestions)}";

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("field", Field);
        json.WriteString("value", Value);
        json.WriteString("rule", Rule);
        json.WriteString("source", Source);
        json.WriteStrings("didYouMean", Suggestions);
        json.WriteEndObject();
    }

    private string Told => Value is null ? $"{Field} {Rule}"
        : !Rule.StartsWith("must ", StringComparison.Ordinal) ? $"{Field} '{Value}' {Rule}"
        : Rule.StartsWith("must have at ", StringComparison.Ordinal) && Rule.Contains(" item", StringComparison.Ordinal) ? $"{Field} {Rule}, but has {Value}"
        : $"{Field} {Rule}, but is '{Value}'";
}
