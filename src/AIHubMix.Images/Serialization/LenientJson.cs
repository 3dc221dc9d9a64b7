using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace AIHubMix.Images.Serialization;

/// <summary>Reads JSON that may be of another form than documented, without exceptions.</summary>
internal static class LenientJson
{
    /// <summary>Stands for text that is no valid Unicode, such as a character cut in half.</summary>
    private const string NotUnicode = "\uFFFD";

    /// <summary>Parses a body, with or without a byte order mark.</summary>
    /// <exception cref="JsonException">The body is not JSON.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> body) => JsonElement.Parse(WithoutPreamble(body));

    /// <summary>The body without its byte order mark.</summary>
    public static ReadOnlySpan<byte> WithoutPreamble(ReadOnlySpan<byte> body) =>
        body.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;

    /// <summary>Whether the body begins as JSON objects do.</summary>
    public static bool MayBeJson(ReadOnlySpan<byte> body) => WithoutPreamble(body).TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    /// <summary>The text of a string; false for any other JSON, and for text that is no valid Unicode.</summary>
    public static bool TryGetString(JsonElement json, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (json.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        try
        {
            text = json.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The strings of a list; false when it is no list, or has anything else in it.</summary>
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
            if (!TryGetString(item, out string? text))
            {
                return false;
            }

            items.Add(text);
        }

        strings = items;
        return true;
    }

    public static bool TryGetMember(JsonElement json, string name, out JsonElement value)
    {
        value = default;
        try
        {
            return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
        }
        catch (InvalidOperationException)
        {
            // Another member's name is no valid Unicode.
            value = FindMember(json, name);
            return value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
        }
    }

    // By itself: what a lambda captures is allocated when its method is entered.
    private static JsonElement FindMember(JsonElement json, string name) => json.EnumerateObject().LastOrDefault(member => NameOf(member) == name).Value;

    /// <summary>The text of a member; null when it is missing, empty or no string.</summary>
    public static string? GetText(JsonElement json, string name) =>
        TryGetMember(json, name, out JsonElement value) && TryGetString(value, out string? text) && text.Length > 0 ? text : null;

    public static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return NotUnicode;
        }
    }

    /// <summary>The text of a string, or the JSON of anything else.</summary>
    public static string AsText(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => TryGetString(json, out string? text) ? text : NotUnicode,
        _ => json.GetRawText(),
    };
}
