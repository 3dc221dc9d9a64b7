using System.Text.Json;
using AIHubMix.Images.Cli.Models;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>The report for programs.</summary>
internal static class CheckJson
{
    public static string Write(CheckReport report) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("path", report.Path);
        json.WriteString("title", report.Title);
        json.WriteNumber("drift", report.Count(FindingGrade.Drift));
        json.WriteNumber("notices", report.Count(FindingGrade.Notice));
        json.WriteNumber("ignored", report.Ignored);
        json.WriteStrings("unusedIgnores", report.UnusedIgnores);
        json.WriteStartArray("families");
        foreach (CheckSection section in report.Sections)
        {
            Write(json, section);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, CheckSection section)
    {
        json.WriteStartObject();
        json.WriteString("family", section.Family.Name);
        json.WriteStrings("models", section.Family.Models.Select(model => model.Path));
        json.WriteString("schema", section.Counterpart?.Request.SchemaName);
        json.WriteStrings("operations", section.Counterpart?.Request.Operations ?? []);
        json.WriteString("reason", section.Counterpart?.Reason);
        json.WriteStartArray("findings");
        foreach (Finding finding in section.Findings)
        {
            json.WriteStartObject();
            json.WriteString("grade", ModelFacts.Spell(finding.Grade));
            json.WriteString("kind", ModelFacts.Spell(finding.Kind));
            json.WriteString("field", finding.Field);
            json.WriteStrings("values", finding.Values);
            json.WriteString("message", finding.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStrings("notCompared", section.Notes);
        json.WriteEndObject();
    }
}
