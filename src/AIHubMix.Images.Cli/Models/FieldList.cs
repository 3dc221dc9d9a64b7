using AIHubMix.Images.Cli.Inputs;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Models;

/// <summary>The fields of a model and the rules between them, for people.</summary>
internal static class FieldList
{
    private const string Indent = "  ";
    private const int WidestName = 26;

    public static void Write(TextWriter output, ImageModel model, int width)
    {
        if (model.Fields.Count == 0)
        {
            output.WriteLine($"Nothing is known of the fields of {model.Path}: --set sends any.");
            return;
        }

        output.WriteLine($"Fields of {model.Path}:");
        int column = Indent.Length + Math.Min(WidestName, model.Fields.Max(field => field.Name.Length)) + 2;
        foreach ((string name, InputField field) in InputFields.Places(model))
        {
            WrappedText.Write(output, $"{Indent}{name}", column, Facts(field), width);
            WrappedText.Write(output, "", column, Plain(FirstSentence(field.Description)), width);
        }

        if (model.Rules.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("Rules between them:");
            foreach (string rule in model.Rules)
            {
                WrappedText.Write(output, "", Indent.Length, Plain(rule), width);
            }
        }
    }

    private static string Facts(InputField field)
    {
        string facts = field.IsRequired ? $"{FieldFacts.TypeOf(field)}, required" : FieldFacts.TypeOf(field);
        facts += FieldFacts.RangeOf(field) is { } range ? $": {range}" : "";
        return field.Default is { } known ? $"{facts} (default {known})" : facts;
    }

    private static string Plain(string text) => text.Replace("`", "", StringComparison.Ordinal);

    private static string FirstSentence(string text)
    {
        int end = text.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? text : text[..(end + 1)]).ReplaceLineEndings(" ").Trim();
    }
}
