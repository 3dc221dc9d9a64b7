using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace AIHubMix.Images.Serialization;

/// <summary>Reads JSON that may be of another form than documented, without exceptions.</summary>
internal static class LenientJson
{
    public static bool TryGetStrings(JsonElement json, [NotNullWhen(true)] out IReadOnlyList<string>? strings)
    {
        strings = null;
        if (json.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        var items = new List<string>(json.GetArrayLength());
        foreach (JsonElement item in json.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String)
            {
                return false;
            }

            items.Add(item.GetString()!);
        }

        strings = items;
        return true;
    }

    public static bool TryGetMember(JsonElement json, string name, out JsonElement value)
    {
        value = default;
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    public static string? GetText(JsonElement json, string name) =>
        TryGetMember(json, name, out JsonElement value) ? AsText(value) : null;

    /// <summary>The text of a string, or the JSON of anything else.</summary>
    public static string AsText(JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();
}
