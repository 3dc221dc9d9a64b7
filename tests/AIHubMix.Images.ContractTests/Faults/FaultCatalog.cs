using System.Text.Json.Nodes;
using AIHubMix.Images.ContractTests.Document;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AIHubMix.Images.ContractTests.Faults;

/// <summary>Everything that can go wrong, at every point where it can, once and always.</summary>
internal static class FaultCatalog
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(7);

    private static readonly Dictionary<string, FaultCase> ByName = Cases().ToDictionary(fault => fault.Name);

    public static IReadOnlyCollection<FaultCase> All => ByName.Values;

    public static FaultCase Of(string name) => ByName[name];

    /// <summary>A fault by its own name, at whatever point it is listed.</summary>
    public static Fault FaultOf(string name) => All.First(fault => fault.Fault.Name == name).Fault;

    /// <summary>The names of the cases at a point, for theory data.</summary>
    public static IEnumerable<string> NamesAt(FrontPoint point) => All.Where(fault => fault.Point == point).Select(fault => fault.Name);

    private static IEnumerable<FaultCase> Cases() =>
        from at in (IEnumerable<(FrontPoint Point, Fault Fault)>)
        [
            .. Submits().Concat(Statuses()).Concat(Connections()).Concat(Bodies()).Select(fault => (FrontPoint.Submit, fault)),
            .. Polls().Concat(Statuses()).Concat(Connections()).Concat(Bodies()).Select(fault => (FrontPoint.Poll, fault)),
            .. Downloads().Concat(Connections()).Select(fault => (FrontPoint.Download, fault)),
        ]
        from always in (bool[])[false, true]
        select new FaultCase(at.Point, at.Fault, always);

    private static IEnumerable<Fault> Submits() =>
    [
        Refusal("400 prompt_missing", 400, "BadRequest", "promptMissing"),
        Refusal("400 size_not_supported", 400, "BadRequest", "sizeNotSupported"),
        Refusal("400 n_not_within_range", 400, "BadRequest", "countNotWithinRange"),
        Refusal("400 moderation_blocked", 400, "BadRequest", "moderationBlocked"),
        Refusal("413", 413, "UnexpectedError", "gateway"),
        Fault.MalformedBase64,
    ];

    private static IEnumerable<Fault> Polls() =>
    [
        Refusal("400 of the vendor", 400, "BadRequest", "relayedNullCode"),
        Fault.TaskState("Dreaming"),
        Fault.TaskState("Task not found"),
        Fault.TaskState("Error", details: new JsonObject { ["error"] = "The worker has died." }),
        Fault.TaskState("Request Moderated", details: Moderation()),
        Fault.TaskState("Content Moderated", details: Moderation()),
        Fault.TaskWithoutStatus,
        Fault.TaskState("Ready", new JsonObject { ["prompt"] = "A deer" }) with { Name = "task \"Ready\" without sample" },
        Fault.TaskState("Ready") with { Name = "task \"Ready\" with null" },
    ];

    private static IEnumerable<Fault> Downloads() =>
    [
        Page(403, "This URL has expired."),
        Page(404, "There is no such file."),
        Page(410, "This file is gone."),
        Fault.Status(429) with { Name = "429 bare" },
        Fault.RetryAfter(429, Wait),
        Page(500, "Something has broken."),
        Page(503, "Come again later."),
        Fault.RetryAfter(503, Wait),
        Fault.Html,
        Fault.Empty,
    ];

    private static IEnumerable<Fault> Statuses() =>
    [
        Refusal("401", 401, "Unauthorized", "invalidKey"),
        Refusal("402", 402, "UnexpectedError", "gateway"),
        Refusal("403 insufficient_user_quota", 403, "Forbidden", "insufficientQuota"),
        Refusal("403 other", 403, "Forbidden", "modelNotAllowed"),
        Refusal("404", 404, "NotFound", "unknownRoute"),
        Refusal("408", 408, "UnexpectedError", "gateway"),
        Refusal("422", 422, "UnexpectedError", "upstream"),
        Fault.Status(429) with { Name = "429 bare" },
        Fault.RetryAfter(429, Wait, Example("TooManyRequests", "modelRateLimit")),
        Fault.RetryAtDate(429, Wait, Example("TooManyRequests", "modelRateLimit")),
        Refusal("500", 500, "InternalError", "panic", forwarded: true),
        Fault.ProxyError(502),
        Refusal("503 unknown model", 503, "ServiceUnavailable", "unknownModel"),
        Fault.RetryAfter(503, Wait, Example("ServiceUnavailable", "vendorRateLimit")),
        Fault.ProxyError(504),
        Fault.ProxyError(520),
        Fault.ProxyError(522),
        Fault.ProxyError(524),
        Refusal("200 error", 200, "InternalError", "outerType", forwarded: true),
    ];

    private static IEnumerable<Fault> Connections() =>
    [
        Fault.Refused,
        Fault.ResetBeforeRead,
        Fault.ResetAfterRead,
        Fault.CloseAfterRead,
        Fault.Truncated,
        Fault.TruncatedByReset,
        Fault.TruncatedChunked,
        Fault.Hang,
        Fault.HangInBody,
        Fault.Slow(),
        Fault.Delay(TimeSpan.FromSeconds(3)),
    ];

    private static IEnumerable<Fault> Bodies() =>
    [
        Fault.Html,
        Fault.Empty,
        Fault.Gigantic(),
        Fault.WrongContentType("text/plain"),
        Fault.WrongContentType("application/octet-stream"),
    ];

    private static Fault Page(int status, string text) => Fault.Status(status, text, "text/plain");

    /// <summary>An error that the document shows, under a status.</summary>
    private static Fault Refusal(string name, int status, string response, string example, bool forwarded = false) =>
        Fault.Status(status, Example(response, example), forwarded: forwarded) with { Name = name };

    private static string Example(string response, string example) =>
        ((JToken)DocumentModels.OpenApi.Responses[response].Content["application/json"].Examples[example].Value).ToString(Formatting.None);

    private static JsonObject Moderation() => new() { ["Moderation Reasons"] = new JsonArray("Safety Filter") };
}
