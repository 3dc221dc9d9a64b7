using System.Text;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.ContractTests.Recordings;

/// <summary>One exchange as a file has it, whether a client wrote it or a person.</summary>
internal sealed class Recording
{
    private readonly JsonNode _root;

    public Recording(string name, string json)
    {
        Name = name;
        _root = JsonNode.Parse(json)!;
    }

    public string Name { get; }

    /// <summary>All of it, as a copy.</summary>
    public JsonNode Json => _root.DeepClone();

    public int Form => (int)_root["recording"]!;

    /// <summary>Where it is from: <c>recorded</c>, <c>observed</c>, <c>documented</c> or <c>inferred</c>.</summary>
    public string Source => (string)_root["source"]!;

    /// <summary>What says so; null for what a client has recorded.</summary>
    public string? Note => (string?)_root["note"];

    /// <summary>What was asked for: <c>submit</c>, <c>poll</c> or <c>download</c>.</summary>
    public string Operation => (string)_root["operation"]!;

    public string Model => (string)_root["model"]!;

    public string? TaskId => (string?)_root["task"];

    public string Host => (string)_root["request"]!["host"]!;

    public string Path => (string)_root["request"]!["path"]!;

    /// <summary>The body of the request; null when it had none, or none that is whole.</summary>
    public JsonNode? Request => _root["request"]!["body"]?["json"];

    /// <summary>The status of the answer; null when none came.</summary>
    public int? Status => (int?)_root["response"]!["status"];

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Whether the answer came to its end.</summary>
    public bool IsWhole => Failure is null && !IsClosed && Status is not null && ((bool?)ResponseBody?["truncated"] != true || Picture is not null);

    /// <summary>The type of the exception that the exchange ended with; null for none.</summary>
    public string? Failure => (string?)_root["response"]!["failure"];

    public IEnumerable<KeyValuePair<string, string>> ResponseHeaders =>
        _root["response"]!["headers"]?.AsObject().Select(header => KeyValuePair.Create(header.Key, (string)header.Value!)) ?? [];

    public string? RequestId => HeaderOf("x-aihubmix-request-id") ?? HeaderOf("X-Request-Id");

    /// <summary>The answer as JSON; null when it is none.</summary>
    public JsonNode? Response => ResponseBody?["json"];

    /// <summary>The beginning of an answer that is a picture; null for any other.</summary>
    public byte[]? Picture => (string?)ResponseBody?["base64"] is { } base64 ? Convert.FromBase64String(base64) : null;

    /// <summary>The answer as far as it is there.</summary>
    public byte[] ResponseBytes => Picture ?? Encoding.UTF8.GetBytes(Response?.ToJsonString() ?? (string?)ResponseBody?["text"] ?? "");

    private JsonNode? ResponseBody => _root["response"]!["body"];

    private bool IsClosed => (bool?)_root["response"]!["closed"] == true;

    public string? HeaderOf(string name) =>
        ResponseHeaders.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).FirstOrDefault();

    public override string ToString() => Name;
}
