namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>What changes in inputs, the values in them, and answers.</summary>
internal sealed class TypeDiff(SpecDocument old, SpecDocument @new, Renames renames, ICollection<Change> changes)
{
    public void Compare()
    {
        foreach (SpecType type in old.Types.Where(type => type.IsPublic && @new.FindType(renames.NewNameOf(type.Title)) is null))
        {
            new ChangeSubject($"`{type.Title}`", old.ModelsOf(type.Title), changes).BreakCode("type-removed", null, $"is gone, and with it {Count(type)}", type.Title);
        }

        foreach (SpecType type in @new.Types.Where(type => type.IsPublic && old.FindType(type.Title) is null && !renames.IsSuccessor(type.Title)))
        {
            About(type).Add("type-added", null, $"is new, with {Count(type)}");
        }

        foreach ((SpecType before, SpecType after) in renames.Pairs())
        {
            Compare(before, after);
        }
    }

    private ChangeSubject About(SpecType type) => new($"`{type.Title}`", @new.ModelsOf(type.Title), changes);

    private void Compare(SpecType before, SpecType after)
    {
        ChangeSubject about = About(after);
        if (before.Kind != after.Kind)
        {
            if (before.IsPublic)
            {
                about.BreakCode("type-kind", null, $"is of the kind {after.Kind}, was {before.Kind}: what takes or gives it has changed", before.Title);
            }
            else if (after.IsPublic)
            {
                about.Add("type-added", null, $"is public now, with {Count(after)}");
            }

            return;
        }

        if (before.Kind == "envelope")
        {
            return;
        }

        if (before.Kind == "error")
        {
            if (!SilentChanges.AreAlike(before.Schema, after.Schema))
            {
                about.Notice("error", null, "by which refusals of the gateway are read, is described otherwise");
            }

            return;
        }

        if (before.Title != after.Title)
        {
            about.BreakCode("type-renamed", null, $"was `{before.Title}`: write the new name", [before.Title, .. UsesOf(before.Title)]);
        }

        if (before.Family != after.Family)
        {
            about.Notice("family", null, $"is the input of the family {after.Family ?? "without a name"}, was {before.Family ?? "of none"}");
        }

        new FieldDiff(renames, before, after, about).Compare();
        RuleDiff.Compare(before.Rules, after.Rules, about);
    }

    // What names a type that has another name now: properties, and the models of the catalog.
    private IEnumerable<string> UsesOf(string title) =>
        (from holder in old.Types
         where holder.IsPublic && @new.FindType(holder.Title) is not null
         from field in holder.Fields
         where SpecDocument.ItemTypeOf(field.CSharpType) == title
         select $"{holder.Title}.{field.Name}")
        .Concat(from model in old.Models where model.InputType == title && @new.Models.Any(other => other.Name == model.Name) select model.Member);

    private static string Count(SpecType type) => type.Fields.Count == 1 ? "1 field" : $"{type.Fields.Count} fields";
}
