using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AIHubMix.Images.Models;
using AIHubMix.Images.Serialization;

namespace AIHubMix.Images.Tasks;

/// <summary>What another process needs to collect the result of a task: no host, no key. Members that this version does not know are passed over.</summary>
/// <param name="Id">The id of the task.</param>
/// <param name="Model">The path of the model.</param>
/// <param name="RequestId">The gateway's id of the request that was billed.</param>
/// <param name="RequestedCount">The number of pictures asked for.</param>
/// <param name="Accepted">When the task was accepted.</param>
/// <param name="FurtherIds">Further tasks that the same answer named.</param>
internal sealed record TaskToken(string Id, string Model, string? RequestId, int? RequestedCount, DateTimeOffset? Accepted, IReadOnlyList<string> FurtherIds)
{
    private const int Version = 1;
    private const int LongestId = 1024;

    /// <summary>Whether an id is one path segment, so that it cannot lead the request, and the key with it, elsewhere.</summary>
    public static bool IsTaskId(string id) =>
        !string.IsNullOrWhiteSpace(id) && id.Length <= LongestId && id is not ("." or "..")
        && !id.AsSpan().ContainsAny('/', '\\') && !id.AsSpan().ContainsAnyInRange('\0', '\x1f');

    public string Write()
    {
        var buffer = new ArrayBufferWriter<byte>(160);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v"u8, Version);
            writer.WriteString("id"u8, Id);
            writer.WriteString("model"u8, Model);
            if (RequestId is not null)
            {
                writer.WriteString("request"u8, RequestId);
            }

            if (RequestedCount is { } count)
            {
                writer.WriteNumber("n"u8, count);
            }

            if (Accepted is { } accepted)
            {
                writer.WriteString("accepted"u8, accepted.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            }

            if (FurtherIds.Count > 0)
            {
                writer.WriteStartArray("further"u8);
                foreach (string id in FurtherIds)
                {
                    writer.WriteStringValue(id);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    /// <exception cref="ArgumentException">The text is no token.</exception>
    public static TaskToken Read(string token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        string text = token.Trim();
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(text));
            JsonElement json = document.RootElement;
            if (LenientJson.GetText(json, "id") is not { } id || LenientJson.GetText(json, "model") is not { } model)
            {
                throw NotAToken(token, LenientJson.TryGetMember(json, "v", out JsonElement version) && version.ToString() != "1"
                    ? $"it is of version {Shortened(version.ToString())}, which this package is too old for" : "it names no task and model");
            }

            if (!IsTaskId(id) || !ModelPath.IsPath(model))
            {
                throw NotAToken(token, "its task or its model is no path");
            }

            return new TaskToken(
                id,
                model,
                LenientJson.GetText(json, "request"),
                LenientJson.TryGetMember(json, "n", out JsonElement n) && n.ValueKind == JsonValueKind.Number && n.TryGetInt32(out int count) ? count : null,
                DateTimeOffset.TryParse(LenientJson.GetText(json, "accepted"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset accepted) ? accepted : null,
                LenientJson.TryGetMember(json, "further", out JsonElement further) && LenientJson.TryGetStrings(further, out IReadOnlyList<string>? ids) ? [.. ids.Where(IsTaskId)] : []);
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw NotAToken(token, "it is cut off or changed", exception);
        }
    }

    /// <exception cref="ArgumentException">The id is not one path segment.</exception>
    public static string CheckId(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return IsTaskId(id) ? id : throw new ArgumentException($"'{Shortened(id)}' is no task id: it must be one path segment of at most {LongestId} characters.", nameof(id));
    }

    private static ArgumentException NotAToken(string token, string why, Exception? cause = null) =>
        new($"'{Shortened(token)}' is no token of a task: {why}. Pass what ImageTask.ToToken or an exception's TaskToken gave.", nameof(token), cause);

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
