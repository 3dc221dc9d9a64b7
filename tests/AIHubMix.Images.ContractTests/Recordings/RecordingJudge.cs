using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AIHubMix.Images.Simulator;
using AIHubMix.Images.Simulator.Contract;
using AIHubMix.Images.Simulator.Judging;
using AIHubMix.Images.Simulator.Serving;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace AIHubMix.Images.ContractTests.Recordings;

/// <summary>Holds a recording against the document. What it objects to says what to change.</summary>
internal static partial class RecordingJudge
{
    private const string Document = "openapi/aihubmix-images.yaml";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<string> Check(Recording recording, GatewayDocument document) =>
        [.. CheckForm(recording), .. CheckSecrets(recording), .. CheckRequest(recording, document), .. CheckResponse(recording, document)];

    private static IEnumerable<string> CheckForm(Recording recording)
    {
        if (recording.Form != 1)
        {
            yield return $"'recording' is {recording.Form}; this suite reads form 1.";
        }

        if (recording.Source is not ("recorded" or "observed" or "documented" or "inferred"))
        {
            yield return $"'source' is '{recording.Source}'; it must be recorded, observed, documented or inferred.";
        }

        if (recording.Source != "recorded" && string.IsNullOrWhiteSpace(recording.Note))
        {
            yield return "'note' is missing; what no client has recorded must say which public source it is from.";
        }
    }

    private static IEnumerable<string> CheckSecrets(Recording recording)
    {
        const string Advice = "Take it out before anybody sees the file, and revoke what can be revoked.";
        string text = recording.Json.ToJsonString(Plain);
        if (Key().Match(text) is { Success: true } key)
        {
            yield return $"holds a key ({key.Value[..6]}…). {Advice}";
        }

        if (SecretHeader().Match(text) is { Success: true } header)
        {
            yield return $"holds the header {header.Groups[1].Value}. {Advice}";
        }

        if (Query().Match(text) is { Success: true } query)
        {
            yield return $"holds a URL with a query ({query.Groups[1].Value}?…), which may be a signature. {Advice}";
        }
    }

    private static IEnumerable<string> CheckRequest(Recording recording, GatewayDocument document)
    {
        if (recording is not { Operation: "submit", IsSuccess: true, Request: { } request } || recording.Response?["error"] is not null || document.Find(recording.Model) is not { } model)
        {
            return [];
        }

        return Judge.CheckRequest(model, Parse(request)).Select(violation =>
            $"the gateway took {violation.Path}, which the document forbids ({violation.Kind}). Change the input schema of '{model.Path}' in {Document}.");
    }

    private static IEnumerable<string> CheckResponse(Recording recording, GatewayDocument document)
    {
        if (recording is { Operation: "submit" or "poll", IsWhole: true, Response: { } response })
        {
            (string name, JsonSchema schema) = recording switch
            {
                { IsSuccess: false } => ("ErrorResponse", document.ErrorResponse),
                { Operation: "submit" } => ("PredictionResponse", document.PredictionResponse),
                _ => ("PredictionTask", document.PredictionTask),
            };
            foreach (Violation violation in Judge.CheckSchema(schema, Parse(response)))
            {
                yield return $"the answer has {violation.Path} in a way that the document does not know ({violation.Kind}). Change the schema '{name}' in {Document}.";
            }

            if (recording is { Operation: "submit", IsSuccess: true } && document.Find(recording.Model) is { } model
                && new RawOutput(response["output"]).Form is { } form && Expected(model, recording) is var expected && form != expected)
            {
                string delivery = (form == "array-task") == (expected == "array-task") ? "" : $", delivery to '{(form == "array-task" ? "task" : "inline")}'";
                yield return $"'{model.Path}' answered in the form '{form}', the document says '{expected}'. "
                    + $"In {Document}, at x-model of /v1/models/{model.Path}/predictions, set answers to '{form}'{delivery} and confidence to 'observed'.";
            }
        }
    }

    // An input may ask for another form than the model's own.
    private static string Expected(ModelContract model, Recording recording) =>
        recording.Request?["input"] is JsonObject input ? new Generation(model, (JObject)Parse(input)).Answers : model.Answers;

    private static JToken Parse(JsonNode json)
    {
        using var reader = new JsonTextReader(new StringReader(json.ToJsonString())) { DateParseHandling = DateParseHandling.None };
        return JToken.Load(reader);
    }

    [GeneratedRegex(@"\bsk-[A-Za-z0-9_-]{16,}|\bBearer\s+(?=\S*[0-9])[A-Za-z0-9._-]{16,}")]
    private static partial Regex Key();

    [GeneratedRegex(@"""((proxy-)?authorization|(set-)?cookie|x-goog-api-key|(x-)?api-key|x-key)""\s*:", RegexOptions.IgnoreCase)]
    private static partial Regex SecretHeader();

    [GeneratedRegex(@"(https?://[^\s""\\<>?]+)\?[^\s""]|""Location"":""([^""?]*)\?", RegexOptions.IgnoreCase)]
    private static partial Regex Query();
}
