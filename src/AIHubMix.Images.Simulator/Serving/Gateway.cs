using System.Globalization;
using System.Text;
using AIHubMix.Images.Simulator.Contract;
using AIHubMix.Images.Simulator.Judging;
using AIHubMix.Images.Simulator.Pictures;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace AIHubMix.Images.Simulator.Serving;

/// <summary>Answers requests as the gateway would: key, route, model, input, in this order.</summary>
internal sealed class Gateway(GatewayDocument document, SimulatorOptions options, Ledger ledger, Uri root)
{
    private const string ModelsPrefix = "/v1/models/";
    private const string PredictionsSuffix = "/predictions";
    private const string TasksPrefix = "/v1/tasks/";
    private const string ResultsPrefix = "/results/";

    private readonly Refusals _refusals = new(document);
    private readonly Shelf _shelf = new();
    private int _requests;

    /// <summary>The answer to a call.</summary>
    /// <param name="call">The request.</param>
    /// <param name="requestId">The id that the answer carries in <c>x-aihubmix-request-id</c>.</param>
    public Reply Answer(Call call, out string requestId)
    {
        DateTimeOffset now = options.TimeProvider.GetUtcNow();
        requestId = string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMddHHmmssfff}{Interlocked.Increment(ref _requests):D14}");
        if (call.Method == "GET" && call.Path.StartsWith(ResultsPrefix, StringComparison.Ordinal))
        {
            return ServePicture(call);
        }

        (Reply reply, JsonSchema schema) = Route(call, requestId, now);
        List<Violation> violations = Judge.CheckSchema(schema, reply.Content!);
        return violations.Count == 0
            ? reply
            : throw new InvalidOperationException($"The simulator's own answer departs from the document: {string.Join("; ", violations)}");
    }

    private (Reply Reply, JsonSchema Schema) Route(Call call, string requestId, DateTimeOffset now)
    {
        if (RefuseKey(call, requestId) is { } refusal)
        {
            return (refusal, document.ErrorResponse);
        }

        if (call.Method == "POST" && call.Path.StartsWith(ModelsPrefix, StringComparison.Ordinal) && call.Path.EndsWith(PredictionsSuffix, StringComparison.Ordinal))
        {
            return Predict(call, requestId, now);
        }

        if (call.Method == "GET" && call.Path.StartsWith(TasksPrefix, StringComparison.Ordinal) && call.Path.Length > TasksPrefix.Length)
        {
            return (ServeTask(Uri.UnescapeDataString(call.Path[TasksPrefix.Length..]), now), document.PredictionTask);
        }

        return (_refusals.UnknownRoute(call, requestId), document.ErrorResponse);
    }

    private Reply? RefuseKey(Call call, string requestId)
    {
        const string Bearer = "Bearer ";
        if (call.Authorization?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) != true)
        {
            return _refusals.NoKey(requestId);
        }

        string key = call.Authorization[Bearer.Length..];
        bool accepted = options.ApiKey is { } only ? key == only : key.StartsWith("sk-", StringComparison.Ordinal) && key.Length > 3;
        return accepted ? null : _refusals.InvalidKey(requestId);
    }

    private (Reply Reply, JsonSchema Schema) Predict(Call call, string requestId, DateTimeOffset now)
    {
        string path = call.Path[ModelsPrefix.Length..^PredictionsSuffix.Length];
        if (document.Find(path) is not { } model)
        {
            return (_refusals.UnknownModel(requestId), document.ErrorResponse);
        }

        JObject body;
        try
        {
            body = JObject.Load(new JsonTextReader(new StringReader(Encoding.UTF8.GetString(call.Body))) { DateParseHandling = DateParseHandling.None });
        }
        catch (JsonException)
        {
            return (_refusals.NotJson(requestId), document.ErrorResponse);
        }

        IReadOnlyList<Violation> violations = Judge.CheckRequest(model, body);
        if (violations.Count > 0)
        {
            return (_refusals.InvalidInput(model, violations, requestId), document.ErrorResponse);
        }

        var input = (JObject)body["input"]!;
        var generation = new Generation(model, input);
        string? taskId = generation.Answers == "array-task" ? $"api.us1.bfl.{requestId}" : null;
        ledger.Add(new LedgerEntry(requestId, model.Path, input.ToString(Formatting.None), generation.Pictures.Count, taskId, now));
        JToken output = taskId is null ? Output(generation) : StartTask(taskId, generation, now);
        var answer = new JObject { ["output"] = output };
        if (model.CountsTokens)
        {
            answer["usage"] = Usage(generation);
        }

        return (Reply.Json(200, answer), document.PredictionResponse);
    }

    private JToken Output(Generation generation) => generation.Answers switch
    {
        "object-base64" => new JObject { ["b64_json"] = new JArray(generation.Pictures.Select(picture => Inline(picture, picture.Format.FileExtension()[1..]))), ["urls"] = new JArray() },
        "object-url" => new JObject { ["b64_json"] = new JArray(), ["urls"] = new JArray(generation.Pictures.Select(UrlOf)) },
        "array-url" => new JArray(generation.Pictures.Select(picture => new JObject { ["url"] = UrlOf(picture) })),
        "array-base64" => new JArray(generation.Pictures.Select(picture => Inline(picture, picture.Format.MediaType()))),
        string unknown => throw new NotSupportedException($"The document names a form '{unknown}' that the simulator cannot answer in."),
    };

    private static JObject Inline(PictureRequest picture, string type) =>
        new() { ["bytesBase64"] = Convert.ToBase64String(PictureGallery.Get(picture)), ["mimeType"] = type };

    private string UrlOf(PictureRequest picture) => new Uri(root, _shelf.Add(picture)).AbsoluteUri;

    private JArray StartTask(string taskId, Generation generation, DateTimeOffset now)
    {
        PictureRequest picture = generation.Pictures[0];
        _shelf.Add(new SimulatedTask(taskId, picture, _shelf.Add(picture), options.PendingPolls, now));
        return [new JObject { ["taskId"] = taskId, ["polling_url"] = $"https://api.us1.bfl.ai/v1/get_result?id={Guid.NewGuid()}" }];
    }

    private Reply ServeTask(string id, DateTimeOffset now)
    {
        if (_shelf.FindTask(id) is not { } task)
        {
            return Reply.Json(200, new JObject { ["id"] = id, ["status"] = PredictionStatus.TaskNotFound.Value, ["result"] = null });
        }

        if (task.Poll() is { } progress)
        {
            return Reply.Json(200, new JObject { ["id"] = id, ["status"] = PredictionStatus.Pending.Value, ["result"] = null, ["progress"] = progress });
        }

        return Reply.Json(200, new JObject
        {
            ["id"] = id,
            ["status"] = PredictionStatus.Ready.Value,
            ["result"] = new JObject
            {
                ["sample"] = new Uri(root, task.ResultPath).AbsoluteUri,
                ["prompt"] = task.Picture.Prompt,
                ["seed"] = task.Picture.Seed,
                ["start_time"] = task.Started.ToUnixTimeMilliseconds() / 1000.0,
                ["end_time"] = now.ToUnixTimeMilliseconds() / 1000.0,
                ["duration"] = (now - task.Started).TotalSeconds,
            },
            ["progress"] = null,
            ["details"] = null,
            ["preview"] = null,
        });
    }

    private Reply ServePicture(Call call) => _shelf.FindPicture(call.Path) is { } picture
        ? new Reply(200, picture.Format.MediaType(), PictureGallery.Get(picture))
        : new Reply(404, "text/plain", Encoding.UTF8.GetBytes("This URL has expired or never was."));

    private static JObject Usage(Generation generation)
    {
        int text = generation.Pictures[0].Prompt.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        int image = generation.Pictures.Sum(picture => picture.Size.Width * picture.Size.Height / 256);
        return new JObject
        {
            ["input_tokens"] = text,
            ["input_tokens_details"] = new JObject { ["image_tokens"] = 0, ["text_tokens"] = text },
            ["output_tokens"] = image,
            ["output_tokens_details"] = new JObject { ["image_tokens"] = image, ["text_tokens"] = 0 },
            ["total_tokens"] = text + image,
        };
    }
}
