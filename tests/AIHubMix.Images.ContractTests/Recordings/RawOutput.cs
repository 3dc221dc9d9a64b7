using System.Text.Json;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.ContractTests.Recordings;

/// <summary>What the output of a prediction holds, read off the JSON itself: the forms of the document and no others.</summary>
internal sealed class RawOutput
{
    public RawOutput(JsonNode? output)
    {
        if (output is JsonObject lists)
        {
            AddAll(lists["b64_json"], "object-base64", "object-url");
            AddAll(lists["urls"], "object-base64", "object-url");
        }
        else if (output is JsonArray)
        {
            AddAll(output, "array-base64", "array-url");
        }
        else if (output is not null)
        {
            Add(output, "object-base64", "object-url");
        }
    }

    /// <summary>The form by the name that <c>x-model.answers</c> has for it; null when there is neither a picture nor a task.</summary>
    public string? Form { get; private set; }

    /// <summary>The pictures, each as its base64 or its URL, with the type that is named.</summary>
    public List<(string? Base64, string? Url, string? Type)> Pictures { get; } = [];

    public List<string> TaskIds { get; } = [];

    private void AddAll(JsonNode? list, string base64Form, string urlForm)
    {
        foreach (JsonNode? item in list?.AsArray() ?? [])
        {
            Add(item, base64Form, urlForm);
        }
    }

    private void Add(JsonNode? item, string base64Form, string urlForm)
    {
        string? text = item?.GetValueKind() == JsonValueKind.String ? (string?)item : null;
        string? type = Member(item, "mimeType");
        if (Member(item, "taskId") is { } taskId)
        {
            TaskIds.Add(taskId);
            Form = "array-task";
        }
        else if ((Member(item, "url") ?? text) is { } url && url.StartsWith("http", StringComparison.OrdinalIgnoreCase))
        {
            Pictures.Add((null, url, type));
            Form ??= urlForm;
        }
        else if ((Member(item, "bytesBase64") ?? Member(item, "b64_json") ?? Member(item, "url") ?? text) is { } base64)
        {
            bool isDataUrl = base64.StartsWith("data:", StringComparison.OrdinalIgnoreCase);
            type ??= isDataUrl ? base64["data:".Length..base64.IndexOfAny([';', ','])] : null;
            Pictures.Add((isDataUrl ? base64[(base64.IndexOf(',', StringComparison.Ordinal) + 1)..] : base64, null, type));
            Form ??= base64Form;
        }
    }

    private static string? Member(JsonNode? item, string name) => item is JsonObject && (string?)item[name] is { Length: > 0 } text ? text : null;
}
