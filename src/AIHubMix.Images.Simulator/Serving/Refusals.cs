using AIHubMix.Images.Simulator.Contract;
using AIHubMix.Images.Simulator.Judging;
using Newtonsoft.Json.Linq;

namespace AIHubMix.Images.Simulator.Serving;

/// <summary>The error answers of the gateway, each from the example that the document shows.</summary>
internal sealed class Refusals(GatewayDocument document)
{
    public const string RequestIdHeader = "x-aihubmix-request-id";

    public Reply NoKey(string requestId) => From(401, "Unauthorized", "noKey", requestId);

    public Reply InvalidKey(string requestId) => From(401, "Unauthorized", "invalidKey", requestId);

    public Reply UnknownModel(string requestId) => From(503, "ServiceUnavailable", "unknownModel", requestId);

    public Reply UnknownRoute(Exchange exchange) =>
        From(404, "NotFound", "unknownRoute", exchange.RequestId!, error => error["message"] = $"Invalid URL ({exchange.Method} {exchange.Route.Key})");

    /// <summary>An error that the document shows, under a status.</summary>
    public Reply Show(int status, string response, string example, string requestId) =>
        From(status, response, example, requestId) with { Headers = [new(RequestIdHeader, requestId)] };

    public Reply NotJson(string requestId) =>
        From(400, "BadRequest", "namedEnvelope", requestId, error =>
        {
            error["message"] = $"the request body is not a JSON object (tid: {requestId})";
            error["param"] = null;
            error["code"] = "invalid_json";
        });

    /// <summary>The refusal of a request that departs from the document: the gateway's own codes where it has them, the vendor's form for the rest.</summary>
    public Reply InvalidInput(ModelContract model, IReadOnlyList<Violation> violations, string requestId)
    {
        Violation first = violations.FirstOrDefault(violation => HasRole(violation, "prompt")) ?? violations[0];
        if (HasRole(first, "prompt"))
        {
            return From(400, "BadRequest", first.Kind == "StringTooLong" ? "promptTooLong" : "promptMissing", requestId);
        }

        if (HasRole(first, "count"))
        {
            return From(400, "BadRequest", "countNotWithinRange", requestId);
        }

        if (HasRole(first, "size") || HasRole(first, "aspect-ratio"))
        {
            return From(400, "BadRequest", "sizeNotSupported", requestId);
        }

        return From(400, "BadRequest", "namedEnvelope", requestId, error =>
        {
            error["message"] = $"invalid input: {string.Join("; ", violations)} (tid: {requestId})";
            error["param"] = first.Field.Length == 0 ? null : first.Field;
        });

        bool HasRole(Violation violation, string role) =>
            violation.Field.Length == 0 ? role == "prompt" && violation.Path == "$.input" : model.FieldsOf(role).Any(field => field.Name == violation.Field);
    }

    private Reply From(int status, string response, string example, string requestId, Action<JObject>? change = null)
    {
        JObject body = document.ErrorExample(response, example);
        var error = (JObject)body["error"]!;
        if ((string?)error["message"] is { } message && message.IndexOf("(tid:", StringComparison.Ordinal) is >= 0 and var trace)
        {
            error["message"] = $"{message[..trace]}(tid: {requestId})";
        }

        change?.Invoke(error);
        return Reply.Json(status, body);
    }
}
