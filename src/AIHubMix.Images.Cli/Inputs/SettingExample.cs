using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Inputs;

/// <summary>How a field within objects or lists is set on a command line.</summary>
internal static class SettingExample
{
    /// <param name="model">The model.</param>
    /// <param name="place">The field, as <see cref="InputFields.Places"/> names it.</param>
    /// <returns>Such as <c>--set 'text_layout=[{"text":"TEXT"}]'</c>.</returns>
    public static string Of(ImageModel model, string place)
    {
        int list = place.IndexOf(InputFields.EachItem, StringComparison.Ordinal);
        string name = list < 0 ? place : place[..list];
        InputField field = InputFields.Find(model, name)!;
        return list < 0
            ? $"--set {name}={ItemOf(field)}"
            : $"--set '{name}={ValueOf(field, place[(list + InputFields.EachItem.Length + 1)..].Replace(InputFields.EachItem, "", StringComparison.Ordinal).Split('.')).ToJsonString()}'";
    }

    // With the members on the way to the field, and those that are required.
    private static JsonNode ValueOf(InputField field, ReadOnlySpan<string> way)
    {
        if ((field.ItemKind ?? field.Kind) != InputFieldKind.Object)
        {
            JsonNode item = (field.ItemKind ?? field.Kind) switch
            {
                InputFieldKind.Integer or InputFieldKind.Number => JsonValue.Create(field.Minimum ?? 1),
                InputFieldKind.Boolean => JsonValue.Create(true),
                InputFieldKind.List => new JsonArray(),
                _ => JsonValue.Create(ItemOf(field)),
            };
            return field.Kind == InputFieldKind.List ? new JsonArray(item) : item;
        }

        var members = new JsonObject();
        foreach (InputField member in field.Members)
        {
            bool isOnTheWay = !way.IsEmpty && member.Name == way[0];
            if (isOnTheWay || member.IsRequired)
            {
                members[member.Name] = ValueOf(member, isOnTheWay ? way[1..] : []);
            }
        }

        return field.Kind == InputFieldKind.List ? new JsonArray(members) : members;
    }

    private static string ItemOf(InputField field) => field switch
    {
        { Values: [string first, ..] } => first,
        { Kind: InputFieldKind.Image } or { ItemKind: InputFieldKind.Image } => "FILE",
        { Role: InputFieldRole.Image } => "URL",
        _ => "TEXT",
    };
}
