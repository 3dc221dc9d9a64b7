namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>What changes in the fields of one input, value or answer.</summary>
internal sealed class FieldDiff(Renames renames, SpecDocument document, SpecType old, SpecType @new, ChangeSubject about)
{
    private const string Refused = "is refused before it is sent";

    private bool IsAnswer => @new.Kind == "response";

    public void Compare()
    {
        foreach (SpecField before in old.Fields)
        {
            if (@new.Find(before.Wire) is { } after)
            {
                Compare(before, after);
            }
            else if (MovedTo(before) is { } other)
            {
                Move(before, other);
            }
            else
            {
                Remove(before);
            }
        }

        foreach (SpecField field in @new.Fields.Where(field => old.Find(field.Wire) is null && !old.Fields.Any(before => MovedTo(before) == field)))
        {
            Add(field);
        }
    }

    // The same property that has another name in JSON.
    private SpecField? MovedTo(SpecField field) => @new.Find(field.Wire) is null ? @new.Fields.FirstOrDefault(other => other.Name == field.Name && old.Find(other.Wire) is null) : null;

    private string MemberOf(SpecField field) => $"{old.Title}.{field.Name}";

    // The property, and its enum if that is gone with it.
    private string[] MembersOf(SpecField field) => IsEnumGone(field) ? [MemberOf(field), field.CSharpType] : [MemberOf(field)];

    private string WithEnum(SpecField field) => IsEnumGone(field) ? $", and `{field.CSharpType}` is gone" : "";

    private bool IsEnumGone(SpecField field) => field.IsEnum && !document.HasEnum(field.CSharpType);

    private void Move(SpecField before, SpecField after)
    {
        if (IsAnswer)
        {
            about.Notice("field-moved", after.Wire, $"reads `{after.Name}` from `{after.Wire}`, was `{before.Wire}`");
        }
        else
        {
            about.BreakInputs("field-moved", after.Wire, $"sends `{after.Name}` as `{after.Wire}`, was `{before.Wire}`: JSON of your own and batch files must follow, C# need not");
        }

        Compare(before, after);
    }

    private void Remove(SpecField field)
    {
        string instead = IsAnswer ? "`AdditionalProperties` still has it" : "`AdditionalProperties` still sends it";
        about.BreakCode("field-removed", field.Wire, $"has no `{field.Name}` any more{WithEnum(field)}; {instead}, as `{field.Wire}`", MembersOf(field));
    }

    private void Add(SpecField field)
    {
        if (IsAnswer)
        {
            about.Add("field-added", field.Wire, $"tells `{field.Name}` (`{field.Wire}`), which was in `AdditionalProperties`");
        }
        else if (field.IsRequired)
        {
            about.BreakCodeAndInputs("field-added-required", field.Wire, $"has `{field.Name}` (`{field.Wire}`), which must be set", $"{@new.Title}.{field.Name}");
        }
        else
        {
            about.Add("field-added", field.Wire, $"has `{field.Name}` (`{field.Wire}`); who sent it through `AdditionalProperties` sets it here");
        }
    }

    private void Compare(SpecField before, SpecField after)
    {
        if (before.Name != after.Name)
        {
            about.BreakCode("field-renamed", after.Wire, $"has `{after.Name}`, was `{before.Name}`: write the new name", MemberOf(before));
        }

        if (renames.NewTypeOf(before) != after.CSharpType)
        {
            ChangeType(before, after);
        }
        else if (before.IsEnum && after.IsEnum)
        {
            new EnumDiff(old.Title, before, after, IsAnswer, about).Compare();
        }

        if (IsAnswer)
        {
            return;
        }

        CompareRequired(before, after);
        LimitDiff.Compare(before, after, about);
        CompareHints(before, after);
    }

    private void ChangeType(SpecField before, SpecField after)
    {
        string text = $"has `{after.Name}` of the type `{after.CSharpType}`, was `{before.CSharpType}`{(IsEnumGone(before) ? ", which is gone" : "")}";
        if (TakesOneAlone(before, after))
        {
            about.BreakCode("field-type", after.Wire, $"{text}: C# puts one picture into a list, JSON need not", MembersOf(before));
        }
        else if (IsAnswer || TakesAllThat(before, after))
        {
            about.BreakCode("field-type", after.Wire, text, MembersOf(before));
        }
        else
        {
            about.BreakCodeAndInputs("field-type", after.Wire, $"{text}: {(after.IsEnum ? $"any value but {string.Join(", ", after.Values)}" : "what does not fit it")} {Refused}", MembersOf(before));
        }
    }

    // Whether every value in JSON that the old type took is one of the new type.
    private static bool TakesAllThat(SpecField before, SpecField after)
    {
        (string was, string now) = (SpecDocument.ItemTypeOf(before.CSharpType), SpecDocument.ItemTypeOf(after.CSharpType));
        bool isSameShape = before.CSharpType.Replace(was, now, StringComparison.Ordinal) == after.CSharpType;
        return isSameShape && ((was, now) is ("int", "long" or "double") or ("long", "double") || (before.IsEnum && now == "string"));
    }

    // Whether a picture became a list of them, of which one may stand alone as before.
    private static bool TakesOneAlone(SpecField before, SpecField after) =>
        after.IsSingle && after.CSharpType == $"IReadOnlyList<{before.CSharpType}>" && (after.Actual.Number("minItems") ?? 0) <= 1;

    private void CompareRequired(SpecField before, SpecField after)
    {
        if (!before.IsRequired && after.IsRequired)
        {
            about.BreakCodeAndInputs("field-required", after.Wire, $"needs `{after.Name}`: an input without it does not compile, and {Refused}", $"{@new.Title}.{after.Name}");
        }
        else if (before.IsRequired && !after.IsRequired)
        {
            about.Notice("field-optional", after.Wire, $"no longer needs `{after.Name}`; reading it can give null");
        }
    }

    // What changes nothing of what can be set.
    private void CompareHints(SpecField before, SpecField after)
    {
        if (before.Schema["default"]?.ToJsonString() != after.Schema["default"]?.ToJsonString())
        {
            about.Notice("field-default", after.Wire, $"has {Default(after)} for `{after.Name}`, was {Default(before)}: set it where it matters");
        }

        if (before.Schema.Text("x-role") != after.Schema.Text("x-role"))
        {
            about.Notice("field-role", after.Wire, $"has `{after.Name}` in {Role(after)}, was in {Role(before)}: `IImageGenerator` and the command line go by it");
        }

        if (before.Schema.Object("x-image").Text("base64") is { } was && after.Schema.Object("x-image").Text("base64") is { } now && was != now)
        {
            if (now == "none")
            {
                about.BreakInputs("image-encoding", after.Wire, $"takes the picture of `{after.Name}` by its URL only: bytes and files are refused before they are sent");
            }
            else if (was == "none")
            {
                about.Add("image-encoding", after.Wire, $"takes the picture of `{after.Name}` as bytes too, not by its URL only");
            }
            else
            {
                about.Notice("image-encoding", after.Wire, $"sends the picture of `{after.Name}` as {now}, was {was}; JSON of your own must follow, C# need not");
            }
        }

        if (before.CSharpType == after.CSharpType && before.IsSingle != after.IsSingle)
        {
            CompareSingle(after);
        }

        if (before.Schema["x-pixels"]?.ToJsonString() != after.Schema["x-pixels"]?.ToJsonString())
        {
            IEnumerable<string> sizes = after.Schema.Object("x-pixels").Where(size => before.Schema.Object("x-pixels").Text(size.Key) != size.Value?.ToString()).Select(size => $"{size.Key} gives {size.Value}");
            about.Notice("field-pixels", after.Wire, $"gives pictures of other sizes by `{after.Name}`: {string.Join(", ", sizes.DefaultIfEmpty("they are no longer told"))}");
        }
    }

    private void CompareSingle(SpecField after)
    {
        if (after.IsSingle)
        {
            about.Notice("image-single", after.Wire, $"sends a lone picture of `{after.Name}` without a list around it; JSON of your own may, too");
        }
        else
        {
            about.BreakInputs("image-single", after.Wire, $"sends a lone picture of `{after.Name}` in a list, and takes none without it: JSON of your own and batch files must follow, C# need not");
        }
    }

    private static string Default(SpecField field) => field.Schema["default"] is { } value ? $"the default `{value}`" : "no known default";

    private static string Role(SpecField field) => field.Schema.Text("x-role") is { } role ? $"the role of the {role}" : "no role";
}
