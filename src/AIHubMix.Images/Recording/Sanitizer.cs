using System.Text.Json;
using System.Text.RegularExpressions;

namespace AIHubMix.Images.Recording;

/// <summary>Takes out of a recording what nobody else may see: keys, and what signs or opens a URL. Of headers only those are let through that are known to hold no secret.</summary>
internal sealed partial class Sanitizer(string apiKey)
{
    // "sk-" alone gives nothing away.
    private const int LongestHarmless = 3;
    private const string Hidden = "sk-***";

    private static readonly HashSet<string> Headers = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Ranges", "Age", "Cache-Control", "Content-Encoding", "Content-Length", "Content-Range", "Content-Type", "Date", "ETag", "Expires", "If-Range", "Last-Modified",
        "Location", "Range", "Retry-After", "Server", "Transfer-Encoding", "Vary", "Via",
        "apim-request-id", "x-aihubmix-model", "x-aihubmix-request-id", "x-ms-deployment-name", "x-ms-region", "X-Request-Id",
        "x-ratelimit-limit-requests", "x-ratelimit-limit-tokens", "x-ratelimit-remaining-requests", "x-ratelimit-remaining-tokens", "x-ratelimit-reset-requests", "x-ratelimit-reset-tokens",
    };

    /// <summary>The text without keys, without the queries of URLs and without the users in them.</summary>
    public string Clean(string text)
    {
        text = AnyKey().Replace(text.Replace(apiKey, Hidden, StringComparison.Ordinal), Hidden);
        text = User().Replace(text, "$1");

        // A URL that is all of the text may have anything in its query, one within a text ends where words do.
        return WholeUrl().IsMatch(text) ? text[..IndexOfQuery(text)] : Query().Replace(text, "$1");
    }

    /// <summary>The same for text that may break off, within the key too.</summary>
    public string CleanBeginning(string text)
    {
        if (text.TrimStart() is ['{' or '[', ..])
        {
            // JSON that was not read as such may spell anything in escapes.
            text = Escape().Replace(text, Unescaped);
        }

        text = text.Replace(apiKey, Hidden, StringComparison.Ordinal);
        for (int length = apiKey.Length - 1; length > LongestHarmless; length--)
        {
            if (text.EndsWith(apiKey.AsSpan(0, length), StringComparison.Ordinal))
            {
                text = text[..^length];
                break;
            }
        }

        return Query().Replace(User().Replace(AnyKey().Replace(text, Hidden), "$1"), "$1");
    }

    /// <summary>Writes a member <c>headers</c>.</summary>
    public void WriteHeaders(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, string>> headers)
    {
        writer.WriteStartObject("headers"u8);
        foreach ((string name, string text) in headers.Where(header => Headers.Contains(header.Key)).OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase))
        {
            string value = Clean(text);
            writer.WriteString(name, name.Equals("Location", StringComparison.OrdinalIgnoreCase) ? value[..IndexOfQuery(value)] : value);
        }

        writer.WriteEndObject();
    }

    private static string Unescaped(Match escape) =>
        !escape.Groups[1].Success ? "/"
        : (char)Convert.ToByte(escape.Groups[1].Value, 16) is var letter and not ('"' or '\\') ? letter.ToString()
        : escape.Value;

    private static int IndexOfQuery(string url) => url.AsSpan().IndexOfAny('?', '#') is >= 0 and var index ? index : url.Length;

    [GeneratedRegex(@"\bsk-[A-Za-z0-9_-]{16,}", RegexOptions.CultureInvariant)]
    private static partial Regex AnyKey();

    [GeneratedRegex(@"\\(?:/|u00([2-7][0-9A-Fa-f]))", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();

    [GeneratedRegex(@"(https?://)[^\s/@""'<>?#]*@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex User();

    [GeneratedRegex(@"\Ahttps?://[^\s?#]*[?#][^\s]*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WholeUrl();

    [GeneratedRegex(@"(https?://[^\s""'<>?#]*)[?#][^\s""'<>]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Query();
}
