using System.Globalization;
using System.Text.Json;
using AIHubMix.Images.Cli.Models;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Batch;

/// <summary>One line of the journal.</summary>
internal sealed record JournalEntry
{
    public required string Key { get; init; }

    public required JournalState State { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>The digest of what the line asked for.</summary>
    public string? Digest { get; init; }

    /// <summary>The name of its files, without number and extension.</summary>
    public string? Stem { get; init; }

    /// <summary>Whether there were files of that name before it was sent, which then prove nothing.</summary>
    public bool HadFiles { get; init; }

    public string? Token { get; init; }

    public BillingClass? Billing { get; init; }

    public string? Message { get; init; }

    public string? RequestId { get; init; }

    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Whether it may have been billed, without anything that would collect it.</summary>
    public bool IsInDoubt => Token is null && (State == JournalState.Submitting || (State == JournalState.Failed && Billing == BillingClass.OutcomeUnknown));

    public string Write() => JsonText.Write(
        json =>
        {
            json.WriteStartObject();
            json.WriteString("at", Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("key", Key);
            json.WriteString("state", ModelFacts.Spell(State));
            WriteText(json, "digest", Digest);
            WriteText(json, "stem", Stem);
            if (HadFiles)
            {
                json.WriteBoolean("hadFiles", true);
            }

            WriteText(json, "token", Token);
            WriteText(json, "billing", Billing is { } billing ? ModelFacts.Spell(billing) : null);
            WriteText(json, "message", Message);
            WriteText(json, "requestId", RequestId);
            if (Files.Count > 0)
            {
                json.WriteStrings("files", Files);
            }

            json.WriteEndObject();
        },
        indented: false);

    /// <summary>Reads a line; null when it is none.</summary>
    public static JournalEntry? TryRead(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            JsonElement json = document.RootElement;
            return json.ValueKind == JsonValueKind.Object && Text(json, "key") is { } key && Text(json, "state") is { } state && Spelled<JournalState>(state) is { } known
                ? new JournalEntry
                {
                    Key = key,
                    State = known,
                    Time = DateTimeOffset.TryParse(Text(json, "at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : default,
                    Digest = Text(json, "digest"),
                    Stem = Text(json, "stem"),
                    HadFiles = json.TryGetProperty("hadFiles", out JsonElement had) && had.ValueKind == JsonValueKind.True,
                    Token = Text(json, "token"),
                    Billing = Text(json, "billing") is { } billing ? Spelled<BillingClass>(billing) : null,
                    Message = Text(json, "message"),
                    RequestId = Text(json, "requestId"),
                    Files = json.TryGetProperty("files", out JsonElement files) && files.ValueKind == JsonValueKind.Array ? [.. files.EnumerateArray().Select(file => file.ToString())] : [],
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static TEnum? Spelled<TEnum>(string text)
        where TEnum : struct, Enum
    {
        foreach (TEnum value in Enum.GetValues<TEnum>())
        {
            if (ModelFacts.Spell(value) == text)
            {
                return value;
            }
        }

        return null;
    }
}
