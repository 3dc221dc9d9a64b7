using System.Globalization;
using System.Text;
using AIHubMix.Images.Simulator.Contract;
using AIHubMix.Images.Simulator.Judging;
using AIHubMix.Images.Simulator.Pictures;
using AIHubMix.Images.Simulator.Traffic;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace AIHubMix.Images.Simulator.Serving;

/// <summary>Answers requests as the gateway would: key, route, model, input, in this order.</summary>
internal sealed class Gateway(GatewayDocument document, SimulatorOptions options, Ledger ledger, Uri root)
{
    private const int LongestText = 32_000;
    private const int KeptOfLongText = 64;

    private readonly Shelf _shelf = new();

    /// <summary>The error answers.</summary>
    public Refusals Refusals { get; } = new(document);

    /// <summary>The model that a request is about, as the document spells it; null when that is not known.</summary>
    public string? ModelOf(Route route) => route.Operation switch
    {
        GatewayOperation.Submit => document.Find(route.Key)?.Path,
        GatewayOperation.Poll => _shelf.FindTask(route.Key)?.Picture.Request.Model,
        _ => _shelf.FindPicture(route.Key)?.Request.Model,
    };

    /// <summary>The answer to a request. Notes on the exchange what it means.</summary>
    public Reply Answer(Exchange exchange, string requestId, string? authorization, byte[] body)
    {
        exchange.RequestId = requestId;
        if (exchange.Operation == GatewayOperation.Download)
        {
            return ServePicture(exchange);
        }

        (Reply reply, JsonSchema schema) = Route(exchange, authorization, body);
        List<Violation> violations = Judge.CheckSchema(schema, reply.Content!);
        return violations.Count == 0
            ? reply
            : throw new InvalidOperationException($"The simulator's own answer departs from the document: {string.Join("; ", violations)}");
    }

    private (Reply Reply, JsonSchema Schema) Route(Exchange exchange, string? authorization, byte[] body)
    {
        if (RefuseKey(authorization, exchange.RequestId!) is { } refusal)
        {
            return (refusal, document.ErrorResponse);
        }

        switch (exchange.Operation)
        {
            case GatewayOperation.Submit:
                return Predict(exchange, body);
            case GatewayOperation.Poll:
                Reply task = ServeTask(exchange);
                exchange.TaskStatus = (string?)task.Content!["status"];
                return (task, document.PredictionTask);
            default:
                exchange.Unmatched = Nearest.To(exchange.Method, exchange.Route.Key, document);
                return (Refusals.UnknownRoute(exchange), document.ErrorResponse);
        }
    }

    private Reply? RefuseKey(string? authorization, string requestId)
    {
        const string Bearer = "Bearer ";
        if (authorization?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) != true)
        {
            return Refusals.NoKey(requestId);
        }

        string key = authorization[Bearer.Length..];
        bool accepted = options.ApiKey is { } only ? key == only : key.StartsWith("sk-", StringComparison.Ordinal) && key.Length > 3;
        return accepted ? null : Refusals.InvalidKey(requestId);
    }

    private (Reply Reply, JsonSchema Schema) Predict(Exchange exchange, byte[] body)
    {
        string requestId = exchange.RequestId!;
        if (document.Find(exchange.Route.Key) is not { } model)
        {
            exchange.Unmatched = Nearest.To(exchange.Method, exchange.Target, document);
            return (Refusals.UnknownModel(requestId), document.ErrorResponse);
        }

        JObject request;
        try
        {
            request = JObject.Load(new JsonTextReader(new StringReader(Encoding.UTF8.GetString(body))) { DateParseHandling = DateParseHandling.None });
        }
        catch (JsonException)
        {
            exchange.Violations = [new Violation("$", "", "NoJsonObject") { Rule = "must be a JSON object" }];
            return (Refusals.NotJson(requestId), document.ErrorResponse);
        }

        exchange.Violations = Judge.CheckRequest(model, request);
        if (exchange.Violations.Count > 0)
        {
            return (Refusals.InvalidInput(model, exchange.Violations, requestId), document.ErrorResponse);
        }

        var input = (JObject)request["input"]!;
        DateTimeOffset now = options.TimeProvider.GetUtcNow();
        var generation = new Generation(model, input);
        string? taskId = generation.Answers == "array-task" ? $"api.us1.bfl.{requestId}" : null;
        var entry = new LedgerEntry(requestId, model.Path, Shortened(input).ToString(Formatting.None), [.. generation.Pictures.Select(picture => picture.ToLedger())], taskId, now);
        IReadOnlyList<ShelvedPicture> pictures = [.. generation.Pictures.Zip(entry.Pictures, (picture, entered) => new ShelvedPicture(picture, entered, null))];
        ledger.Add(entry);
        exchange.Billed = entry;
        JToken output;
        if (taskId is null)
        {
            exchange.Takes = options.GenerationTime;
            output = Output(generation.Answers, pictures, model, exchange);
        }
        else
        {
            output = StartTask(taskId, pictures[0], model, now);
        }

        var answer = new JObject { ["output"] = output };
        if (model.CountsTokens)
        {
            answer["usage"] = Usage(generation);
        }

        return (Reply.Json(200, answer), document.PredictionResponse);
    }

    private JToken Output(string form, IReadOnlyList<ShelvedPicture> pictures, ModelContract model, Exchange exchange)
    {
        if (form is "object-base64" or "array-base64")
        {
            exchange.Carries = [.. pictures.Select(picture => picture.Entered)];
        }

        return form switch
        {
            "object-base64" => new JObject { ["b64_json"] = new JArray(pictures.Select(picture => Inline(picture, picture.Request.Format.FileExtension()[1..]))), ["urls"] = new JArray() },
            "object-url" => new JObject { ["b64_json"] = new JArray(), ["urls"] = new JArray(pictures.Select(UrlOf)) },
            "array-url" => new JArray(pictures.Select(picture => new JObject { ["url"] = UrlOf(picture) })),
            "array-base64" => new JArray(pictures.Select(picture => Inline(picture, picture.Request.Format.MediaType()))),
            string unknown => throw new NotSupportedException($"The document names a form '{unknown}' that the simulator cannot answer in."),
        };

        string UrlOf(ShelvedPicture picture) => new Uri(root, _shelf.Add(picture with { ExpiresAt = Expiry(model) + options.GenerationTime })).AbsoluteUri;
    }

    private static JObject Inline(ShelvedPicture picture, string type) =>
        new() { ["bytesBase64"] = Convert.ToBase64String(PictureGallery.Get(picture.Request)), ["mimeType"] = type };

    private DateTimeOffset? Expiry(ModelContract model) => model.UrlLifetime is { } lifetime ? options.TimeProvider.GetUtcNow() + lifetime : null;

    private JArray StartTask(string taskId, ShelvedPicture picture, ModelContract model, DateTimeOffset now)
    {
        _shelf.Add(new SimulatedTask(taskId, picture, options.PendingPolls, now, options.GenerationTime, () => _shelf.Add(picture with { ExpiresAt = Expiry(model) })));
        return [new JObject { ["taskId"] = taskId, ["polling_url"] = $"https://api.us1.bfl.ai/v1/get_result?id={Guid.NewGuid()}" }];
    }

    private Reply ServeTask(Exchange exchange)
    {
        string id = exchange.Route.Key;
        DateTimeOffset now = options.TimeProvider.GetUtcNow();
        if (_shelf.FindTask(id) is not { } task)
        {
            return Reply.Json(200, new JObject { ["id"] = id, ["status"] = PredictionStatus.TaskNotFound.Value, ["result"] = null });
        }

        if (task.Poll(now) is { } progress)
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
                ["prompt"] = task.Picture.Request.Prompt,
                ["seed"] = task.Picture.Request.Seed,
                ["start_time"] = task.Started.ToUnixTimeMilliseconds() / 1000.0,
                ["end_time"] = now.ToUnixTimeMilliseconds() / 1000.0,
                ["duration"] = (now - task.Started).TotalSeconds,
            },
            ["progress"] = null,
            ["details"] = null,
            ["preview"] = null,
        });
    }

    private Reply ServePicture(Exchange exchange)
    {
        if (_shelf.FindPicture(exchange.Route.Key) is not { } picture)
        {
            exchange.Unmatched = $"there is no picture at {exchange.Target}";
            return Reply.Text(404, "text/plain", "There is no such picture.");
        }

        if (picture.ExpiresAt < options.TimeProvider.GetUtcNow())
        {
            return Reply.Text(403, "text/plain", "This URL has expired.");
        }

        exchange.Carries = [picture.Entered];
        return new Reply(200, picture.Request.Format.MediaType(), PictureGallery.Get(picture.Request));
    }

    // Pictures in base64 would fill the memory of a simulator that runs for long.
    private static JObject Shortened(JObject input)
    {
        var copy = (JObject)input.DeepClone();
        foreach (JValue text in copy.Descendants().OfType<JValue>().Where(value => value.Type == JTokenType.String && ((string)value!).Length > LongestText))
        {
            string whole = (string)text!;
            text.Value = string.Create(CultureInfo.InvariantCulture, $"{whole.AsSpan(0, KeptOfLongText)}… ({whole.Length} characters)");
        }

        return copy;
    }

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
