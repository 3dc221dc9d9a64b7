using System.Text;
using AIHubMix.Images.Simulator.Serving;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AIHubMix.Images.Simulator.Control;

/// <summary>What applications in other languages can ask of the simulator over HTTP: to script faults, and to read what happened.</summary>
internal sealed class ControlPanel(FaultPlan faults, Ledger ledger, Timeline timeline)
{
    public const string Prefix = "/__simulator/";

    private const string Usage =
        $"""
        GET    {Prefix}ledger    what would have been billed, as JSON
        GET    {Prefix}timeline  everything that happened, one line for each request
        POST   {Prefix}faults    what goes wrong next, such as rate-limited with retryAfter 30, twice, in JSON
        DELETE {Prefix}faults    lets nothing go wrong any more
        DELETE {Prefix}ledger    forgets what was billed and what happened

        """;

    /// <summary>Whether a request is for the simulator itself, not for the gateway that it stands for.</summary>
    public static bool IsAsked(string target) => target.StartsWith(Prefix, StringComparison.Ordinal);

    public Reply Answer(string method, string target, byte[] body)
    {
        switch (method, target[Prefix.Length..])
        {
            case ("GET", "ledger"):
                return Reply.Json(200, new JArray(ledger.Entries.Select(Tell)));
            case ("GET", "timeline"):
                return Reply.Text(200, "text/plain; charset=utf-8", timeline.ToString());
            case ("DELETE", "faults"):
                faults.Clear();
                return Reply.Text(204, null, "");
            case ("DELETE", "ledger"):
                ledger.Clear();
                timeline.Clear();
                return Reply.Text(204, null, "");
            case ("POST", "faults"):
                return Plan(body);
            default:
                return Reply.Text(404, "text/plain; charset=utf-8", Usage);
        }
    }

    private static JObject Tell(LedgerEntry entry) => new()
    {
        ["requestId"] = entry.RequestId,
        ["model"] = entry.Model,
        ["input"] = JToken.Parse(entry.Input),
        ["pictures"] = new JArray(entry.Pictures.Select(picture => new JObject
        {
            ["width"] = picture.Width,
            ["height"] = picture.Height,
            ["mediaType"] = picture.MediaType,
            ["isDelivered"] = picture.IsDelivered,
        })),
        ["taskId"] = entry.TaskId,
        ["time"] = entry.Time,
    };

    private Reply Plan(byte[] body)
    {
        try
        {
            FaultRule rule = FaultNames.Plan(faults, JObject.Parse(Encoding.UTF8.GetString(body)));
            return Reply.Json(201, new JObject { ["planned"] = rule.ToString() });
        }
        catch (Exception exception) when (exception is JsonException or OrderException)
        {
            return Reply.Json(400, new JObject { ["error"] = new JObject { ["message"] = exception is JsonException ? $"The body must be a JSON object: {exception.Message}" : exception.Message } });
        }
    }
}
