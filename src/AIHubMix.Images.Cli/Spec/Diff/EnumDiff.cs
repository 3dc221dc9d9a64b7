namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>What changes in the values of one field.</summary>
internal sealed class EnumDiff(string owner, SpecField old, SpecField @new, bool isAnswer, ChangeSubject about)
{
    private string OldTitle => old.Schema.Text("title") ?? "";

    private string NewTitle => @new.Schema.Text("title") ?? "";

    public void Compare()
    {
        bool isRenamed = OldTitle != NewTitle;
        if (isRenamed)
        {
            about.BreakCode("enum-renamed", @new.Wire, $"has `{@new.Name}` of the type `{NewTitle}`, was `{OldTitle}`: write the new name", OldTitle, $"{owner}.{old.Name}");
        }

        string[] removed = [.. old.Values.Except(@new.Values)];
        if (removed.Length > 0)
        {
            string[] members = [.. removed.Select(old.MemberOf)];
            string text = $"has no {string.Join(", ", members.Select(member => $"`{member}`"))} any more";
            if (isAnswer)
            {
                about.BreakCode("value-removed", @new.Wire, $"{text}: compare with the text", members);
            }
            else
            {
                about.BreakCodeAndInputs("value-removed", @new.Wire, $"{text}: {Quoted(removed)} in `{@new.Name}` is refused before it is sent, unless validation is off", members);
            }
        }

        string[] renamed = [.. old.Values.Intersect(@new.Values).Where(value => CSharpName.OfValue(value, old.Schema) != CSharpName.OfValue(value, @new.Schema))];
        foreach (string value in isRenamed ? [] : renamed)
        {
            about.BreakCode("value-renamed", @new.Wire, $"has `{@new.MemberOf(value)}`, was `{old.MemberOf(value)}`: write the new name", old.MemberOf(value));
        }

        string[] added = [.. @new.Values.Except(old.Values)];
        if (added.Length > 0)
        {
            about.Add("value-added", @new.Wire, $"{(isAnswer ? "knows" : "takes")} {Quoted(added)} {(isAnswer ? "as" : "for")} `{@new.Name}`: {string.Join(", ", added.Select(value => $"`{@new.MemberOf(value)}`"))}");
        }
    }

    private static string Quoted(string[] values) => string.Join(", ", values.Select(value => $"`{value}`"));
}
