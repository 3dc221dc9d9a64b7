using System.Text.Json.Nodes;
using AIHubMix.Images.ContractTests.Document;
using AIHubMix.Images.Simulator;
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

    /// <summary>A fault by its own name, of whatever operation it is listed.</summary>
    public static Fault FaultOf(string name) => All.First(fault => fault.FaultName == name).Fault!;

    private static IEnumerable<FaultCase> Cases() =>
        from at in (IEnumerable<(GatewayOperation Operation, Fault? Fault)>)
        [
            .. Submits().Concat(Statuses()).Concat(Connections()).Concat(Bodies()).Select(fault => (GatewayOperation.Submit, fault)),
            .. Polls().Concat(Statuses()).Concat(Connections()).Concat(Bodies()).Select(fault => (GatewayOperation.Poll, fault)),
            .. Downloads().Concat(Connections()).Select(fault => (GatewayOperation.Download, fault)),
        ]
        from always in (bool[])[false, true]
        select new FaultCase(at.Operation, at.Fault, always);

    private static IEnumerable<Fault?> Submits() =>
    [
        Refusal("400 prompt_missing", 400, "BadRequest", "promptMissing"),
        Refusal("400 size_not_supported", 400, "BadRequest", "sizeNotSupported"),
        Refusal("400 n_not_within_range", 400, "BadRequest", "countNotWithinRange"),
        Fault.ModerationBlocked,
        Refusal("413", 413, "UnexpectedError", "gateway"),
        Fault.MalformedBase64,
    ];

    private static IEnumerable<Fault?> Polls() =>
    [
        Refusal("400 of the vendor", 400, "BadRequest", "relayedNullCode"),
        Fault.TaskStatus("Dreaming"),
        Fault.TaskVanished,
        Fault.TaskFailed(),
        Fault.TaskModerated(),
        Fault.TaskModerated(ofPrompt: false),
        Fault.TaskWithoutStatus,
        Fault.TaskStatus("Ready", new JsonObject { ["prompt"] = "A deer" }).Named("task 'Ready' without sample"),
        Fault.TaskStatus("Ready").Named("task 'Ready' with null"),
    ];

    private static IEnumerable<Fault?> Downloads() =>
    [
        Fault.ExpiredUrl,
        Page(404, "There is no such file."),
        Page(410, "This file is gone."),
        Fault.Status(429).Named("429 bare"),
        Fault.RateLimited(Wait),
        Page(500, "Something has broken."),
        Page(503, "Come again later."),
        Fault.Unavailable(Wait),
        Fault.HtmlPage,
        Fault.EmptyBody,
    ];

    private static IEnumerable<Fault?> Statuses() =>
    [
        Fault.InvalidKey,
        Refusal("402", 402, "UnexpectedError", "gateway"),
        Fault.QuotaExceeded,
        Fault.ModelNotAllowed,
        Refusal("404", 404, "NotFound", "unknownRoute"),
        Refusal("408", 408, "UnexpectedError", "gateway"),
        Refusal("422", 422, "UnexpectedError", "upstream"),
        Fault.Status(429).Named("429 bare"),
        Fault.RateLimited(Wait),
        Fault.RateLimited(Wait, asDate: true),
        Fault.ServerError(),
        Fault.ServerError(502),
        Fault.UnknownModel,
        Fault.Unavailable(Wait),
        Fault.ServerError(504),
        Fault.ServerError(520),
        Fault.ServerError(522),
        Fault.ServerError(524),
        Fault.ErrorWithStatus200,
    ];

    private static IEnumerable<Fault?> Connections() =>
    [
        null,
        Fault.ConnectionReset.MovedTo(FaultPoint.BeforeRequestRead),
        Fault.ConnectionReset.MovedTo(FaultPoint.AfterRequestRead),
        Fault.ConnectionReset,
        Fault.ConnectionClosed,
        Fault.TruncatedBody,
        Fault.TruncatedByReset,
        Fault.TruncatedChunks,
        Fault.NoAnswer,
        Fault.StalledBody,
        Fault.SlowBody(),
        Fault.Delayed(TimeSpan.FromSeconds(3)),
    ];

    private static IEnumerable<Fault?> Bodies() =>
    [
        Fault.HtmlPage,
        Fault.EmptyBody,
        Fault.GiganticBody(),
        Fault.WrongContentType("text/plain"),
        Fault.WrongContentType("application/octet-stream"),
    ];

    private static Fault Page(int status, string text) => Fault.Status(status, text, "text/plain");

    /// <summary>An error that the document shows, under a status.</summary>
    private static Fault Refusal(string name, int status, string response, string example) => Fault.Status(status, Example(response, example)).Named(name);

    private static string Example(string response, string example) =>
        ((JToken)DocumentModels.OpenApi.Responses[response].Content["application/json"].Examples[example].Value).ToString(Formatting.None);
}
