using System.Text.RegularExpressions;

namespace AIHubMix.Images.Cli.Inputs;

/// <summary>Finds the fields of a model by name and by role.</summary>
internal static partial class InputFields
{
    /// <summary>What stands behind the name of a list, for any of its items.</summary>
    public const string EachItem = "[]";

    private const char Separator = '.';

    /// <summary>The field of a name; that of a member of an object by both names: <c>image_prompt.strength</c>. Null when there is none.</summary>
    public static InputField? Find(ImageModel model, string name) => All(model).FirstOrDefault(known => known.Name == name).Field;

    /// <summary>The field of a place in an input, in lists too: <c>color_palette.members[0].color_hex</c>. Null when there is none.</summary>
    public static InputField? At(ImageModel model, string place) =>
        Places(model).FirstOrDefault(known => known.Name == Index.Replace(place, EachItem) || known.Name + EachItem == Index.Replace(place, EachItem)).Field;

    /// <summary>The place in the objects of a list that a name without brackets may mean; null when there is none.</summary>
    public static string? InListOf(ImageModel model, string name) =>
        Places(model).FirstOrDefault(known => IsInList(known.Name) && known.Name.Replace(EachItem, "", StringComparison.Ordinal) == Index.Replace(name, "")).Name;

    /// <summary>The name of the field of a role; null when the model has none.</summary>
    public static string? NameOf(ImageModel model, InputFieldRole role) => model.Fields.FirstOrDefault(field => field.Role == role)?.Name;

    /// <summary>The fields that reference pictures go to that are given without a name, in the order in which they are filled: those of the input itself, or else the only one that there is within its objects.</summary>
    public static IReadOnlyList<(string Name, InputField Field)> Pictures(ImageModel model)
    {
        (string Name, InputField Field)[] own = [.. model.Fields.Where(field => field.Role == InputFieldRole.Image && IsPicture(field)).Select(field => (field.Name, field))];
        return own.Length > 0 ? own : AllPictures(model) is [var only] && !IsInList(only.Name) ? [only] : [];
    }

    /// <summary>The fields that take pictures, wherever they stand.</summary>
    public static IReadOnlyList<(string Name, InputField Field)> AllPictures(ImageModel model) => [.. Places(model).Where(place => IsPicture(place.Field))];

    /// <summary>Every field that can be set by name, members of objects too.</summary>
    public static IEnumerable<(string Name, InputField Field)> All(ImageModel model) => Places(model).Where(place => !IsInList(place.Name));

    /// <summary>Every field, members of objects and of the objects in lists too: <c>color_palette.members[].color_hex</c>.</summary>
    public static IEnumerable<(string Name, InputField Field)> Places(ImageModel model) => model.Fields.SelectMany(field => WithMembers(field, ""));

    private static IEnumerable<(string Name, InputField Field)> WithMembers(InputField field, string prefix)
    {
        yield return (prefix + field.Name, field);
        string within = $"{prefix}{field.Name}{(field.Kind == InputFieldKind.List ? EachItem : "")}{Separator}";
        foreach ((string, InputField) member in field.Members.SelectMany(member => WithMembers(member, within)))
        {
            yield return member;
        }
    }

    private static bool IsInList(string name) => name.Contains(EachItem, StringComparison.Ordinal);

    private static bool IsPicture(InputField field) =>
        field.Kind == InputFieldKind.Image || field.ItemKind == InputFieldKind.Image || (field.Role == InputFieldRole.Image && (field.ItemKind ?? field.Kind) == InputFieldKind.Text);

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index { get; }
}
