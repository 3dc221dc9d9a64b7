namespace AIHubMix.Images.Cli.Inputs;

/// <summary>Finds the fields of a model by name and by role.</summary>
internal static class InputFields
{
    private const char Separator = '.';

    /// <summary>The field of a name; that of a member of an object by both names: <c>image_prompt.strength</c>. Null when there is none.</summary>
    public static InputField? Find(ImageModel model, string name)
    {
        IReadOnlyList<InputField> fields = model.Fields;
        InputField? found = null;
        foreach (string part in name.Split(Separator))
        {
            found = fields.FirstOrDefault(field => field.Name.Equals(part, StringComparison.Ordinal));
            if (found is null)
            {
                return null;
            }

            fields = found.Members;
        }

        return found;
    }

    /// <summary>The name of the field of a role; null when the model has none.</summary>
    public static string? NameOf(ImageModel model, InputFieldRole role) => model.Fields.FirstOrDefault(field => field.Role == role)?.Name;

    /// <summary>The names of the fields that take reference pictures, in the order in which they are filled.</summary>
    public static IEnumerable<(string Name, InputField Field)> Pictures(ImageModel model) =>
        All(model).Where(named => named.Field is { Role: InputFieldRole.Image, Kind: InputFieldKind.Image or InputFieldKind.List });

    /// <summary>Every field that can be set by name, members of objects too.</summary>
    public static IEnumerable<(string Name, InputField Field)> All(ImageModel model) => model.Fields.SelectMany(field => WithMembers(field, ""));

    private static IEnumerable<(string Name, InputField Field)> WithMembers(InputField field, string prefix)
    {
        yield return (prefix + field.Name, field);
        if (field.Kind == InputFieldKind.Object)
        {
            foreach ((string, InputField) member in field.Members.SelectMany(member => WithMembers(member, prefix + field.Name + Separator)))
            {
                yield return member;
            }
        }
    }
}
