using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>The changes for programs.</summary>
internal static class DiffJson
{
    public static string Write(IReadOnlyList<Change> changes, SilentChanges silent) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("changes");
        foreach (Change change in changes)
        {
            json.WriteStartObject();
            json.WriteString("grade", Spell(change.Grade));
            json.WriteString("kind", change.Kind);
            json.WriteString("subject", change.Subject.Trim('`'));
            json.WriteStrings("models", change.Models);
            json.WriteString("field", change.Field);
            json.WriteString("text", change.Text);
            json.WriteStrings("brokenMembers", change.BrokenMembers);
            json.WriteBoolean("refusesInputs", change.RefusesInputs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("withoutEffect");
        foreach ((string what, int count) in silent.Counts)
        {
            json.WriteNumber(what, count);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static string Spell(Grade grade) => grade switch
    {
        Grade.Breaking => "breaking",
        Grade.Notice => "notice",
        _ => "addition",
    };
}
